"""Handle times to resample, the same for ours and for the peer."""

import numpy as np

DRAWS = 9999


def minutes(rows: int) -> np.ndarray:
    """Lognormal minutes."""
    return np.random.default_rng(3).lognormal(1.5, 0.6, rows)
