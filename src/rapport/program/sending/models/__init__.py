"""The tables of sending."""

from rapport.program.sending.models.barred import OptOut, Salt, Unreachable
from rapport.program.sending.models.lists import ListRow, MailingList
from rapport.program.sending.models.messages import Message
from rapport.program.sending.models.programmes import NoRecord, Programme, ProgrammeVersion, Round, Rules

__all__ = [
    "ListRow",
    "MailingList",
    "Message",
    "NoRecord",
    "OptOut",
    "Programme",
    "ProgrammeVersion",
    "Round",
    "Rules",
    "Salt",
    "Unreachable",
]
