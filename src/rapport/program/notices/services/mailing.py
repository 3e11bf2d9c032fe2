"""Takes what is to be mailed to one account, once, however many workers look.

Only the worker calls this, on nobody's behalf: no actor is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.program.notices.models import Notice, NoticeWish
from rapport.program.notices.plain import AT_ONCE, Reader

MOST = 50


@transaction.atomic
def mails_take(reader: Reader, now: datetime) -> tuple[int, ...]:
    """The notices of one mail, taken by this worker alone; none where another was faster."""
    waiting = Notice.objects.filter(user_id=reader.user, mail=Notice.WAITING, read_at=None)
    wanted = list(waiting.order_by("at", "pk").values_list("pk", flat=True)[:MOST])
    taken = []
    for one in wanted:
        if Notice.objects.filter(pk=one, mail=Notice.WAITING).update(mail=Notice.SENDING, taken_at=now):
            taken.append(one)
    return tuple(taken)


@transaction.atomic
def mails_done(reader: Reader, notices: Sequence[int], now: datetime) -> None:
    """The mail is on its way."""
    Notice.objects.filter(pk__in=notices).update(mail=Notice.SENT)
    if reader.wish.mail != AT_ONCE:
        wish = reader.wish
        NoticeWish.objects.update_or_create(
            user_id=reader.user,
            defaults={"digest_sent_at": now},
            create_defaults={"digest_sent_at": now, "mail": wish.mail, "digest_at": wish.digest_at},
        )


def mails_given_back(notices: Sequence[int]) -> None:
    """The mail server did not take it: it is tried again with the next."""
    Notice.objects.filter(pk__in=notices, mail=Notice.SENDING).update(mail=Notice.WAITING, taken_at=None)
