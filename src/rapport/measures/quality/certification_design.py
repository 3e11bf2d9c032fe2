"""How much gold a fair certification needs."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.measures.checked import checked
from rapport.measures.quality.certification_odds import CLUSTERING, FEWEST, GOOD, POOR, STANDARD, Odds
from rapport.records.errors import InputError

MOST = 100_000


@dataclass(frozen=True)
class CertificationDesign:
    """Gold `interactions` to adjudicate, the `decisions` on them in all, and the error rates reached."""

    interactions: int
    decisions: int
    passes_wrongly: float
    fails_wrongly: float
    method: str


@checked
def certification_design(
    passes_wrongly: float = 0.05,
    fails_wrongly: float = 0.05,
    *,
    decisions: float = 12,
    clustering: float = CLUSTERING,
    standard: float = STANDARD,
    poor: float = POOR,
    good: float = GOOD,
    fewest: int = FEWEST,
) -> CertificationDesign:
    """The fewest gold interactions whose certification errs as seldom as asked for.

    Question it answers: how many interactions must be adjudicated so that chance does not certify?

    Definition: the smallest number of interactions, at least `fewest`, at which an evaluator whose true
    share of matching decisions is `poor` passes with at most `passes_wrongly`, and one of `good` fails
    with at most `fails_wrongly`.

    Scale, unit, range: a number of interactions.

    Parameters: the two error rates; `decisions` on an interaction; `clustering`, how alike decisions on
    one interaction are right or wrong (intraclass correlation; take it from `certification`);
    `standard`, `poor`, `good`, `fewest` as there.

    Returns: CertificationDesign.

    Raises: InputError for rates that are none, or that 100,000 interactions do not reach.

    Validated against: simulated evaluators of known shares and clustering.

    Example:
        >>> certification_design(0.05, 0.05).interactions
        30

    References: Schilling & Neubauer (2017), Acceptance Sampling in Quality Control, 3rd ed., chapter 5.

    See also: certification, audit_design.
    """
    if not (0 < passes_wrongly < 1 and 0 < fails_wrongly < 1):
        raise InputError(
            "an error rate is not between 0 and 1", "passes_wrongly, fails_wrongly", "give e.g. 0.05"
        )
    if not 0 < poor < standard < good < 1:
        raise InputError(
            "poor, standard and good are out of order", "standard", "give 0 < poor < standard < good < 1"
        )
    if decisions < 1 or not 0 <= clustering <= 1 or fewest < 1:
        raise InputError(
            "decisions, clustering or fewest are out of range", "decisions", "give ≥ 1, 0 to 1, ≥ 1"
        )

    def errs(interactions: int) -> tuple[float, float]:
        return Odds(interactions, decisions, clustering).errors(standard, poor, good)

    def enough(interactions: int) -> bool:
        passes, fails = errs(interactions)
        return passes <= passes_wrongly and fails <= fails_wrongly

    low, high = fewest, fewest
    while not enough(high):
        low, high = high + 1, high * 2
        if high > MOST:
            raise InputError(
                "no number of interactions errs so seldom",
                "passes_wrongly",
                "ask for less, or move poor and good apart",
            )
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    passes, fails = errs(high)
    return CertificationDesign(
        high, round(high * decisions), passes, fails, f"beta distribution, clustering {clustering:g}"
    )
