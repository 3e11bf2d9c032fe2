"""Whether those who answered may stand for all: against the frame, by the audit, after weighting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from rapport.findings.audit_estimates import column_values, overall
from rapport.findings.load import load_audit
from rapport.home import Home
from rapport.measures import (
    ColumnBias,
    Difference,
    Estimate,
    NonresponseBias,
    Scale,
    ces,
    compare,
    csat,
    nonresponse_bias,
    nps,
    psat,
    rake,
    weighting_loss,
)
from rapport.program.surveys.plain import InvitedRow
from rapport.records import InputError
from rapport.warehouse.served import SERVED
from rapport.work.choose_audit import choose_audit

COLUMNS = ("segment", "channel", "concern", "team")
MOST_CLASSES = 40
TOLD = """
    WITH told AS (
        SELECT submission_id, any_value(interaction_id) AS interaction_id, max(answered_at) AS at,
            max(number) FILTER (item = $item AND number BETWEEN $low AND $high) AS value
        FROM answers WHERE split_part(coalesce(survey, ''), '@', 1) = $survey GROUP BY submission_id
    )
"""
INVITED = f"""{TOLD}
    SELECT a.channel, a.team, i.concern, c.segment, a.answered, t.value, nullif(a.interaction_id, '') AS id
    FROM asked a LEFT JOIN told t ON replace(t.submission_id, '-', '') = a.key
    LEFT JOIN (SELECT interaction_id, concern FROM interactions WHERE {SERVED}) i
        ON i.interaction_id = a.interaction_id
    LEFT JOIN (SELECT customer_id, segment FROM customers) c ON c.customer_id = a.customer_id
"""
CONTACTS = f"""{TOLD},
    about AS (
        SELECT interaction_id, max(value) AS value FROM told WHERE interaction_id IS NOT NULL GROUP BY 1
    ),
    span AS (
        SELECT min(started_at) AS since, max(started_at) AS until
        FROM interactions WHERE interaction_id IN (SELECT interaction_id FROM about)
    )
    SELECT i.channel, i.team, i.concern, c.segment, b.interaction_id IS NOT NULL AS answered, b.value,
        i.interaction_id AS id
    FROM (SELECT interaction_id, channel, team, concern, customer_id, started_at
          FROM interactions WHERE {SERVED}) i
    LEFT JOIN about b USING (interaction_id)
    LEFT JOIN (SELECT customer_id, segment FROM customers) c ON c.customer_id = i.customer_id
    WHERE i.started_at BETWEEN (SELECT since FROM span) AND (SELECT until FROM span)
        AND ($teams IS NULL OR list_contains($teams, i.team))
"""
FRAMES = {
    True: "everybody who was reached by an invitation",
    False: "all contacts of the time it was answered in",
}


@dataclass(frozen=True)
class Weighted:
    """The metric as it was answered, and weighted to the frame `by` what differs; what the weights cost.
    `silent` are groups of which nobody answered: no weight brings them back."""

    label: str
    plain: Estimate
    weighted: Estimate
    by: tuple[str, ...]
    design_effect: float
    effective_base: float
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audited:
    """The audited QCI of contacts whose customer answered, and of those whose did not."""

    answered: Estimate
    silent: Estimate
    difference: Difference


@dataclass(frozen=True)
class Bias:
    """What is known of how those who answered differ. `frame` says whom they are compared with."""

    frame: str
    found: NonresponseBias
    columns: tuple[tuple[str, ColumnBias], ...]
    weighted: Weighted | None
    audited: Audited | None


@dataclass(frozen=True)
class Asked:
    """The item that weighting is tried on: a metric on its scale."""

    item: str
    item_type: str
    scale: Scale
    label: str


def bias_of(
    snapshot: Any,
    home: Home,
    survey: str,
    asked: Asked | None,
    invited: Sequence[InvitedRow],
    teams: frozenset[str] | None,
) -> Bias | None:
    """How those who answered differ from those who could have; None where nobody did."""
    frame = _frame(snapshot, survey, asked, invited, teams)
    answered = frame["answered"].to_numpy()
    if not answered.any() or answered.all():
        return None
    columns = [name for name in COLUMNS if 2 <= frame[name].n_unique() <= MOST_CLASSES]
    if not columns:
        return None
    known = {name: frame[name].fill_null("not known").to_numpy() for name in columns}
    outcome = frame["value"].cast(pl.Float64).fill_null(float("nan")).to_numpy() if asked else None
    confidence = home.settings.confidence
    found = nonresponse_bias(known, answered, columns, outcome=outcome, confidence=confidence)
    weighted = _weighted(known, answered, outcome, asked, found, confidence) if asked else None
    audited = _audited(snapshot, home, frame)
    return Bias(FRAMES[bool(invited)], found, tuple(found.columns.items()), weighted, audited)


def _frame(
    snapshot: Any,
    survey: str,
    asked: Asked | None,
    invited: Sequence[InvitedRow],
    teams: frozenset[str] | None,
) -> pl.DataFrame:
    low, high = (asked.scale.min, asked.scale.max) if asked else (0.0, 0.0)
    given: dict[str, Any] = {"item": asked.item if asked else "", "low": low, "high": high, "survey": survey}
    if not invited:
        given["teams"] = None if teams is None else sorted(teams)
        return pl.from_arrow(snapshot.sql(CONTACTS, given))  # type: ignore[return-value]
    rows = [
        (one.key, one.customer_id, one.interaction_id, one.channel, one.team, one.completed_at is not None)
        for one in invited
    ]
    names = ("key", "customer_id", "interaction_id", "channel", "team", "answered")
    table = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    snapshot.connection.register("asked", table)
    try:
        return pl.from_arrow(snapshot.sql(INVITED, given))  # type: ignore[return-value]
    finally:
        snapshot.connection.unregister("asked")


def _weighted(
    known: Mapping[str, Any],
    answered: Any,
    outcome: Any,
    asked: Asked,
    found: NonresponseBias,
    confidence: float,
) -> Weighted | None:
    """The metric with weights that bring the answers to the frame's sizes, by the columns that differ."""
    by = [name for name in found.weight_by if name in known]
    here = answered & ~np.isnan(outcome)
    inside, silent = _without_silent({name: known[name] for name in by}, here)
    here = here & inside
    if not by or here.sum() < 2:
        return None
    margins = {}
    for name in by:
        labels, sizes = np.unique(known[name][inside], return_counts=True)
        margins[name] = {str(label): float(size) for label, size in zip(labels, sizes, strict=True)}
    try:
        weights = rake({name: known[name][here] for name in by}, margins)
    except InputError:
        return None
    loss = weighting_loss(weights)
    plain = _metric(asked, outcome[here], None, confidence)
    weighted = _metric(asked, outcome[here], weights, confidence)
    return Weighted(
        asked.label, plain, weighted, tuple(by), loss.design_effect or 1.0, loss.effective_base, silent
    )


def _without_silent(known: Mapping[str, Any], here: Any) -> tuple[Any, tuple[str, ...]]:
    """Where all groups have somebody who answered, and the groups that have nobody."""
    inside, silent = np.ones(len(here), dtype=bool), []
    for name, labels in known.items():
        for gone in sorted(set(labels) - set(labels[here])):
            inside &= labels != gone
            silent.append(f"{name} {gone}")
    return inside, tuple(silent)


def _metric(asked: Asked, values: Any, weights: Any, confidence: float) -> Estimate:
    if asked.item_type == "nps":
        return nps(values, weights, confidence)
    if asked.item_type == "ces":
        return ces(values, asked.scale, weights, confidence)
    if asked.item_type == "psat":
        return psat(values, asked.scale, weights=weights, confidence=confidence)
    return csat(values, asked.scale, weights=weights, confidence=confidence)


def _audited(snapshot: Any, home: Home, frame: pl.DataFrame) -> Audited | None:
    chosen = choose_audit(home)
    if chosen.criteria is None:
        return None
    audit = load_audit(snapshot, chosen.criteria, chosen.frame, home.settings)
    if not audit.rows.height:
        return None
    values = column_values(audit, "qci")
    told = frame.filter(pl.col("id").is_not_null())
    ids = audit.rows["interaction_id"]
    masks = [
        ids.is_in(told.filter(pl.col("answered") == said)["id"].to_list()).to_numpy()
        for said in (True, False)
    ]
    if not all(mask.any() for mask in masks):
        return None
    answered, silent = (overall(audit, values, mask, scores=True) for mask in masks)
    return Audited(answered, silent, compare(answered, silent))
