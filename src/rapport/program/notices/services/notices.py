"""Notes what is to be told, once; what somebody has read; how they want to be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from rapport.program.notices.errors import NoticeError
from rapport.program.notices.models import Notice, NoticeWish
from rapport.program.notices.plain import KINDS, MAILS, NEVER, Told, Wish
from rapport.program.people.actor import Actor

KEPT = timedelta(days=90)


def notices_note(told: Iterable[Told], now: datetime) -> int:
    """Notes what nobody has told them yet, whoever looks → how many things were looked at.

    The worker calls this, on nobody's behalf: no actor is needed.
    """
    given = list(told)
    if not given:
        return 0
    users = {one.user for one in given}
    rows = Notice.objects.filter(user__in=users, key__in={one.key for one in given})
    known = {(str(user), key) for user, key in rows.values_list("user", "key")}
    new = [one for one in given if (one.user, one.key) not in known]
    wishes = {str(one.user_id): one for one in NoticeWish.objects.filter(user__in={one.user for one in new})}
    made = []
    for one in new:
        wish = wishes.get(one.user)
        if wish is not None and one.kind in wish.muted:
            continue
        mail = Notice.NONE if wish is not None and wish.mail == NEVER else Notice.WAITING
        made.append(
            Notice(
                user_id=one.user,
                kind=one.kind,
                key=one.key[:200],
                title=one.title[:300],
                address=one.address[:500],
                at=now,
                mail=mail,
            )
        )
    Notice.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return len(given)


def notices_read(actor: Actor, notice: int | None = None) -> None:
    """One of one's own notices, or all of them, have been read."""
    mine = Notice.objects.filter(user_id=_own(actor), read_at=None)
    (mine if notice is None else mine.filter(pk=notice)).update(read_at=timezone.now())


def wish_save(actor: Actor, wish: Wish) -> None:
    """How one wants to be told from now on. Raises NoticeError."""
    user = _own(actor)
    if wish.mail not in MAILS:
        raise NoticeError("That is no way to be told", "mail", f"Choose {', '.join(MAILS)}.")
    if (wish.quiet_from is None) != (wish.quiet_until is None):
        raise NoticeError(
            "Quiet hours need both ends", "quiet_from", "Write from when until when, or neither."
        )
    if set(wish.quiet_days) - set(range(7)) or set(wish.muted) - set(KINDS):
        raise NoticeError("There is no such day or kind", "muted", "Choose those of the list.")
    NoticeWish.objects.update_or_create(
        user_id=user,
        defaults={
            "mail": wish.mail,
            "digest_at": wish.digest_at,
            "quiet_from": wish.quiet_from,
            "quiet_until": wish.quiet_until,
            "quiet_days": sorted(set(wish.quiet_days)),
            "muted": sorted(set(wish.muted)),
        },
    )
    if wish.mail == NEVER:
        Notice.objects.filter(user_id=user, mail=Notice.WAITING).update(mail=Notice.NONE)


def notices_tidy(now: datetime) -> int:
    """Forgets what is long read, and what is very old → how many. The worker calls this."""
    old = Q(at__lt=now - KEPT) & (~Q(read_at=None) | Q(at__lt=now - 4 * KEPT))
    count: int = Notice.objects.filter(old).delete()[0]
    return count


def _own(actor: Actor) -> str:
    if actor.user_id is None:
        raise NoticeError("Notices belong to an account", None, "Sign in first.")
    return actor.user_id
