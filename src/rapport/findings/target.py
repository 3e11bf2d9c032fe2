"""How far it is to the target, and where further points stop paying."""

from __future__ import annotations

from rapport.findings.audit import Audit
from rapport.findings.plain import Target
from rapport.measures import Estimate


def target(audit: Audit, qci: Estimate) -> Target:
    """The home's target less the QCI; the point of diminishing returns where outcomes allow."""
    value = audit.settings.target_qci
    source = "the home's setting"
    return Target(value, source, _distance(value, qci), _diminishing(audit))


def _distance(target: float, qci: Estimate) -> Estimate:
    if qci.value is None or qci.low is None or qci.high is None:
        return qci
    return qci.with_(value=target - qci.value, low=target - qci.high, high=target - qci.low)


def _diminishing(audit: Audit) -> Estimate:
    return Estimate(None, undefined_because="outcomes of fewer than 200 scored interactions are known")
