"""The parties of a conversation and their roles."""

from __future__ import annotations

from typing import Any

from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.json_keys import text_or_none
from rapport.sources.speakers import ALIASES, Speakers

_ADDRESSES = ("uuid", "mailto", "tel", "sip", "did")


class Parties:
    """Who took part.

    A party's role is what the mapping says of its name or address, else its own `role`, else `bot` by its
    type, else agent by an address of ours; where two took part and one is known, the other is the opposite.
    """

    def __init__(self, given: list[dict[str, Any]], context: Context) -> None:
        self._given = given
        speakers = Speakers(context.speakers)
        self._roles = [self._own_role(party, speakers, context) for party in given]
        known = [role for role in self._roles if role]
        if len(given) == 2 and len(known) == 1:
            other = "customer" if known[0] in ("agent", "bot") else "agent"
            self._roles = [role or other for role in self._roles]

    def role(self, index: int) -> str:
        """The role of a party. Raises RowError when nobody said, or there is no such party."""
        if not 0 <= index < len(self._given):
            raise RowError(f"There is no party {index}", "key 'parties'", "Export the conversation again.")
        role = self._roles[index]
        if role is None:
            shown = self.name(index) or self.address(index) or f"party {index}"
            raise RowError(
                f"Whether {shown!r} is agent or customer is not known",
                f"party {index}",
                f"Say it in the mapping file: speakers: {{{shown!r}: agent}}, and pass it with --mapping.",
            )
        return role

    def name(self, index: int) -> str | None:
        """The party's name."""
        found = text_or_none(self._given[index].get("name")) if 0 <= index < len(self._given) else None
        return None if found is None or found.casefold() in ALIASES else found

    def address(self, index: int) -> str | None:
        """What the party is reached or identified by."""
        party = self._given[index]
        return next((text for key in _ADDRESSES if (text := text_or_none(party.get(key)))), None)

    def first(self, role: str) -> int | None:
        """The first party of a role."""
        return next((index for index, one in enumerate(self._roles) if one == role), None)

    def by_name(self, label: str) -> int | None:
        """The party that a transcript calls by its name or address."""
        wanted = label.strip().casefold()
        for index, party in enumerate(self._given):
            if any(str(party.get(key, "")).casefold() == wanted for key in ("name", *_ADDRESSES)):
                return index
        return None

    def _own_role(self, party: dict[str, Any], speakers: Speakers, context: Context) -> str | None:
        for key in ("name", *_ADDRESSES):
            word = text_or_none(party.get(key))
            if word and (role := speakers.find(word)):
                return role
        for key in ("role", "type"):
            word = text_or_none(party.get(key))
            if word and (role := speakers.find(word)):
                return role
        domain = str(party.get("mailto") or party.get("sip") or "").lower().removeprefix("mailto:")
        ours = {name.lower().removeprefix("@") for name in context.agents}
        return "agent" if ours & {domain, domain.rpartition("@")[2]} else None
