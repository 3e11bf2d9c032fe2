"""Notices as plain data: everybody sees their own alone."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.program.notices.models import Notice, NoticeWish
from rapport.program.notices.plain import NEVER, NoticeFacts, Reader, Wish
from rapport.program.people.actor import Actor
from rapport.program.people.models import User

MOST = 200


def notices(actor: Actor) -> tuple[NoticeFacts, ...]:
    """One's own, the newest first."""
    if actor.user_id is None:
        return ()
    return _facts(Notice.objects.filter(user_id=actor.user_id).order_by("-at", "-pk")[:MOST])


def unread(actor: Actor) -> int:
    """How many of one's own nobody has looked at."""
    return Notice.objects.filter(user_id=actor.user_id, read_at=None).count() if actor.user_id else 0


def wish(actor: Actor) -> Wish:
    """How one wants to be told."""
    found = NoticeWish.objects.filter(user_id=actor.user_id).first() if actor.user_id else None
    return _wish(found)


def readers() -> tuple[Reader, ...]:
    """Accounts for whom something waits to be mailed; for the worker, on nobody's behalf."""
    waiting = Notice.objects.filter(mail=Notice.WAITING, read_at=None).values("user")
    users = User.objects.filter(pk__in=waiting, is_active=True).select_related("notice_wish").order_by("pk")
    found = []
    for one in users:
        kept = getattr(one, "notice_wish", None)
        wanted = _wish(kept)
        if wanted.mail != NEVER:
            sent = kept.digest_sent_at if kept else None
            found.append(Reader(str(one.pk), one.email, one.time_zone, wanted, sent))
    return tuple(found)


def taken(ids: Sequence[int]) -> tuple[NoticeFacts, ...]:
    """These, in their order; for the worker, on nobody's behalf."""
    return _facts(Notice.objects.filter(pk__in=ids).order_by("at", "pk"))


def _facts(rows: object) -> tuple[NoticeFacts, ...]:
    return tuple(
        NoticeFacts(one.pk, one.kind, one.title, one.address, one.at, one.read_at is not None)
        for one in rows  # type: ignore[attr-defined]
    )


def _wish(kept: NoticeWish | None) -> Wish:
    if kept is None:
        return Wish()
    return Wish(
        kept.mail,
        kept.digest_at,
        kept.quiet_from,
        kept.quiet_until,
        tuple(kept.quiet_days),
        tuple(kept.muted),
    )
