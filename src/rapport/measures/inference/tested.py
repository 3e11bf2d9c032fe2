"""What a test of several groups gives."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.measures.estimate import Estimate


@dataclass(frozen=True)
class Tested:
    """`statistic` with its `degrees_of_freedom` (of an F: numerator, denominator), `p` under no
    difference (None: cannot tell), and `effect`, how large it is."""

    statistic: float | None
    degrees_of_freedom: tuple[float, ...]
    p: float | None
    effect: Estimate
    method: str


def untested(because: str, effect: Estimate, method: str) -> Tested:
    """A test that could not be made, with the reason in its effect."""
    gone = effect.with_(value=None, low=None, high=None, undefined_because=because)
    return Tested(None, (), None, gone, method)
