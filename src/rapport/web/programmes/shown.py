"""What several of these pages show."""

from __future__ import annotations

from rapport.home import Home
from rapport.measures import proportion
from rapport.measures.estimate import Estimate
from rapport.program.sending.plain import Progress


def rate_of(one: Progress) -> Estimate | None:
    """The share of those who were asked that answered, so far; None before anybody was."""
    return proportion(float(one.completed), float(one.sent)) if one.sent else None


def waits_for(home: Home) -> str:
    """What keeps mails from being sent, in words; nothing when they can be."""
    given = home.settings
    if not given.address:
        return "Nothing is sent yet: customers have no address to answer at. Set address in rapport.toml."
    if not (given.mail_server and given.mail_from):
        return "No mail is sent yet: set mail_server and mail_from in rapport.toml."
    return ""
