"""How hard it was for customers, whether it was solved, and what went with it, in all conversations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapport import findings
from rapport.findings.assisted import compared
from rapport.findings.machine import machine_metric
from rapport.findings.survey import SURVEY_METRICS
from rapport.home import Home, open_home
from rapport.language.experience.facts import LABELS as BESIDE_WORDS
from rapport.language.experience.first_contact import WINDOW_DAYS
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.setup import connect
from rapport.records.errors import InputError
from rapport.reports.blocks import Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import ChosenAudit, choose_audit
from rapport.work.experience.assisted import assisted_estimates
from rapport.work.experience.machine import Machine
from rapport.work.experience.shown import Part, ReadPage, dots, over_time, page_of, part_of
from rapport.work.models.card import kept_cards
from rapport.work.models.teams import without_teams
from rapport.work.results.numbers import Number
from rapport.work.results.panels import Panel
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.told import told_method
from rapport.work.results.view import View
from rapport.work.understanding.sheet.place import Sheet

CUES = (
    "long_wait", "transfer", "refusal", "not_solved", "repetition", "sent_elsewhere", "confusion",
    "called_before", "correction", "channel_hop", "unanswered", "said_again", "not_understood", "asked_again",
    *BESIDE_WORDS,
)  # fmt: skip
NAMES = {
    "on_hold": "put on hold",
    "queued": "waited in a queue",
    "contact_before": "came in the week before",
    "same_concern_before": "came about the same in the week before",
    "other_channel_before": "came on another channel in the week before",
}
"""What is known beside the words, as it is told; other signs by their names."""
BESIDE = (
    ("csat", "Customers' answers: satisfaction"),
    ("ces", "Customers' answers: effort score"),
    ("customer_effort", "Scored by people: customer effort"),
    ("resolution", "Scored by people: resolution"),
)
MOST_ASSISTED = 200_000
"""Conversations up to which assisted numbers are worked out with the page; beyond: `rapport estimate`."""
UNLEARNED = (
    "Effort, satisfaction and solution are read without having learned from this home: their order means "
    "more than the numbers. Learn them: rapport models experience."
)


def effort_page(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> ReadPage | None:
    """How hard it was, as far as this person sees; None while it is worked out. Raises NotAllowedError, and
    InputError for a view that cannot be."""
    found = page_of(home, actor, view, f"{__name__}:make_effort", wait_s)
    return None if found is None else found.without(still_blind(actor))


def make_effort(root: str, sheet: Sheet, seen: Seen, view: View) -> ReadPage:
    """Runs beside the pages."""
    home = open_home(root)
    connect(home)
    part = part_of(home, Machine(home, sheet), seen, view)
    effort = part.one("effort")
    if not effort.base:
        return ReadPage(sheet.data_version, sheet.rows, 0, ())
    panels = (
        over_time(part, "effort", "Effort over time", "effort", "Effort"),
        over_time(part, "satisfaction", "Satisfaction over time", "satisfaction", "Satisfaction"),
        _by_group(part, "effort", "Effort", "team"),
        _by_group(part, "resolved", "Solved", "channel"),
        _drivers(part),
        _together(part),
    )
    models = tuple(
        part.machine.current(machine_metric(one)) for one in ("effort", "satisfaction", "resolved")
    )
    return ReadPage(
        sheet.data_version,
        sheet.rows,
        effort.base,
        models,
        tuple(_numbers(part)),
        tuple(_beside(home, part)),
        tuple(one for one in panels if one is not None),
        words=tuple(_trust(home, models)),
    )


def _numbers(part: Part) -> Iterator[Number]:
    scale = "0 to 100" if "+" not in part.machine.current(machine_metric("effort")) else "the survey's scale"
    yield Number("effort", "Effort", part.one("effort"), f"Higher is harder; {scale}.", metric="effort")
    said = "What they would probably have said."
    yield Number("satisfaction", "Satisfaction", part.one("satisfaction"), said, metric="satisfaction")
    said = "Of the conversations in which it could be told."
    yield Number("resolved", "Solved", part.one("resolved"), said, metric="resolved")
    said = f"No return within {WINDOW_DAYS:.0f} days."
    first = part.one("first_contact")
    yield Number("first_contact", "Solved at first contact", first, said, metric="first_contact")


def _by_group(part: Part, metric: str, title: str, name: str) -> Panel | None:
    given = [(one.group or "", one.estimate) for one in part.by(metric, name)]
    told = [one for one in given if one[1].value is not None]
    if len(told) < 2:
        return None
    return dots(
        f"{metric}-{name}", f"{title} by {name}", _apart(title, name, told), title, told, label=name.title()
    )


def _apart(title: str, name: str, told: list[tuple[str, Estimate]]) -> str:
    ordered = sorted(told, key=lambda one: one[1].value or 0.0)
    (low, least), (high, most) = ordered[0], ordered[-1]
    if least.high is not None and most.low is not None and least.high < most.low:
        return f"{title} is surely higher in {high} than in {low}"
    return f"{title}: no {name} can be told from all others"


def _drivers(part: Part) -> Panel | None:
    found = part.machine.several([f"effort_cue:{one}" for one in CUES], part.domain)
    told = ((_name(name.partition(":")[2]), one) for name, one in found.items())
    given = sorted((one for one in told if one[1].value), key=lambda one: -(one[1].value or 0.0))
    if not given:
        return None
    return dots(
        "drivers",
        "What makes it hard",
        f"{given[0][0].capitalize()} is the commonest sign of effort",
        "Share of conversations in which it occurs",
        given,
        label="Sign",
        shares=True,
    )


def _name(cue: str) -> str:
    return NAMES.get(cue, cue.replace("_", " "))


def _together(part: Part) -> Panel | None:
    """How effort is with each sign and without it."""
    has = {cue: f"list_contains(effort_cues, '{cue}')" for cue in CUES}
    given = {f"effort|{cue}": test for cue, test in has.items()}
    given |= {f"effort|no {cue}": f"NOT {test}" for cue, test in has.items()}
    found = part.machine.several(list(given), part.domain, given)
    rows = []
    for cue in CUES:
        with_it, without = found[f"effort|{cue}"], found[f"effort|no {cue}"]
        if with_it.value is None or without.value is None:
            continue
        cells = (
            text_cell(_name(cue)),
            *estimate_cells(with_it),
            *estimate_cells(without)[:2],
        )
        rows.append((with_it.value - without.value, cells))
    if not rows:
        return None
    ordered = tuple(cells for _, cells in sorted(rows, key=lambda one: -one[0]))
    columns = ("Sign", "Effort with it", "Interval", "Conversations", "Without", "Interval ")
    title = "Effort with each sign and without it"
    table = Table("together", title, columns, ordered, frozenset(range(1, 6)))
    note = "The reading of effort uses these signs itself: it tells how much each weighs, not what it causes."
    return Panel("together", "Effort and its signs", title, table=table, note=note)


def _beside(home: Home, part: Part) -> Iterator[Number]:
    """The same as people told it: customers' answers, and what evaluators scored. Never mixed."""
    chosen = choose_audit(home)
    narrow = part.machine.sheet.rows <= MOST_ASSISTED and part.seen.agent is None
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        for metric, label in BESIDE:
            estimate = _human(snapshot, metric, chosen, home, part)
            if estimate is not None:
                surveyed = metric in SURVEY_METRICS
                said = "Of those who answered." if surveyed else "Of the newest sample."
                yield Number(f"beside-{metric}", label, estimate, said)
                if narrow and not surveyed and chosen.frame is not None:
                    yield _assisted(home, metric, label, estimate, part)


def _assisted(home: Home, metric: str, label: str, alone: Estimate, part: Part) -> Number:
    """The same with what machines read of everything beside it."""
    [found] = assisted_estimates(home, metric, domain=part.domain)
    said = f"People's scores with the machine's readings: {compared(found.estimate, alone)}."
    title = f"{label.removeprefix('Scored by people: ').capitalize()}, assisted"
    return Number(f"assisted-{metric}", title, _told(found.estimate, part), said)


def _told(estimate: Estimate, part: Part) -> Estimate:
    """As this person is told how it was made."""
    return estimate.with_(method=told_method(estimate.method, part.seen))


def _human(snapshot: Any, metric: str, chosen: ChosenAudit, home: Home, part: Part) -> Estimate | None:
    try:
        [found, *_] = findings.estimate(
            snapshot,
            metric,
            criteria=chosen.criteria,
            frame=chosen.frame,
            settings=home.settings,
            domain=part.domain,
        )
    except InputError:
        return None
    return _told(found.estimate, part) if found.estimate.base else None


def _trust(home: Home, models: tuple[str, ...]) -> Iterator[str]:
    cards = {one.name: one for one in kept_cards(home)}
    told = False
    for model in models:
        card = cards.get(f"experience-{model.partition('@')[0]}")
        if card is not None and card.model == model:
            told = True
            yield f"{card.title}: {without_teams(card).sentence}"
    if not told:
        yield UNLEARNED
