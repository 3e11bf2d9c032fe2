"""What stands in the address of a list of cases."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict

from rapport.program.cases.plain import KINDS, STATES, URGENCIES, Wanted

TABS = {"open": "Open", **STATES, "overdue": "Overdue", "all": "All"}
WHOSE = {"": "Everybody's", "mine": "Mine", "helping": "I was asked to help", "nobody": "Nobody's"}
TEXTS = ("team", "concern", "owner", "customer", "words")
LONGEST = 300


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """The wishes; what is not known is left out."""

    def one_of(name: str, known: Mapping[str, str], otherwise: str = "") -> str:
        value = given.get(name, "")
        return value if value in known else otherwise

    cause = given.get("cause", "")
    return Wanted(
        state=one_of("state", TABS, "open"),
        whose=one_of("whose", WHOSE),
        kind=one_of("kind", KINDS),
        urgency=one_of("urgency", URGENCIES),
        cause=int(cause) if cause.isascii() and cause.isdigit() and len(cause) < 12 else None,
        **{name: given.get(name, "").replace("\x00", "")[:LONGEST] for name in TEXTS},
    )


def query_of(request: HttpRequest, **other: str) -> str:
    """The address's wishes with others in their place; empty ones are left out."""
    names = ("state", "whose", "kind", "urgency", "cause", *TEXTS)
    kept = {name: request.GET.get(name, "") for name in names} | other
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in kept.items() if value})
    return str(query.urlencode())
