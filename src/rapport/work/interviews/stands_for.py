"""Whom those who were interviewed stand for: against the frame they were drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from rapport.home import Home
from rapport.measures import compare, mean, nonresponse_bias, response_rates
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.response_rates import ResponseRates
from rapport.measures.inference.compare import Difference
from rapport.measures.sampling.nonresponse_bias import NonresponseBias
from rapport.program.interviews.plain import StudyFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.interviews.frame import CUSTOMERS, about, moments

MEASURED = (
    ("qci", "QCI of their interactions", "points"),
    ("contacts", "Contacts", "contacts"),
    ("longest_wait_s", "Longest wait, in seconds", "seconds"),
    ("handle_s", "Handle time, in seconds", "seconds"),
)
TOLD = f"""
WITH {CUSTOMERS},
scored AS (
    SELECT i.customer_id, avg(m.value) AS qci
    FROM measurements m JOIN interactions i ON m.subject_id = i.interaction_id
    WHERE m.metric = 'qci' AND m.source = 'human' AND m.purpose = 'live' AND m.retracted_at IS NULL
        AND m.value IS NOT NULL AND i.customer_id IS NOT NULL
    GROUP BY i.customer_id
)
SELECT CASE WHEN list_contains($ids, c.customer_id) THEN 'interviewed'
        WHEN EXISTS (SELECT 1 FROM answered a WHERE a.customer_id = c.customer_id) THEN 'answered'
        WHEN coalesce(q.reachable, FALSE) AND NOT coalesce(q.opted_out, FALSE) THEN 'silent'
        ELSE 'left out' END AS side,
    s.qci, c.contacts::DOUBLE AS contacts, c.longest_wait_s, c.handle_s
FROM contacts c LEFT JOIN scored s USING (customer_id) LEFT JOIN silent q USING (customer_id)
ORDER BY c.customer_id
"""


@dataclass(frozen=True)
class Compared:
    """One metric of customers: those interviewed, the other silent ones, those who answer surveys; and
    the difference of the first two, with words for it."""

    title: str
    interviewed: Estimate
    silent: Estimate
    answered: Estimate
    difference: Difference | None
    words: str


@dataclass(frozen=True)
class StandsFor:
    """`of_frame` and `of_asked` compare who took part with all silent customers and with everybody who
    was asked; `rates` are AAPOR's; `compared` are metrics on both sides."""

    of_frame: NonresponseBias | None
    of_asked: NonresponseBias | None
    rates: ResponseRates
    compared: tuple[Compared, ...]


def stands_for(home: Home, actor: Actor, study: StudyFacts) -> StandsFor:
    """How well the interviewed represent the customers who never answered. Raises NotAllowedError."""
    from rapport.program.interviews.selectors import asked_cells, taken_part

    actor.require(Permission.INTERVIEWS_READ)
    part = taken_part(actor, study.id)
    level = home.settings.confidence
    asked = asked_cells(actor, study.id)
    frame = None
    if part:
        took = Counter(part.values())
        counts = [(count, took.get(cell, 0)) for cell, (_, count) in enumerate(study.cells)]
        frame = _bias(study, counts, level)
    return StandsFor(
        of_frame=frame,
        of_asked=_of_asked(study, asked, level) if asked else None,
        rates=_rates(study, level),
        compared=_compared(home, study, frozenset(part), level),
    )


def _bias(study: StudyFacts, counts: Sequence[tuple[int, int]], level: float) -> NonresponseBias:
    """Of each cell so many, of whom so many took part."""
    sizes = np.array([count for count, _ in counts])
    columns = {
        name: np.repeat(np.array([values[place] for values, _ in study.cells], dtype=object), sizes).tolist()
        for place, name in enumerate(study.columns)
    }
    took = np.concatenate([np.arange(count) < part for count, part in counts]) if counts else np.array([])
    useful = {name: values for name, values in columns.items() if len(set(values)) > 1}
    return nonresponse_bias(useful or columns, took.astype(bool).tolist(), confidence=level)


def _of_asked(study: StudyFacts, asked: Sequence[tuple[int, bool]], level: float) -> NonresponseBias:
    everybody = Counter(cell for cell, _ in asked)
    part = Counter(cell for cell, took in asked if took)
    return _bias(study, [(everybody[cell], part[cell]) for cell in range(len(study.cells))], level)


def _rates(study: StudyFacts, level: float) -> ResponseRates:
    """Those still being asked count as not known: they may yet be reached."""
    counts = dict(study.outcomes)
    return response_rates(
        complete=counts.get("complete", 0),
        partial=counts.get("partial", 0),
        refusal=counts.get("refusal", 0),
        non_contact=counts.get("non_contact", 0),
        other=counts.get("other", 0),
        unknown_other=counts.get("unknown_other", 0) + study.open,
        not_eligible=counts.get("not_eligible", 0),
        confidence=level,
    )


def _compared(home: Home, study: StudyFacts, ids: frozenset[str], level: float) -> tuple[Compared, ...]:
    version = Warehouse(home.warehouse_path).data_version
    told = _told(home.warehouse_path, version, study.since, study.until, home.settings.time_zone, ids)
    return tuple(_one(told, name, title, unit, level) for name, title, unit in MEASURED)


@lru_cache(maxsize=8)
def _told(
    path: Path, version: int, since: date | None, until: date | None, zone: str, ids: frozenset[str]
) -> Mapping[str, Mapping[str, Any]]:
    start, end = moments(since, until, zone)

    def question(snapshot: Snapshot) -> Mapping[str, Mapping[str, Any]]:
        table = snapshot.sql(TOLD, {**about(start, end), "ids": sorted(ids)})
        side = np.array(table["side"].to_pylist(), dtype=object)
        return {
            name: {
                group: table[name].to_numpy(zero_copy_only=False).astype(float)[side == group]
                for group in ("interviewed", "silent", "answered")
            }
            for name, _, _ in MEASURED
        }

    return Warehouse(path).ask(question)


def _one(told: Mapping[str, Mapping[str, Any]], name: str, title: str, unit: str, level: float) -> Compared:
    sides = {group: _mean(values, unit, level) for group, values in told[name].items()}
    first, second = sides["interviewed"], sides["silent"]
    enough = first.base >= 2 and second.base >= 2
    gap = compare(first, second) if enough else None
    return Compared(title, first, second, sides["answered"], gap, _words(gap))


def _mean(values: Any, unit: str, level: float) -> Estimate:
    known = values[~np.isnan(values)]
    if not len(known):
        return undefined("nobody", confidence=level, unit=unit)
    return mean(known, confidence=level).with_(unit=unit)


def _words(gap: Difference | None) -> str:
    if gap is None or gap.low is None or gap.high is None:
        return "too few to tell"
    if gap.low > 0:
        return "clearly more among the interviewed"
    if gap.high < 0:
        return "clearly less among the interviewed"
    return "no difference beyond chance"
