"""How far the company is from its own best teams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import by_groups
from rapport.findings.comparable import not_comparable
from rapport.measures import Estimate
from rapport.measures.quality.best_quarter_gap import best_quarter_gap

DRAWS = 400


def team_gap(audit: Audit, values: NDArray[np.float64]) -> Estimate:
    """What the best quarter of teams has over the company, chance taken out; teams that were scored
    by unlike evaluators do not enter."""
    unfair = not_comparable(audit, ("team",))
    teams = by_groups(audit, values, ("team",), suppress=False, scores=False)
    fair = {group[0]: one for group, one in teams.items() if group not in unfair}
    found = best_quarter_gap(fair, minimum_base=audit.settings.minimum_base, draws=DRAWS)
    return found.with_(
        source="human", data_version=audit.snapshot.data_version, confidence=audit.settings.confidence
    )
