"""What customers say in all surveys: every item that several surveys may share, and every survey's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapport.findings.audit_estimates import suppressed
from rapport.findings.survey_items import (
    LABELS,
    ItemCount,
    ItemKind,
    item_counts,
    item_estimate,
    submission_counts,
)
from rapport.home import Home, open_home
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import checked_view, seen_of


@dataclass(frozen=True)
class ItemLine:
    """One item on one scale about one thing, in all surveys. `estimate` None: choices, words."""

    kind: ItemKind
    label: str
    question: str
    surveys: tuple[str, ...]
    answered: int
    estimate: Estimate | None


@dataclass(frozen=True)
class SurveyStanding:
    """Where one survey stands: how many sent something in, and its metrics."""

    survey: str
    submissions: int
    numbers: tuple[ItemLine, ...]


@dataclass(frozen=True)
class Overview:
    """All surveys. `items` across them, the most answered first."""

    data_version: int
    items: tuple[ItemLine, ...] = ()
    surveys: Mapping[str, SurveyStanding] = field(default_factory=dict)


def overview(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> Overview | None:
    """What all surveys come to, as far as this person sees; None while it is worked out. Raises
    NotAllowedError, InputError for a view that cannot be."""
    actor.require(Permission.SURVEYS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    version = read_manifest(home.warehouse_path).data_version
    function = f"{__name__}:make_overview"
    found: Overview | None = worked_out(
        home, (function, seen, view), version, None, function, seen, view, wait_s=wait_s
    )
    return found


def make_overview(root: str, seen: Seen, view: View) -> Overview:
    """Runs beside the pages."""
    home = open_home(root)
    domain = seen.domain(view.domain(home.settings.zone))
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        counts = item_counts(snapshot, (), home.settings.time_zone, domain)
        submitted = submission_counts(snapshot, home.settings.time_zone, domain)
        least = 0 if domain.everything else home.settings.minimum_base

        def line(kind: ItemKind, rows: list[ItemCount]) -> ItemLine:
            return item_line(snapshot, home, kind, rows, least)

        items = [line(kind, rows) for kind, rows in by_kind(counts).items()]
        surveys = {}
        for name in sorted({one.survey for one in counts}):
            mine = [one for one in counts if one.survey == name]
            lines = [line(kind, rows) for kind, rows in by_kind(mine).items()]
            numbers = tuple(one for one in lines if one.kind.item_type in ("nps", "csat", "ces", "psat"))
            surveys[name] = SurveyStanding(name, submitted.get(name, 0), numbers)
        items.sort(key=lambda one: (-one.answered, one.kind.item))
        return Overview(snapshot.data_version, tuple(items), surveys)


def by_kind(counts: Iterable[ItemCount]) -> dict[ItemKind, list[ItemCount]]:
    """Counts of every kind apart: other scales, and relationship and transactional, are never pooled."""
    found: dict[ItemKind, list[ItemCount]] = {}
    for one in counts:
        found.setdefault(one.kind, []).append(one)
    return found


def item_line(snapshot: object, home: Home, kind: ItemKind, rows: list[ItemCount], least: int) -> ItemLine:
    """One item as a list shows it; under `least` answers its number is not told."""
    estimate = item_estimate(snapshot, kind, rows, home.settings)
    if estimate is not None and least:
        estimate = suppressed(estimate, least)
    question = max((one.question for one in rows), key=len, default="")
    answered = sum(one.n for one in rows if one.given)
    label = LABELS.get(kind.item_type, kind.item_type.replace("_", " "))
    surveys = tuple(sorted({one.survey for one in rows}))
    return ItemLine(kind, label, question, surveys, answered, estimate)
