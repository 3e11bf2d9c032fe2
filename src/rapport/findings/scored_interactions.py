"""The rows behind the numbers: every interaction of the audit with its scores."""

from __future__ import annotations

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.load import metric_columns
from rapport.findings.plain import ScoredInteraction

PREFIXES = ("factor:", "component:", "element:")
OWN = "qci_agent"


def scored_interactions(audit: Audit) -> tuple[ScoredInteraction, ...]:
    """One an interaction, lowest QCI first; scores are means over its evaluators."""
    if audit.inside.is_empty():
        return ()
    scores = [name for name in metric_columns(audit.criteria) if name.startswith(PREFIXES) or name == OWN]
    about = ["started_at", "channel", "team", "agent_id", "concern"]
    units = audit.inside.group_by("interaction_id").agg(
        *(pl.col(name).first() for name in about),
        pl.col("evaluator").unique().sort(),
        pl.col("qci").mean(),
        *(pl.col(name).mean() for name in scores),
    )
    rule = pl.concat_str("element", pl.lit("."), "rule")
    fired = audit.fired.group_by("interaction_id").agg(rule.unique().sort().alias("fired"))
    critical = {f"{e.name}.{r.id}" for e in audit.criteria.elements for r in e.rules if r.critical}
    rows = units.join(fired, on="interaction_id", how="left").sort("qci", "interaction_id", nulls_last=True)
    return tuple(
        ScoredInteraction(
            interaction_id=row["interaction_id"],
            started_at=row["started_at"],
            channel=row["channel"],
            team=row["team"],
            agent_id=row["agent_id"],
            concern=row["concern"],
            evaluators=tuple(row["evaluator"]),
            qci=row["qci"],
            scores={name.rpartition(":")[2]: row[name] for name in scores},
            fired=tuple(row["fired"] or ()),
            critical=tuple(name for name in row["fired"] or () if name in critical),
        )
        for row in rows.to_dicts()
    )
