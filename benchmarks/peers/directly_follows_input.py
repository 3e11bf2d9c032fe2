"""Events of journeys, unsorted, the same for ours and the peer."""

import numpy as np


def events(number: int) -> dict[str, np.ndarray]:
    """About 20 events in three cases; 30 activities with text names; times to the second in a year."""
    rng = np.random.default_rng(7)
    cases = max(number * 3 // 20, 1)
    names = np.array([f"activity {one:02}" for one in range(30)], dtype=object)
    share = 1 / np.arange(1, 31)
    return {
        "case": rng.integers(0, cases, number),
        "activity": names[rng.choice(30, size=number, p=share / share.sum())],
        "at": np.datetime64("2025-01-01", "ns")
        + rng.integers(0, 365 * 86_400_000, number) * np.timedelta64(1_000_000, "ns"),
    }
