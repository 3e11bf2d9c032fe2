"""Sends the e-mails of cases, each once."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime
from email.utils import make_msgid
from typing import Any

from rapport.home import Home
from rapport.program.cases.plain import MAIL_FAILED, MAIL_UNSURE, MAIL_WAITING, MailDue
from rapport.program.setup import connect
from rapport.work.results.mailing import mail_connection

LOG = logging.getLogger("rapport.cases")
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)
"""The server said no: nothing was sent."""


def send_letters(home: Home) -> int:
    """Sends every e-mail of a case that waits → how many were sent. The worker's round."""
    from django.utils import timezone

    return send_letters_by(home, timezone.now)


def send_letters_by(home: Home, clock: Callable[[], datetime]) -> int:
    """The same by a given clock. It is asked for each e-mail: one that is taken late in a long round has just
    been taken."""
    connect(home)
    from rapport.program.cases.services.mail import mail_take

    sent = 0
    while (taken := mail_take(clock())) is not None:
        sent += _send(home, taken, clock)
    return sent


def _send(home: Home, mail: MailDue, clock: Callable[[], datetime]) -> bool:
    from rapport.program.cases.services.mail import mail_failed, mail_sent

    if not home.settings.mail_server or not home.settings.mail_from:
        mail_failed(mail, "No mail server is set: mail_server and mail_from in rapport.toml.", clock())
        return False
    connection = mail_connection(home)
    try:
        message = _message(home, mail, connection)
        message.message().as_bytes()
    except Exception as error:  # noqa: BLE001 - nothing has left yet
        LOG.warning("letter %s: %s", mail.id, type(error).__name__)
        mail_failed(mail, f"No e-mail can be made of it: {type(error).__name__}", clock())
        return False
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        problem = f"The mail server could not be reached: {type(error).__name__}"
        mail_failed(mail, problem, clock(), state=MAIL_WAITING)
        return False
    try:
        failed = _handed_over(message, mail)
    finally:
        connection.close()
    if failed is None:
        mail_sent(mail, clock())
    else:
        problem, state = failed
        mail_failed(mail, problem, clock(), state=state)
    return failed is None


def _handed_over(message: Any, mail: MailDue) -> tuple[str, str] | None:
    """Gives it to the server → None, or what went wrong and what is known of it then."""
    try:
        message.send()
    except REFUSED as error:
        return f"The mail server refused it: {error}", MAIL_FAILED
    except Exception as error:  # noqa: BLE001 - whatever broke, some of it may have left
        LOG.warning("letter %s: %s", mail.id, error)
        told = f"The connection broke while it was sent ({type(error).__name__}): it may have arrived."
        return told, MAIL_UNSURE
    return None


def _message(home: Home, mail: MailDue, connection: Any) -> Any:
    from django.core.mail import EmailMessage

    sender = home.settings.mail_from or ""
    return EmailMessage(
        " ".join(mail.subject.split()),  # whatever ends a line would begin another header
        mail.body,
        sender,
        [mail.to],
        connection=connection,
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": make_msgid(mail.id, sender.rpartition("@")[2].strip("> ") or None)},
    )
