"""Read an audit out of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from rapport.criteria import Criteria
from rapport.findings.audit import Audit, TurnsOf
from rapport.findings.dimensions import check_dimensions
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.frame import SampleFrame
from rapport.findings.questions.scores import (
    audit_before,
    interaction_counts,
    live_scores,
    scored_interactions,
    turns_of,
)
from rapport.home.settings import Settings
from rapport.records.errors import InputError

FACTS = ("started_at", "customer_id", "eligible")
ABOUT = ["evaluation", "interaction_id", "evaluator", "stratum", "inclusion_probability", "measured_at"]


def load_audit(
    snapshot: Any,
    criteria: Criteria,
    frame: SampleFrame | None = None,
    settings: Settings | None = None,
    *,
    dimensions: Sequence[str] = (),
    previous: SampleFrame | None = None,
    find_previous: bool = False,
    domain: Domain = EVERYTHING,
    purpose: str = "live",
    turns: TurnsOf = turns_of,
) -> Audit:
    """The live evaluations of one sample by one version of criteria.

    Parameters: `snapshot` of the warehouse; `frame` of the sample, None for evaluations made without
    one; `dimensions` beside the usual ones that will be split by (attributes); `previous` is the
    frame of the audit before, if there was one. With `find_previous` the audit before is looked for
    among the measurements: its strata sizes are then not known, so its interval is a little wider.
    `domain` is what numbers are told of; of the audit before, the same part at whatever time.
    `purpose` "calibration" loads what calibration sessions made instead, to look at agreement alone: it is
    no sample of anything, so no estimate may be made of it. `turns` reads what was said, from wherever it
    is known.

    Raises: InputError for a dimension that nothing has, or that is named as a column of evaluations.
    """
    settings = settings or Settings()
    counts = _frozen(frame) if frame else interaction_counts(snapshot)
    excluded = dict(frame.excluded) if frame else _not_eligible(counts)
    wanted = frame.sample if frame else None
    long: Any = pl.from_arrow(live_scores(snapshot, criteria.definition, wanted, purpose))
    ids = long["interaction_id"].unique().to_list()
    wide = _rows(long, criteria)
    split = _not_taken(check_dimensions(snapshot, (*dimensions, *domain.names)), wide.columns)
    about: Any = pl.from_arrow(scored_interactions(snapshot, ids, split, settings.time_zone))
    rows = wide.join(about, on="interaction_id", how="left").sort("interaction_id", "evaluator")
    if frame is None:
        kept = rows.filter(pl.col("eligible").fill_null(False))
        if kept.height < rows.height:
            excluded["evaluations of interactions that are not eligible"] = rows.height - kept.height
        rows = kept.with_columns(pl.lit("all").alias("stratum"))
    inside = None if domain.everything else domain.mask(rows)
    told = rows if inside is None else rows.filter(pl.Series(inside))
    return Audit(
        snapshot=snapshot,
        criteria=criteria,
        settings=settings,
        frame=frame,
        rows=rows,
        fired=_per_rule(long, "rule:", told, evidence=True),
        lost=_per_rule(long, "points_lost:", told, evidence=False),
        interactions=int(counts["interactions"]),
        eligible=int(counts["eligible"]),
        excluded=excluded,
        previous=_previous(snapshot, criteria, settings, rows, wanted, previous, find_previous, domain),
        domain=inside,
        turns=turns,
    )


def _not_taken(dimensions: tuple[str, ...], columns: Sequence[str]) -> tuple[str, ...]:
    """The dimensions. Raises InputError for an attribute named as a column that an evaluation has itself,
    which would silently be split by instead."""
    for name in dimensions:
        if name in columns or name in FACTS:
            what = f"{name!r} is what an audit itself calls something else"
            raise InputError(what, name, "Import that attribute under another name.")
    return dimensions


def _frozen(frame: SampleFrame) -> dict[str, int]:
    """How many interactions there were when the sample was drawn: those imported since are not meant."""
    return {"interactions": frame.size + sum(frame.excluded.values()), "eligible": frame.size}


def _not_eligible(counts: dict[str, int]) -> dict[str, int]:
    """Interactions without an agent's turn, by why."""
    bots = counts["interactions"] - counts["eligible"] - counts["abandoned"]
    reasons = {"abandoned": counts["abandoned"], "no agent's turn": bots}
    return {reason: count for reason, count in reasons.items() if count > 0}


def metric_columns(criteria: Criteria) -> tuple[str, ...]:
    """Every metric an evaluation by these criteria can have."""
    kinds = {
        rule.kind for element in criteria.elements for rule in element.rules if rule.critical and rule.kind
    }
    return (
        "qci", "qci_before_criticals", "qci_agent", "critical_error_free",
        *(f"critical_error_free:{kind}" for kind in sorted(kinds)),
        *(f"factor:{factor.name}" for factor in criteria.factors),
        *(f"component:{name}" for name in criteria.components),
        *(f"element:{element.name}" for element in criteria.elements),
        *(f"points_available:{element.name}" for element in criteria.elements),
    )  # fmt: skip


def _rows(long: pl.DataFrame, criteria: Criteria) -> pl.DataFrame:
    """One row an evaluation, one column a metric."""
    names = metric_columns(criteria)
    wide = (
        long.filter(pl.col("metric").is_in(list(names)))
        .select("evaluation", "metric", "value")
        .pivot(on="metric", index="evaluation", values="value", aggregate_function="first")
    )
    absent = [pl.lit(None, dtype=pl.Float64).alias(name) for name in names if name not in wide.columns]
    head = long.select(ABOUT).unique(subset="evaluation", keep="first")
    points = [pl.col(name).fill_null(0.0) for name in names if name.startswith("points_available:")]
    return head.join(wide, on="evaluation", how="left").with_columns(absent).with_columns(points)


def _per_rule(long: pl.DataFrame, prefix: str, rows: pl.DataFrame, *, evidence: bool) -> pl.DataFrame:
    """Metrics named prefix + element.rule, taken apart."""
    name = pl.col("metric").str.strip_prefix(prefix)
    columns = ["evaluation", "interaction_id", "evaluator", "element", "rule", "value"]
    return (
        long.filter(
            pl.col("metric").str.starts_with(prefix)
            & pl.col("evaluation").is_in(rows["evaluation"].implode())
        )
        .with_columns(
            name.str.split_exact(".", 1).struct.field("field_0").alias("element"),
            name.str.split_exact(".", 1).struct.field("field_1").alias("rule"),
        )
        .select([*columns, "evidence"] if evidence else columns)
    )


def _previous(
    snapshot: Any,
    criteria: Criteria,
    settings: Settings,
    rows: pl.DataFrame,
    sample: str | None,
    frame: SampleFrame | None,
    look: bool,
    domain: Domain,
) -> Audit | None:
    same = replace(domain, since=None, until=None)
    if frame is not None:
        return load_audit(snapshot, criteria, frame, settings, domain=same)
    if not look or sample is None or rows.is_empty():
        return None
    last = audit_before(snapshot, criteria.definition, sample, rows["measured_at"].min())
    if last is None:
        return None
    before = load_audit(snapshot, criteria, SampleFrame(last, {}), settings, domain=same)
    return _by_weights(before)


def _by_weights(audit: Audit) -> Audit:
    """The same audit estimated with inclusion probabilities, its frame's sizes being unknown."""
    known = (audit.rows["inclusion_probability"] > 0).fill_null(False)
    rows = audit.rows.filter(known).with_columns(pl.col("stratum").fill_null("all"))
    domain = None if audit.domain is None else audit.domain[known.to_numpy()]
    return replace(audit, rows=rows, weighted=True, domain=domain)
