"""Summaries of plans: written and mailed when a month or quarter has ended."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime

from rapport.home import Home
from rapport.records import InputError
from rapport.work.plans.effect import effect_of
from rapport.work.plans.summary import subject_of, summary_of
from rapport.work.results.mailing import mail_connection

LOG = logging.getLogger("rapport.plans")


def send_summaries(home: Home) -> int:
    """Mails every summary that is due by now → how many. The worker's round."""
    from django.utils import timezone

    return send_summaries_by(home, timezone.now())


def send_summaries_by(home: Home, now: datetime) -> int:
    """The same for a given now."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.plans.services import summaries_note, summary_take

    summaries_note(now.astimezone(home.settings.zone).date(), now)
    sent = 0
    while (taken := summary_take(now)) is not None:
        sent += _send(home, taken, now)
    return sent


def _send(home: Home, summary_id: int, now: datetime) -> bool:
    from rapport.program.plans.services import summary_failed

    try:
        _mail(home, summary_id, now)
    except InputError as error:
        summary_failed(summary_id, str(error), now, for_good=True)
        return False
    except (OSError, smtplib.SMTPException) as error:
        LOG.warning("summary %s: %s", summary_id, type(error).__name__)
        summary_failed(summary_id, f"The mail server did not take it: {type(error).__name__}", now)
        return False
    return True


def _mail(home: Home, summary_id: int, now: datetime) -> None:
    """One mail an address, each noted as soon as it is sent: trying again sends to the others only."""
    from django.core.mail import EmailMessage

    from rapport.program.plans.selectors import summary
    from rapport.program.plans.services import summary_sent

    due, content, plan = summary(summary_id)
    settings = home.settings
    if not settings.mail_server or not settings.mail_from:
        todo = "Set mail_server and mail_from in rapport.toml."
        raise InputError("No mail server is set", "mail_server", todo)
    today = now.astimezone(settings.zone).date()
    body = summary_of(plan, due, effect_of(home, content), today, settings.zone)
    told = list(due.sent_to)
    with mail_connection(home) as connection:
        for address in content.recipients:
            if address in told:
                continue
            mail = EmailMessage(
                " ".join(subject_of(plan, due).split()),
                body,
                settings.mail_from,
                [address],
                connection=connection,
            )
            mail.send()
            told.append(address)
            summary_sent(summary_id, told, now)
    summary_sent(summary_id, told, now)
