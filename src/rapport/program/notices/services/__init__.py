"""Writes notices."""

from rapport.program.notices.services.mailing import mails_done, mails_given_back, mails_take
from rapport.program.notices.services.notices import notices_note, notices_read, notices_tidy, wish_save

__all__ = [
    "mails_done",
    "mails_given_back",
    "mails_take",
    "notices_note",
    "notices_read",
    "notices_tidy",
    "wish_save",
]
