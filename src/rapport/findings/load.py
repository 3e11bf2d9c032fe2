"""Read an audit out of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from rapport.criteria import Criteria
from rapport.findings.audit import Audit
from rapport.findings.dimensions import COLUMNS, check_dimensions, expression
from rapport.findings.frame import SampleFrame
from rapport.home.settings import Settings

WHICH = """subject_kind = 'interaction' AND source = 'human' AND purpose = 'live'
  AND retracted_at IS NULL AND definition = ? AND sample IS NOT DISTINCT FROM ?"""
SCORES = f"""
SELECT split_part(key, ':', 2) AS evaluation, subject_id AS interaction_id, "by" AS evaluator, metric,
       value, evidence, stratum, inclusion_probability, measured_at
FROM measurements WHERE {WHICH}
"""
COUNTS = """
SELECT count(*) AS interactions, count(*) FILTER (eligible) AS eligible,
       count(*) FILTER (abandoned) AS abandoned FROM interactions
"""
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
) -> Audit:
    """The live evaluations of one sample by one version of criteria.

    Parameters: `snapshot` of the warehouse; `frame` of the sample, None for evaluations made without
    one; `dimensions` beside the usual ones that will be split by (attributes); `previous` is the
    frame of the audit before, if there was one. With `find_previous` the audit before is looked for
    among the measurements: its strata sizes are then not known, so its interval is a little wider.

    Raises: InputError for a dimension that nothing has.
    """
    settings = settings or Settings()
    counts = snapshot.sql(COUNTS).to_pylist()[0]
    excluded = dict(frame.excluded) if frame else _not_eligible(counts)
    wanted = frame.sample if frame else None
    long: Any = pl.from_arrow(snapshot.sql(SCORES, [criteria.definition, wanted]))
    about = _about(snapshot, criteria, settings, wanted, check_dimensions(snapshot, dimensions))
    rows = (
        _rows(long, criteria).join(about, on="interaction_id", how="left").sort("interaction_id", "evaluator")
    )
    if frame is None:
        kept = rows.filter(pl.col("eligible").fill_null(False))
        if kept.height < rows.height:
            excluded["evaluations of interactions that are not eligible"] = rows.height - kept.height
        rows = kept.with_columns(pl.lit("all").alias("stratum"))
    return Audit(
        snapshot=snapshot,
        criteria=criteria,
        settings=settings,
        frame=frame,
        rows=rows,
        fired=_per_rule(long, "rule:", rows, evidence=True),
        lost=_per_rule(long, "points_lost:", rows, evidence=False),
        interactions=int(counts["interactions"]),
        eligible=int(counts["eligible"]),
        excluded=excluded,
        previous=_previous(snapshot, criteria, settings, rows, wanted, previous, find_previous),
    )


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


def _about(
    snapshot: Any, criteria: Criteria, settings: Settings, sample: str | None, dimensions: Sequence[str]
) -> pl.DataFrame:
    """The dimensions of every interaction that was scored."""
    names = dict.fromkeys((*COLUMNS, "segment", "month", *dimensions))
    split = ", ".join(f'{expression(name, settings.time_zone)} AS "{_quoted(name)}"' for name in names)
    query = f"""
    SELECT i.interaction_id, i.started_at, i.customer_id, i.eligible, {split}
    FROM interactions i LEFT JOIN customers c USING (customer_id)
    WHERE i.interaction_id IN (SELECT DISTINCT subject_id FROM measurements WHERE {WHICH})
    """
    found: Any = pl.from_arrow(snapshot.sql(query, [criteria.definition, sample]))
    return found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def _previous(
    snapshot: Any,
    criteria: Criteria,
    settings: Settings,
    rows: pl.DataFrame,
    sample: str | None,
    frame: SampleFrame | None,
    look: bool,
) -> Audit | None:
    if frame is not None:
        return load_audit(snapshot, criteria, frame, settings)
    if not look or sample is None or rows.is_empty():
        return None
    query = """
    SELECT sample, max(measured_at) AS until FROM measurements
    WHERE sample IS NOT NULL AND sample <> ? AND definition = ? AND source = 'human' AND purpose = 'live'
      AND metric = 'qci' AND retracted_at IS NULL
    GROUP BY sample HAVING max(measured_at) <= ? ORDER BY until DESC LIMIT 1
    """
    found = snapshot.sql(query, [sample, criteria.definition, rows["measured_at"].min()]).to_pylist()
    if not found:
        return None
    before = load_audit(snapshot, criteria, SampleFrame(found[0]["sample"], {}), settings)
    return _by_weights(before)


def _by_weights(audit: Audit) -> Audit:
    """The same audit estimated with inclusion probabilities, its frame's sizes being unknown."""
    known = audit.rows.filter(pl.col("inclusion_probability") > 0)
    rows = known.with_columns(pl.col("stratum").fill_null("all"))
    return Audit(
        **{**{f: getattr(audit, f) for f in audit.__dataclass_fields__}, "rows": rows, "weighted": True}
    )
