"""Which addresses belong to those who serve."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.mail.message import Mail

_SERVICE = re.compile(
    r"^(?:customer[._-]?)?(?:support|service|services|help|helpdesk|help-desk|care|customercare|info|"
    r"contact|hello|sales|"
    r"orders?|billing|accounts?|returns|complaints|team|kundenservice|kundendienst|hilfe|kontakt|"
    r"service-?client|"
    r"sav|assistance|atencion|soporte|ayuda|klantenservice|assistenza)(?:[._+-].*)?$"
)
_FREE_MAIL = (
    "gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com icloud.com aol.com gmx.de gmx.net "
    "web.de orange.fr wanadoo.fr free.fr t-online.de mail.com proton.me protonmail.com"
)
_EVERYBODYS = frozenset(_FREE_MAIL.split())


class Agents:
    """Tells agents from customers by the addresses and domains that the mapping names; without any, the
    domain of a mailbox called support@, service@, help@ and the like."""

    def __init__(self, context: Context) -> None:
        self._given = {name.strip().lower().removeprefix("@") for name in context.agents}

    def of(self, thread: Iterable[Mail]) -> set[str]:
        """Those of the thread's addresses that serve. Raises RowError when nobody can tell."""
        people = {address for mail in thread for address in mail.people}
        own = self._given or self._guess(people)
        found = {address for address in people if address in own or _within(address, own)}
        if not own or (not found and not self._given):
            shown = ", ".join(sorted(people)[:4]) or "nobody"
            raise RowError(
                f"Who of {shown} serves customers is not known",
                None,
                "Name your addresses or domains: --set agents=example.com, or agents: in the mapping file.",
            )
        return found

    def _guess(self, people: Iterable[str]) -> set[str]:
        own = set()
        for address in people:
            mailbox, _, domain = address.partition("@")
            if _SERVICE.match(mailbox):
                own.add(address if domain in _EVERYBODYS else domain)
        return own


def _within(address: str, own: set[str]) -> bool:
    domain = address.rpartition("@")[2]
    while domain:
        if domain in own:
            return True
        domain = domain.partition(".")[2]
    return False
