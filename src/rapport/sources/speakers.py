"""Who speaks: the words files use for the four roles."""

from __future__ import annotations

from collections import abc

from rapport.records.interaction import SPEAKERS
from rapport.sources.errors import RowError

_WORDS = {
    "customer": "client clients consumer user enduser end-user visitor guest caller buyer member patient "
    "requester contact lead shopper subscriber customer_1 kunde kundin client·e cliente usuario acheteur "
    "reviewer sender inbound incoming in c",
    "agent": "rep representative operator advisor adviser associate csr employee staff support admin "
    "teammate consultant specialist assignee helpdesk supervisor team human wizard mitarbeiter agente "
    "conseiller conseillère outbound outgoing out a",
    "bot": "assistant chatbot ivr virtual_assistant virtualagent virtual_agent voicebot robot ai autobot",
    "system": "systems notification event info status automation trigger note internal server tool",
}
ALIASES: dict[str, str] = {role: role for role in SPEAKERS} | {
    word: role for role, words in _WORDS.items() for word in words.split()
}


class Speakers:
    """Turns a file's word for who speaks into one of SPEAKERS.

    Parameters: `own` maps this file's words to roles (the mapping's `speakers:`); they beat the
    built-in aliases. Words are compared without case and surrounding spaces. `seen` holds the role of
    every word found so far as it stood, for those in a hurry.
    """

    def __init__(self, own: abc.Mapping[str, str] | None = None) -> None:
        self._known = {**ALIASES, **{word.strip().casefold(): role for word, role in (own or {}).items()}}
        self.seen: dict[str, str] = {}

    def find(self, word: str) -> str | None:
        """The role `word` stands for, or None when nobody said."""
        role = self.seen.get(word)
        if role is None:
            key = word.strip().casefold()
            role = self._known.get(key) or self._known.get(key.replace(" ", "_").rstrip(":"))
            if role is not None:
                self.seen[word] = role
        return role

    def role(self, word: object) -> str:
        """As `find`, raising RowError for a word that is unknown or empty."""
        role = self.seen.get(word) if isinstance(word, str) else None
        if role is None and word not in (None, ""):
            role = self.find(str(word))
        if role is None:
            raise _unknown(word)
        return role


def _unknown(word: object) -> RowError:
    if word in (None, ""):
        return RowError("The speaker is empty", todo=f"Fill it with one of {', '.join(SPEAKERS)}.")
    shown = str(word)[:80]
    return RowError(
        f"Unknown speaker {shown!r}",
        todo=f"Say who that is in the mapping file, e.g. speakers: {{{shown!r}: agent}} "
        f"(one of {', '.join(SPEAKERS)}), and pass it with --mapping.",
    )
