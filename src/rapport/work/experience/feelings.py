"""How customers and agents felt in all conversations: over time, where it turned, what agents change."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.home import Home, open_home
from rapport.program.people.actor import Actor
from rapport.program.setup import connect
from rapport.work.experience.impact import impact_panel, own_impact
from rapport.work.experience.machine import Machine
from rapport.work.experience.shown import (
    Part,
    ReadPage,
    dots,
    heat,
    in_two_digits,
    over_time,
    page_of,
    part_of,
)
from rapport.work.experience.turned import excerpts, telling, thirds, turned_in
from rapport.work.results.numbers import Number
from rapport.work.results.panels import Panel
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View
from rapport.work.understanding.sheet.place import Sheet

CUSTOMERS = ("annoyed", "angry", "disappointed", "worried", "confused", "grateful", "happy")
AGENTS = ("warm", "apologetic", "empathetic", "impatient")
FAR = 0.25
"""How far from its row's mean a cell of the map may lie until its colour ends."""
HEAT = "How customers felt at the end, by channel, concern and team"


def feelings_page(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> ReadPage | None:
    """How it felt, as far as this person sees; None while it is worked out. Raises NotAllowedError, and
    InputError for a view that cannot be."""
    found = page_of(home, actor, view, f"{__name__}:make_feelings", wait_s)
    return None if found is None else found.without(still_blind(actor))


def make_feelings(root: str, sheet: Sheet, seen: Seen, view: View) -> ReadPage:
    """Runs beside the pages."""
    home = open_home(root)
    connect(home)
    part = part_of(home, Machine(home, sheet), seen, view)
    mood = part.one("customer_mood")
    if not mood.base:
        return ReadPage(sheet.data_version, sheet.rows, 0, ())
    turned = turned_in(home, part)
    panels = (
        over_time(part, "mood", "Customers over time", "customer_mood", "Customers' sentiment", fine=True),
        over_time(part, "agents", "Agents over time", "agent_mood", "Agents' sentiment", fine=True),
        _emotions(part),
        thirds(turned),
        impact_panel(part),
        telling(turned) if seen.words else None,
    )
    return ReadPage(
        sheet.data_version,
        sheet.rows,
        mood.base,
        (mood.definition or "",),
        tuple(_numbers(part)),
        panels=tuple(one for one in panels if one is not None),
        heat=heat(part, "ending", HEAT, fine=True, wide=FAR),
        excerpts=excerpts(turned) if seen.words else (),
    )


def _numbers(part: Part) -> Iterator[Number]:
    for key, label, said in (
        ("customer_mood", "Customers' sentiment", "All they say, from −1 to 1."),
        ("ending", "At the end", "The last third of what they say."),
        ("impact", "Change", "From the first third to the last."),
    ):
        yield Number(key, label, in_two_digits(part.one(key)), said, metric=key, signed=key == "impact")
    if part.seen.agent is not None and (own := own_impact(part)) is not None:
        said = "Your change, given how your customers came and with what."
        yield Number("own", "Your own impact", own, said, signed=True)
    for key, label, said in (
        ("emotion:annoyed", "Annoyed", "Conversations in which a customer sounds annoyed."),
        ("threat:churn", "Threats to leave", "Conversations in which a customer says they will leave."),
    ):
        yield Number(key, label, part.one(key), said, metric=key)


def _emotions(part: Part) -> Panel | None:
    sides = (("Customer", CUSTOMERS), ("Agent", AGENTS))
    named = {f"emotion:{label}": f"{side} {label}" for side, labels in sides for label in labels}
    given = [(named[name], one) for name, one in part.machine.several(list(named), part.domain).items()]
    customers = [one for one in given if one[1].value is not None and one[0].startswith("Customer")]
    if not customers:
        return None
    most = max(customers, key=lambda one: one[1].value or 0.0)[0]
    return dots(
        "emotions",
        "Emotions",
        f"{most.removeprefix('Customer ').capitalize()} is heard most often of customers",
        "Share of conversations in which it is heard",
        given,
        label="Emotion",
        shares=True,
    )
