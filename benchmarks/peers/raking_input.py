"""The columns that both rake, and the margins."""

import numpy as np

LABELS = {"channel": 4, "segment": 6, "region": 12}
POPULATION = 5_000_000.0
MARGINS = {
    name: {str(one): POPULATION * 2 * (one + 1) / (count * (count + 1)) for one in range(count)}
    for name, count in LABELS.items()
}


def columns(rows: int) -> dict[str, np.ndarray]:
    """Labels as text, drawn alike whatever the process."""
    rng = np.random.default_rng(7)
    return {name: rng.integers(0, count, rows).astype(str) for name, count in LABELS.items()}
