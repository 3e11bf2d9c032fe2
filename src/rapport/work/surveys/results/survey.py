"""One survey's results: its numbers, how answers spread, time, groups beside each other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapport.findings import Domain
from rapport.findings.audit_estimates import suppressed
from rapport.findings.survey_items import (
    ItemCount,
    ItemKind,
    item_counts,
    item_estimate,
    item_shares,
    submission_counts,
)
from rapport.home import Home, open_home
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.reports import words
from rapport.reports.blocks import Chart, Point
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.experience.shown import dots, moved, panel
from rapport.work.results.numbers import Number
from rapport.work.results.panels import Panel
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.surveys.results.apart import told_apart
from rapport.work.surveys.results.overview import ItemLine, by_kind, item_line
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import checked_view, seen_of

BY = ("team", "channel", "segment", "concern", "touchpoint", "language")
"""What groups can be compared by."""
METRICS = ("nps", "csat", "ces", "psat", "rating")
MOST_GROUPS = 12


@dataclass(frozen=True)
class SurveyPage:
    """What a survey came to. `numbers` its metrics, `lines` every item; `words` are cautions."""

    survey: str
    data_version: int
    submissions: int
    numbers: tuple[Number, ...] = ()
    lines: tuple[ItemLine, ...] = ()
    panels: tuple[Panel, ...] = ()
    words: tuple[str, ...] = ()

    def panel(self, key: str) -> Panel | None:
        """The panel of that key."""
        return next((one for one in self.panels if one.key == key), None)


def survey_page(
    home: Home, actor: Actor, view: View, survey: str, by: str = "team", wait_s: float | None = None
) -> SurveyPage | None:
    """The page of a survey, as far as this person sees; None while it is worked out. Raises
    NotAllowedError, InputError for a view or a dimension that cannot be."""
    return _page(home, actor, view, Of(survey=survey), by, wait_s)


def item_page(
    home: Home, actor: Actor, view: View, item: str, by: str = "team", wait_s: float | None = None
) -> SurveyPage | None:
    """The same of one item through all surveys that ask it, with these beside each other."""
    return _page(home, actor, view, Of(item=item), by, wait_s)


@dataclass(frozen=True)
class Of:
    """What a page is of: a survey, or an item through all surveys."""

    survey: str | None = None
    item: str | None = None

    def counts(
        self, snapshot: Any, home: Home, domain: Domain, by: tuple[str, ...]
    ) -> dict[ItemKind, list[ItemCount]]:
        """Its answers, counted, by kind."""
        found = item_counts(snapshot, by, home.settings.time_zone, domain, self.survey)
        return by_kind(one for one in found if self.item in (None, one.kind.item))

    def submissions(self, snapshot: Any, home: Home, domain: Domain, whole: Apart) -> int:
        """How many submissions its answers came in."""
        if self.survey is not None:
            return submission_counts(snapshot, home.settings.time_zone, domain).get(self.survey, 0)
        return sum(one.n for rows in whole.values() for one in rows)


def _page(home: Home, actor: Actor, view: View, of: Of, by: str, wait_s: float | None) -> SurveyPage | None:
    actor.require(Permission.SURVEYS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    if by not in BY:
        raise InputError(f"Groups cannot be compared by {by[:40]!r}", "by", f"Use {', '.join(BY)}.")
    version = read_manifest(home.warehouse_path).data_version
    function = f"{__name__}:make_page"
    key = (function, seen, view, of, by)
    found: SurveyPage | None = worked_out(
        home, key, version, None, function, seen, view, of, by, wait_s=wait_s
    )
    return found


def make_page(root: str, seen: Seen, view: View, of: Of, by: str) -> SurveyPage:
    """Runs beside the pages."""
    home = open_home(root)
    domain, name = seen.domain(view.domain(home.settings.zone)), of.survey or of.item or ""
    least = 0 if domain.everything else home.settings.minimum_base
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        whole = of.counts(snapshot, home, domain, ())
        if not whole:
            return SurveyPage(name, snapshot.data_version, 0)
        lines = [item_line(snapshot, home, kind, rows, least) for kind, rows in whole.items()]
        lines.sort(key=lambda one: (one.kind.item_type not in METRICS, -one.answered, one.kind.item))
        part = _Part(snapshot, home, whole)
        months = of.counts(snapshot, home, domain, ("month",))
        groups = of.counts(snapshot, home, domain, (by,))
        panels = [one for line in lines for one in _panels(part, line, months, groups, by)]
        numbers = tuple(_number(one) for one in lines if one.estimate is not None)
        submissions = of.submissions(snapshot, home, domain, whole)
        told = (numbers, tuple(lines), tuple(panels), _words(lines))
        return SurveyPage(name, snapshot.data_version, submissions, *told)


Apart = dict[ItemKind, list[ItemCount]]


@dataclass(frozen=True)
class _Part:
    snapshot: Any
    home: Home
    whole: dict[ItemKind, list[ItemCount]]


def _panels(part: _Part, line: ItemLine, months: Apart, groups: Apart, by: str) -> Iterator[Panel]:
    kind, name = line.kind, _key(line.kind)
    if kind.item_type in METRICS:
        over = _grouped(part, kind, months.get(kind, []))
        found = [(words.month(group), one) for group, one in sorted(over) if one.value is not None]
        if len(found) >= 2:
            points = tuple(Point(group, one) for group, one in found)
            chart = Chart(
                f"trend-{name}", moved(points, line.label), "trend", points, f"{line.label} by month",
                label="Month",
            )  # fmt: skip
            yield panel(chart.key, f"{line.label} over time: {kind.item}", chart, main=found[-1][1])
        apart = [replace(one, group=(one.survey or "no survey",)) for one in part.whole[kind]]
        yield from _beside(part, line, f"surveys-{name}", "survey", apart)
        yield from _beside(part, line, f"by-{name}", by, groups.get(kind, []))
    yield from _shares(part, line, name)


def _key(kind: ItemKind) -> str:
    """A name for panels that stands in addresses, whatever an item is called."""
    ends = "" if kind.scale is None else f"-{kind.scale.min:g}-{kind.scale.max:g}"
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", kind.item)[:40].strip("-") or "item"
    mark = "" if plain == kind.item else f"-{hashlib.sha256(kind.item.encode()).hexdigest()[:6]}"
    return f"{plain}{mark}-{kind.about[0]}{ends}{'' if kind.better else '-turned'}".replace(".", "_")


def _beside(part: _Part, line: ItemLine, key: str, by: str, counts: Sequence[ItemCount]) -> Iterator[Panel]:
    """Groups beside each other, the largest first; nothing where there is only one."""
    compared = sorted(_grouped(part, line.kind, counts), key=lambda one: -one[1].base)[:MOST_GROUPS]
    told = dots(
        key, f"{line.kind.item} by {by}", told_apart(compared, line.label, by), line.label, compared,
        label=by.capitalize(),
    )  # fmt: skip
    if told is not None and len(compared) > 1:
        yield told


def _grouped(part: _Part, kind: ItemKind, counts: Sequence[ItemCount]) -> list[tuple[str, Estimate]]:
    apart: dict[str, list[ItemCount]] = {}
    for one in counts:
        if one.group[0] is not None:
            apart.setdefault(one.group[0], []).append(one)
    found = []
    for group, rows in apart.items():
        estimate = item_estimate(part.snapshot, kind, rows, part.home.settings)
        if estimate is not None:
            found.append((group, suppressed(estimate, part.home.settings.minimum_base)))
    return found


def _shares(part: _Part, line: ItemLine, name: str) -> Iterator[Panel]:
    found = item_shares(line.kind, part.whole[line.kind], part.home.settings)
    if not found or not line.answered:
        return
    ordered = list(found.items())
    if line.kind.scale is None:
        ordered = sorted(ordered, key=lambda one: -(one[1].value or 0.0))[:MOST_GROUPS]
    top = max(ordered, key=lambda one: one[1].value or 0.0)
    title = f"Most answered “{top[0]}”: {words.number(top[1].value or 0.0, 'share')}"
    made = dots(
        f"shares-{name}", f"How answers spread: {line.kind.item}", title, "Share of answers", ordered,
        label="Answer", shares=True, note=line.question or None,
    )  # fmt: skip
    if made is not None:
        yield made


def _number(line: ItemLine) -> Number:
    said = f"{line.kind.item}: {line.question}" if line.question else line.kind.item
    if line.kind.item_type in METRICS and line.kind.scale is not None:
        said += f" ({line.kind.scale.min:g} to {line.kind.scale.max:g}, {line.kind.about})"
    assert line.estimate is not None
    return Number(f"{line.kind.item}-{line.kind.about}", line.label, line.estimate, said)


def _words(lines: Sequence[ItemLine]) -> tuple[str, ...]:
    """What is kept apart, and why."""
    found = []
    kinds = [one.kind for one in lines if one.kind.item_type in METRICS]
    for item in sorted({one.item for one in kinds}):
        mine = [one for one in kinds if one.item == item]
        if len({one.about for one in mine}) > 1:
            found.append(
                f"{item} was asked about one contact and about the relationship; the two are never pooled."
            )
        if len({(one.low, one.high, one.better) for one in mine}) > 1:
            found.append(f"{item} was asked on several scales; they are never pooled.")
    return tuple(found)
