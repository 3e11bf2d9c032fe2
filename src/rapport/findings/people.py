"""The persons behind the numbers: how severe evaluators are, and how agents do on their own part."""

from __future__ import annotations

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import suppressed
from rapport.findings.plain import AgentResult, SeverityResult
from rapport.measures.quality.agent_scores import agent_scores
from rapport.measures.quality.severity import severity

CASE_MIX = ("concern", "channel")


def severities(audit: Audit) -> tuple[SeverityResult, ...]:
    """Every evaluator against the others, the most lenient first."""
    if audit.inside.is_empty() or audit.inside["evaluator"].n_unique() < 2:
        return ()
    rows = audit.inside
    found = severity(
        rows["qci_before_criticals"].cast(pl.Float64).fill_null(float("nan")).to_numpy(),
        rows["interaction_id"].to_list(),
        rows["evaluator"].to_list(),
        rows["stratum"].to_list(),
        audit.settings.confidence,
    )
    listed = [
        SeverityResult(
            str(name),
            rows.filter(pl.col("evaluator") == name).height,
            one.with_(source="human", data_version=audit.snapshot.data_version),
        )
        for name, one in found.items()
    ]
    return tuple(sorted(listed, key=lambda one: (-(one.severity.value or 0.0), one.evaluator)))


def agents(audit: Audit) -> tuple[AgentResult, ...]:
    """Agents by what is attributable to them, adjusted for their cases and pulled in where chance
    explains it, in the order of their names: it is no ranking."""
    known = audit.inside.filter(pl.col("agent_id").is_not_null())
    if known.is_empty():
        return ()
    units = known.group_by("interaction_id").agg(
        pl.col("qci_agent").mean(), *(pl.col(name).first() for name in ("agent_id", "team", *CASE_MIX))
    ).sort("interaction_id")  # fmt: skip
    mix = {name: units[name].to_list() for name in CASE_MIX if units[name].n_unique() > 1}
    scores = units["qci_agent"].fill_null(float("nan")).to_numpy()
    found = agent_scores(scores, units["agent_id"].to_list(), mix or None, audit.settings.confidence)
    teams = dict(units.group_by("agent_id").agg(pl.col("team").drop_nulls().mode().sort().first()).rows())
    return tuple(
        AgentResult(
            agent_id=str(name),
            team=teams.get(name),
            raw=suppressed(one.raw, audit.settings.minimum_base),
            adjusted=suppressed(one.adjusted, audit.settings.minimum_base),
            funnel_low=one.funnel_low,
            funnel_high=one.funnel_high,
            outside=one.outside if one.raw.base >= audit.settings.minimum_base else "within",
        )
        for name, one in sorted(found.items(), key=lambda item: str(item[0]))
    )
