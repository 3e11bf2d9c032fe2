"""How far it is to the target, and where further points stop paying."""

from __future__ import annotations

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.outcomes import LEAST, outcomes
from rapport.findings.plain import Target
from rapport.measures import Estimate
from rapport.measures.goals.diminishing_returns import diminishing_returns


def target(audit: Audit, qci: Estimate) -> Target:
    """The home's target less the QCI; the point of diminishing returns where outcomes allow."""
    value = audit.settings.target_qci
    return Target(value, "the home's setting", _distance(value, qci), _diminishing(audit))


def _distance(target: float, qci: Estimate) -> Estimate:
    if qci.value is None or qci.low is None or qci.high is None:
        return qci
    return qci.with_(value=target - qci.value, low=target - qci.high, high=target - qci.low)


def _diminishing(audit: Audit) -> Estimate:
    if audit.units < LEAST:
        because = f"fewer than {LEAST} interactions were scored"
        return Estimate(None, undefined_because=because, base=audit.units)
    name, known = outcomes(audit)
    scores = audit.inside.group_by("interaction_id").agg(pl.col("qci").mean()).sort("interaction_id")
    both = scores.join(known, on="interaction_id", how="inner").sort("interaction_id")
    found = diminishing_returns(
        both["qci"].fill_null(float("nan")).to_numpy(), both["outcome"].to_numpy(),
        confidence=audit.settings.confidence,
    )  # fmt: skip
    return found.with_(
        method=f"outcome: {name}; {found.method}", source="human", data_version=audit.snapshot.data_version
    )
