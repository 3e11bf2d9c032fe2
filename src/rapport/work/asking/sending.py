"""Sends what is due: the worker's round. A message's state is written before it is handed over, and after."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime

from rapport.home import Home
from rapport.program.sending.plain import EMAIL, SMS, Due
from rapport.records import InputError
from rapport.work.asking.outcome import DOUBT, FAILED, LATER, REFUSED, SENT, Handed

LOG = logging.getLogger("rapport.asking")
AT_ONCE = 50
ROUND = 500
"""Messages of one round: others of the worker's tasks wait meanwhile."""
Hand = Callable[[Due, datetime], Handed]


@dataclass(frozen=True)
class SentRound:
    """What a round came to."""

    sent: int = 0
    put_off: int = 0
    refused: int = 0
    failed: int = 0
    in_doubt: int = 0


def send_due(home: Home) -> None:
    """The worker's round."""
    from django.utils import timezone

    send_by(home, timezone.now())


def send_by(
    home: Home, now: datetime, *, hand: Hand | None = None, most: int = ROUND, at_once: int = AT_ONCE
) -> SentRound:
    """Takes messages that are due and hands them over. `hand` is how, for those who have no server: then what
    became of `at_once` messages is noted together, as nothing was sent that could be in doubt.

    Where neither a mail server nor an address for customers is set, everything waits as it is, until its
    invitation expires; the pages say so.
    """
    from django.db import transaction

    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.services import (
        invitations_end,
        message_begin,
        messages_forsaken,
        messages_take,
        round_tell,
    )

    messages_forsaken(now)
    invitations_end(now)
    counts = dict.fromkeys((SENT, LATER, REFUSED, FAILED, DOUBT), 0)
    ways = (EMAIL, SMS) if hand else channels(home)
    if not ways:
        return SentRound()
    out: list[Due] = []
    with ExitStack() as lines:
        lines.callback(lambda: round_tell(out))  # also of what was sent before something failed
        deliver = hand or by_home(home, lines)
        take, zone, done = messages_take, home.settings.zone, 0
        while done < most and (taken := take(now, zone, min(at_once, most - done), ways)):
            with transaction.atomic() if hand else nullcontext():
                for due in taken:
                    if hand or message_begin(due):
                        state = _one(due, deliver, now)
                        counts[state] += 1
                        out += [due] if state in (SENT, DOUBT) else []
            done += len(taken)
    return SentRound(counts[SENT], counts[LATER], counts[REFUSED], counts[FAILED], counts[DOUBT])


def channels(home: Home) -> tuple[str, ...]:
    """By what anything can be sent now."""
    given = home.settings
    mails = (EMAIL,) if given.mail_server and given.mail_from else ()
    texts = (SMS,) if given.sms_url else ()
    return (*mails, *texts) if given.address else ()


def _one(due: Due, deliver: Hand, now: datetime) -> str:
    """One message, whatever comes; its end is noted."""
    from rapport.program.sending import services

    try:
        handed = deliver(due, now)
    except InputError as error:
        handed = Handed(FAILED, str(error))
    except Exception as error:
        LOG.exception("message %s", due.message)
        handed = Handed(FAILED, f"A fault of Rapport's own: {type(error).__name__}")
    if handed.state == SENT:
        services.message_sent(due, now, handed.remote_id)
    elif handed.state == LATER:
        services.message_put_off(due, now, handed.problem)
    elif handed.state == REFUSED:
        services.message_refused(due, now, handed.problem)
    elif handed.state == DOUBT:
        services.message_in_doubt(due, handed.problem, now)
    else:
        services.message_failed(due, handed.problem)
    return handed.state


def by_home(home: Home, lines: ExitStack) -> Hand:
    """Hands mails to the home's server, text messages to its gateway."""
    from rapport.program.surveys.selectors.answering import answerable
    from rapport.work.asking.mail.mail import mail
    from rapport.work.asking.mail.text import text_message
    from rapport.work.asking.mail.told import told
    from rapport.work.asking.sms import hand_text
    from rapport.work.asking.smtp import MailLine, mail_line

    line: list[MailLine] = []

    def deliver(due: Due, now: datetime) -> Handed:
        version = answerable(due.version)
        if version is None:
            return Handed(FAILED, "Its survey is gone")
        words = told(home, due, version, now)
        stamp = str(due.message)
        if due.channel != EMAIL:
            return hand_text(home, to=due.address, text=text_message(words), stamp=stamp)
        if not line:
            line.append(lines.enter_context(mail_line(home)))
        sender = home.settings.mail_from or ""
        accent = version.colours.get("accent", "")
        made = mail(words, sender=sender, to=due.address, stamp=stamp, now=now, accent=accent)
        return line[0].hand(made)

    return deliver
