"""A search as it stands in the address, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from rapport.home import Home
from rapport.records.errors import InputError
from rapport.web.base.filter_bar import view_of
from rapport.work.exploring.asked import Scored, Search
from rapport.work.results.view import View

OWN = ("agent_id", "concern", "customer_id", "touchpoint", "language")
SCORES = ("evaluated", "qci_from", "qci_to", "evaluator", "element", "element_most", "critical")
PLAIN = ("q", *OWN, "kind", "concern_read", *SCORES, "sort")
LONGEST = 200
MOST_ATTRIBUTES = 8
TITLES = {
    "q": "Words",
    "agent_id": "Agent",
    "customer_id": "Customer",
    "qci_from": "QCI from",
    "qci_to": "QCI to",
    "element_most": "Element at most",
    "sort": "Order",
}


@dataclass(frozen=True)
class Chip:
    """A part of the search, and the address without it."""

    name: str
    title: str
    value: str
    without: str


def search_of(given: QueryDict, view: View, home: Home) -> Search:
    """The search in an address. Raises InputError for a number or choice that is none."""
    text = {name: (given.get(name) or "").strip()[:LONGEST] for name in PLAIN}
    since, until = view.moments(home.settings.zone)
    where = {name: text[name] for name in OWN if text[name]}
    where |= {name: value for name in ("channel", "team") if (value := getattr(view, name))}
    return Search(
        where=where,
        since=since,
        until=until,
        words=text["q"],
        attributes=dict(_attribute(one) for one in attributes_of(given)),
        segment=view.segment,
        kind=text["kind"] or None,
        concern_read=text["concern_read"] or None,
        scored=_scored(text),
        sort=text["sort"] or "newest",
    )


def attributes_of(given: QueryDict) -> list[str]:
    """What stands in the address about attributes, as `name=value`."""
    return [one.strip()[:LONGEST] for one in given.getlist("attribute") if one.strip()][:MOST_ATTRIBUTES]


def query_of(request: HttpRequest, *without: str, **more: str) -> str:
    """The search in the address as it is, without some parts of it and the page, and with others."""
    pairs = list(view_of(request).pairs())
    pairs += [(name, request.GET[name].strip()) for name in PLAIN if request.GET.get(name, "").strip()]
    pairs += [("attribute", one) for one in attributes_of(request.GET)]
    kept = [
        (name, value) for name, value in pairs if name not in without and f"{name}={value}" not in without
    ]
    return urlencode([*kept, *((name, value) for name, value in more.items() if value)])


def kept_by_bar(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What the filter bar carries along."""
    plain = ((name, request.GET[name]) for name in PLAIN if request.GET.get(name))
    return (*plain, *(("attribute", one) for one in attributes_of(request.GET)))


def chips_of(request: HttpRequest, concerns: Mapping[str, str]) -> tuple[Chip, ...]:
    """What is asked for beside the filter bar; `concerns` are the names of those read."""
    found = []
    for name in PLAIN:
        value = request.GET.get(name, "").strip()[:LONGEST]
        if value:
            title = TITLES.get(name, name.replace("_", " ").capitalize())
            said = concerns.get(value, value) if name == "concern_read" else value
            found.append(Chip(name, title, said, query_of(request, name)))
    for one in attributes_of(request.GET):
        name, _, value = one.partition("=")
        found.append(Chip("attribute", name, value, query_of(request, f"attribute={one}")))
    return tuple(found)


def _attribute(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name.strip() and sign and value.strip()):
        raise InputError(
            f"{text!r} is no attribute with a value", "attribute", "Write its name, =, and its value."
        )
    return name.strip(), value.strip()


def _scored(text: Mapping[str, str]) -> Scored:
    evaluated = {"": None, "yes": True, "no": False}
    if text["evaluated"] not in evaluated:
        raise InputError(f"{text['evaluated']!r} is neither yes nor no", "evaluated", "Use yes or no.")
    return Scored(
        evaluated=evaluated[text["evaluated"]],
        lowest=_number("qci_from", text),
        highest=_number("qci_to", text),
        evaluator=text["evaluator"] or None,
        element=text["element"] or None,
        element_most=_number("element_most", text),
        critical=bool(text["critical"]),
    )


def _number(name: str, text: Mapping[str, str]) -> float | None:
    if not text[name]:
        return None
    try:
        found = float(text[name])
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise InputError(f"{text[name]!r} is no score", name, "Use a number from 0 to 100.")
    return found
