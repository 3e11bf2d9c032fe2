"""Notices by e-mail: at once or once a day, never in somebody's quiet hours."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime
from zoneinfo import ZoneInfo

from rapport.home import Home
from rapport.program.notices.plain import NoticeFacts, Reader
from rapport.program.notices.quiet import due
from rapport.work.results.mailing import mail_connection

LOG = logging.getLogger("rapport.notices")


def mail_notices(home: Home) -> int:
    """Mails what is due by now → how many mails. The worker's round."""
    from django.utils import timezone

    return mail_notices_by(home, timezone.now())


def mail_notices_by(home: Home, now: datetime) -> int:
    """The same for a given now. Without a mail server notices wait in the pages alone."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.notices.selectors import readers

    if not (home.settings.mail_server and home.settings.mail_from):
        return 0
    sent = 0
    for reader in readers():
        zone = ZoneInfo(reader.time_zone) if reader.time_zone else home.settings.zone
        if due(reader.wish, zone, reader.digest_sent_at, now):
            sent += _mail(home, reader, now)
    return sent


def tidy_notices(home: Home) -> int:
    """Forgets what is long read. The worker's round."""
    from django.utils import timezone

    from rapport.program.setup import connect

    connect(home)
    from rapport.program.notices.services import notices_tidy

    return notices_tidy(timezone.now())


def text_of(home: Home, notices: tuple[NoticeFacts, ...]) -> str:
    """The mail's text: one line a notice, with where it waits."""
    site = (home.settings.address or "").rstrip("/")
    lines = [f"- {one.title}\n  {site}{one.address}" for one in notices]
    how = f"{site}/notices/"
    return "\n".join([*lines, "", f"How you are told: {how}"])


def _mail(home: Home, reader: Reader, now: datetime) -> bool:
    from rapport.program.notices.selectors import taken
    from rapport.program.notices.services import mails_done, mails_given_back, mails_take

    ids = mails_take(reader, now)
    if not ids:
        return False
    notices = taken(ids)
    try:
        _send(home, reader, notices)
    except (OSError, smtplib.SMTPException) as error:
        LOG.warning("notices to an account: %s", type(error).__name__)
        mails_given_back(ids)
        return False
    mails_done(reader, ids, now)
    return True


def _send(home: Home, reader: Reader, notices: tuple[NoticeFacts, ...]) -> None:
    from django.core.mail import EmailMessage

    title = notices[0].title if len(notices) == 1 else f"{len(notices)} things wait for you"
    with mail_connection(home) as connection:
        EmailMessage(
            " ".join(title.split()),
            text_of(home, notices),
            home.settings.mail_from,
            [reader.email],
            connection=connection,
        ).send()
