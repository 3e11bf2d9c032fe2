"""Scheduled reports: made when they are due and mailed to those who are to read them."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.views.plain import DeliveryFacts
from rapport.records import InputError
from rapport.reports import words
from rapport.work.progress import Silent
from rapport.work.results.reporting import make_report, report_path

LOG = logging.getLogger("rapport.reports")
WAIT_S = 30
MIME = {
    "html": "text/html",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def send_due(home: Home) -> int:
    """Makes and sends every report that is due by now → how many were sent. The worker's round."""
    from django.utils import timezone

    return send_due_by(home, timezone.now())


def send_due_by(home: Home, now: datetime) -> int:
    """The same for a given now."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.views.selectors import delivery
    from rapport.program.views.services import deliveries_note, delivery_take

    deliveries_note(now)
    sent = 0
    while (taken := delivery_take(now)) is not None:
        sent += _deliver(home, delivery(taken), now)
    return sent


def _deliver(home: Home, due: DeliveryFacts, now: datetime) -> bool:
    from rapport.program.people.selectors import actor_of
    from rapport.program.views.services import delivery_failed, delivery_sent

    plan = due.schedule.plan
    owner = actor_of(due.schedule.user_id)
    if owner is None:
        problem = "Whoever planned it has no account any more."
        delivery_failed(due.id, problem, now, for_good=True)
        return False
    try:
        made = make_report(home, owner, Silent(), audience=plan.audience, form=plan.form, query=plan.query)
        _mail(home, due, made["report"], made["said"])
    except InputError as error:
        delivery_failed(due.id, str(error), now, for_good=True)
        return False
    except (OSError, smtplib.SMTPException) as error:
        LOG.warning("schedule %s: %s", due.schedule.id, error)
        delivery_failed(due.id, f"The mail server did not take it: {type(error).__name__}: {error}", now)
        return False
    delivery_sent(due.id, made["report"])
    return True


def _mail(home: Home, due: DeliveryFacts, report: str, title: str) -> None:
    """One mail a recipient, so that none learns of the others. Raises InputError without a mail server."""
    from django.core.mail import EmailMessage

    from rapport.program.people.actor import TERMINAL
    from rapport.program.views.selectors import report_made

    settings, plan = home.settings, due.schedule.plan
    if not settings.mail_server or not settings.mail_from:
        raise InputError(
            "No mail server is set", "mail_server", "Set mail_server and mail_from in rapport.toml."
        )
    kept = report_made(TERMINAL, report)
    if kept is None:
        raise InputError("The report is gone", report, "Make it again.")
    content = report_path(home, kept.file).read_bytes()
    body = f"{title}.\n\nPlanned by {due.schedule.by} in Rapport, for {settings.name}."
    name = f"{plan.audience}-{words.day(due.due_at).replace(' ', '-')}.{plan.form}".lower()
    with mail_connection(home) as connection:
        for address in plan.recipients:
            mail = EmailMessage(plan.title, body, settings.mail_from, [address], connection=connection)
            mail.attach(name, content, MIME[plan.form])
            mail.send()


def mail_connection(home: Home) -> Any:
    """A connection to the home's mail server, opened when it is entered."""
    from django.core.mail.backends.smtp import EmailBackend

    settings = home.settings
    return EmailBackend(
        host=settings.mail_server,
        port=settings.mail_port,
        username=settings.mail_user or "",
        password=settings.mail_password or "",
        use_tls=settings.mail_security == "starttls",
        use_ssl=settings.mail_security == "tls",
        timeout=WAIT_S,
    )
