"""The ratings that both judge: units × raters, five values, some missing."""

import numpy as np

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def ratings(units: int) -> np.ndarray:
    """Three raters who differ on three ratings in ten, drawn alike whatever the process."""
    rng = np.random.default_rng(7)
    truth = rng.integers(1, 6, units)
    seen = np.where(rng.random((units, 3)) < 0.3, rng.integers(1, 6, (units, 3)), truth[:, None])
    return np.where(rng.random((units, 3)) < 0.05, np.nan, seen.astype(float))
