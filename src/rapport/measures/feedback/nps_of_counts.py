"""Net promoter score of counts that somebody else made."""

from __future__ import annotations

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.finish import finish_nps
from rapport.measures.feedback.nps import known_method
from rapport.measures.feedback.tally import Tally
from rapport.measures.inputs import confidence_of
from rapport.records.errors import InputError


@checked
def nps_of_counts(
    promoters: float,
    passives: float,
    detractors: float,
    confidence: float = 0.95,
    *,
    method: str = "score",
) -> Estimate:
    """Net promoter score of the numbers of promoters, passives and detractors.

    Question it answers: how sure is a score of which we know only the counts?

    Definition: as `nps`.

    Scale, unit, range: points, −100 to 100.

    Base: promoters + passives + detractors.

    Parameters: counts of answers 9–10, 7–8 and 0–6; `method` of the interval as in `nps`.

    Returns: Estimate in points.

    Undefined when: all counts are 0.

    Raises: InputError for a negative count.

    How sure: as `nps`.

    Do not: give percentages as counts, unless there were a hundred answers.

    Validated against: `nps` of the answers, R's NPS package (variance from shares).

    Example:
        >>> found = nps_of_counts(462, 176, 362)
        >>> found.value, round(found.standard_error, 3)
        (10.0, 2.853)

    References: Rocks (2016), doi:10.1080/00031305.2016.1158124.

    See also: nps, nps_by.
    """
    level = confidence_of(confidence)
    known_method(method)
    counts = np.array([[detractors, passives, promoters]], dtype=np.float64)
    if not (np.isfinite(counts).all() and (counts >= 0).all()):
        raise InputError("a count is negative or missing", "counts", "give counts ≥ 0")
    counted = Tally(np.array([0.0, 7.0, 10.0]), counts, counts, counts, np.zeros(1), [()], weighted=False)
    return finish_nps(counted, level, method).estimate(0).with_(definition="nps@1")
