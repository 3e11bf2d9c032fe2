"""E-mails: single messages and mailboxes, joined into threads."""

from rapport.sources.mail.reader import EML, MBOX

__all__ = ["EML", "MBOX"]
