"""Who answered one survey: the way from invitation to answer, bias, and signs of forms not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.hasty import Form, Haste, haste, places_of
from rapport.findings.survey_items import LABELS, item_counts
from rapport.home import Home, open_home
from rapport.measures import Estimate, proportion
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.plain import InvitedCount, InvitedRow
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED
from rapport.work.results.sight import Seen
from rapport.work.surveys.results.bias import Asked, Bias, bias_of
from rapport.work.surveys.results.funnel import Funnel, funnel_of
from rapport.work.surveys.results.overview import by_kind
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import seen_of

MOST_INVITED = 500_000
METRICS = ("nps", "csat", "ces", "psat")
FORMS = """
    SELECT submission_id, any_value(survey) AS version, any_value(attributes['seconds']) AS seconds,
        list({{'number': number, 'scale_min': scale_min, 'scale_max': scale_max}}) AS given
    FROM answers WHERE split_part(coalesce(survey, ''), '@', 1) = $survey AND {seen} GROUP BY submission_id
"""
OWN = f"""interaction_id IN (
    SELECT interaction_id FROM interactions WHERE {SERVED}
        AND ($teams IS NULL OR list_contains($teams, team)) AND ($agent IS NULL OR agent_id = $agent))
"""


@dataclass(frozen=True)
class Who:
    """What is known of who answered. `fatigue`: the share that completed, by how often a customer had been
    invited to any survey."""

    data_version: int
    funnel: Funnel | None
    bias: Bias | None
    haste: Haste
    fatigue: tuple[tuple[str, Estimate], ...]


def who_answered(home: Home, actor: Actor, survey: str, wait_s: float | None = None) -> Who | None:
    """Who answered a survey, as far as this person sees; None while it is worked out. Raises
    NotAllowedError."""
    from rapport.program.surveys.selectors import invited_counts

    actor.require(Permission.SURVEYS_READ)
    seen = seen_of(actor)
    counts = tuple(invited_counts(actor, survey))
    version = read_manifest(home.warehouse_path).data_version
    function = f"{__name__}:make_who"
    key = (function, seen, survey)
    found: Who | None = worked_out(
        home, key, version, counts, function, seen, survey, counts, actor, wait_s=wait_s
    )
    return found


def make_who(root: str, seen: Seen, survey: str, counts: tuple[InvitedCount, ...], actor: Actor) -> Who:
    """Runs beside the pages."""
    from rapport.program.setup import connect

    home = open_home(root)
    connect(home)
    from rapport.program.surveys.selectors import invited_rows

    invited = list(invited_rows(actor, survey, MOST_INVITED)) if counts else []
    confidence = home.settings.confidence
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        asked = _main_item(snapshot, home, survey)
        bias = bias_of(snapshot, home, survey, asked, invited, seen.teams) if seen.agent is None else None
        forms = _forms(snapshot, survey, seen)
        least = home.settings.minimum_base if _is_part(seen) else 0
        return Who(
            snapshot.data_version,
            funnel_of(counts, invited, confidence, home.settings.mail_opened),
            bias,
            _haste(forms, confidence, least),
            fatigue_of(invited, confidence),
        )


def _main_item(snapshot: Any, home: Home, survey: str) -> Asked | None:
    """The metric most answered: weighting is tried on it."""
    counted = by_kind(item_counts(snapshot, (), home.settings.time_zone, survey=survey))
    found = [(sum(one.n for one in rows if one.given), kind) for kind, rows in counted.items()]
    found = [(n, kind) for n, kind in found if kind.item_type in METRICS and kind.scale is not None]
    if not found:
        return None
    kind = max(found, key=lambda one: (one[0], one[1].item))[1]
    assert kind.scale is not None
    return Asked(kind.item, kind.item_type, kind.scale, LABELS[kind.item_type])


def _is_part(seen: Seen) -> bool:
    return seen.teams is not None or seen.agent is not None


def _forms(snapshot: Any, survey: str, seen: Seen) -> list[Form]:
    """The forms this person sees: of everybody, or about conversations of their teams, or their own."""
    given: dict[str, Any] = {"survey": survey}
    if _is_part(seen):
        given["teams"] = None if seen.teams is None else sorted(seen.teams)
        given["agent"] = seen.agent
    rows = snapshot.sql(FORMS.format(seen=OWN if _is_part(seen) else "TRUE"), given).to_pylist()
    return [Form(row["version"] or "", _seconds(row["seconds"]), places_of(row["given"])) for row in rows]


def _haste(forms: Sequence[Form], confidence: float, least: int) -> Haste:
    """As far as enough forms tell it: a time or a sign of one form is a person's."""
    found = haste(forms, confidence)
    timed = sum(one.seconds is not None for one in forms)
    return Haste(
        suppressed(found.speeding, least),
        suppressed(found.straight, least),
        found.median_s if timed >= least else None,
    )


def _seconds(told: Any) -> float | None:
    first = told[0] if isinstance(told, list) and told else told
    try:
        return float(first)
    except (TypeError, ValueError):
        return None


def fatigue_of(invited: Iterable[InvitedRow], confidence: float) -> tuple[tuple[str, Estimate], ...]:
    """By whether it was the first, second, or a later time that a customer was invited to anything. What may
    still be answered is in none, nor are customers who were erased."""
    asked, done = Counter[str](), Counter[str]()
    for one in invited:
        if one.is_open or not one.customer_id:
            continue
        which = ("first", "second", "later")[min(one.earlier, 2)]
        asked[which] += 1
        done[which] += one.completed_at is not None
    if len(asked) < 2:
        return ()
    return tuple(
        (name, proportion(done[name], asked[name], confidence=confidence))
        for name in ("first", "second", "later")
        if asked[name]
    )
