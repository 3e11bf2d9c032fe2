"""Response, cooperation, refusal and contact rates as AAPOR defines them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.outcomes import counted_outcomes
from rapport.measures.feedback.rate_estimate import Counts, rate
from rapport.measures.inputs import confidence_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class ResponseRates:
    """AAPOR's rates, each a share with its interval; `eligible_share` is the e that was used for cases
    whose eligibility is unknown (None: it was neither given nor could it be told)."""

    response_rate_1: Estimate
    response_rate_2: Estimate
    response_rate_3: Estimate
    response_rate_4: Estimate
    response_rate_5: Estimate
    response_rate_6: Estimate
    cooperation_rate_1: Estimate
    cooperation_rate_2: Estimate
    cooperation_rate_3: Estimate
    cooperation_rate_4: Estimate
    refusal_rate_1: Estimate
    refusal_rate_2: Estimate
    refusal_rate_3: Estimate
    contact_rate_1: Estimate
    contact_rate_2: Estimate
    contact_rate_3: Estimate
    eligible_share: float | None


@checked
def response_rates(
    complete: float,
    partial: float = 0,
    refusal: float = 0,
    non_contact: float = 0,
    other: float = 0,
    unknown_household: float = 0,
    unknown_other: float = 0,
    e: float | None = None,
    confidence: float = 0.95,
    *,
    not_eligible: float | None = None,
) -> ResponseRates:
    """Response rates 1–6, cooperation rates 1–4, refusal rates 1–3 and contact rates 1–3 of a survey.

    Question it answers: of those we invited, how many took part, refused, or were never reached?

    Definition: with I complete, P partial, R refusal, NC non-contact, O other, U unknown (both kinds):
    response 1 = I/(I+P+R+NC+O+U), 3 = I/(I+P+R+NC+O+eU), 5 = I/(I+P+R+NC+O); 2, 4, 6 with I+P above.
    Cooperation 1 = I/(I+P+R+O), 3 = I/(I+P+R); 2, 4 with I+P above. Refusal 1–3: R above, over the
    denominators of response 1, 3, 5. Contact 1–3: I+P+R+O above, over the same.

    Scale, unit, range: share, 0–1.

    Base: cases of the denominator. Excluded: "not eligible", and where a rate leaves them out "unknown",
    "non-contact", "other".

    Parameters: counts of cases by outcome; `e` share of unknown cases that are eligible, 0–1; without it
    it is estimated from `not_eligible` cases: eligible / (eligible + not eligible).

    Returns: ResponseRates, a dataclass of Estimates.

    Undefined when: the denominator is empty; rates with e when there are unknown cases and neither `e`
    nor `not_eligible` is given.

    Raises: InputError for a negative count or an e outside 0–1.

    How sure: Wilson's interval on the effective base of the linearised ratio, which knows that an
    estimated e is itself unsure; a given e is taken as known. Covers 94–96.5 % from some hundred cases.
    It is about these invitations as a sample of such invitations, not about bias by who answers.

    Do not: read a high rate as small bias, or compare different rates with each other.

    Validated against: the worked formulas of the Standard Definitions, each by hand.

    Example:
        >>> found = response_rates(100, 20, 50, 200, 10, 80, 40, not_eligible=20)
        >>> round(found.response_rate_1.value, 3), round(found.response_rate_3.value, 3)
        (0.2, 0.202)

    References: American Association for Public Opinion Research (2023), Standard Definitions: Final
    Dispositions of Case Codes and Outcome Rates for Surveys, 10th edition. Smith (2009), A revised review
    of methods to estimate the status of cases with unknown eligibility.

    See also: response_rates_of, proportion.
    """
    given = (complete, partial, refusal, non_contact, other, unknown_household, unknown_other)
    count = np.array([*given, not_eligible or 0], dtype=np.float64)
    if not (np.isfinite(count).all() and (count >= 0).all()):
        raise InputError("a count of cases is negative or missing", "outcomes", "give counts ≥ 0")
    counts = Counts(count, count, count, told=not_eligible is not None)
    return _rates(counts, e, confidence_of(confidence), 0)


@checked
def response_rates_of(
    outcomes: Any,
    weights: Any = None,
    e: float | None = None,
    confidence: float = 0.95,
    *,
    codes: Mapping[Any, str] | None = None,
) -> ResponseRates:
    """The rates of `response_rates` from one outcome a case.

    Question it answers: as `response_rates`, from the list of invitations.

    Definition: as `response_rates`; with weights, sums of weights stand for counts.

    Scale, unit, range: share, 0–1.

    Base: as `response_rates`; cases without an outcome are excluded as "no outcome".

    Parameters: `outcomes` a column of complete, partial, refusal, non_contact, other, unknown_household,
    unknown_other, not_eligible (or AAPOR's I, P, R, NC, O, UH, UO, NE); `codes` maps other codes to these;
    `weights` the cases' design weights; `e` as in `response_rates`.

    Returns: ResponseRates.

    Undefined when: as `response_rates`; e is estimated when a case is not eligible.

    Raises: InputError for an outcome that is none of these.

    How sure: as `response_rates`.

    Do not: count an invitation that bounced as eligible; it is unknown or not eligible.

    Validated against: `response_rates` of the counts.

    Example:
        >>> response_rates_of(["complete", "refusal", "non_contact", "complete"]).response_rate_1.value
        0.5

    References: as `response_rates`.

    See also: response_rates.
    """
    counts, missing = counted_outcomes(outcomes, weights, codes)
    return _rates(counts, e, confidence_of(confidence), missing)


def _rates(counts: Counts, e: float | None, level: float, missing: int) -> ResponseRates:
    if e is not None and not 0 <= e <= 1:
        raise InputError(f"e of {e:g}", "e", "give the share of unknown cases that are eligible, 0 to 1")
    eligible = counts.weight[:5].sum()
    resolved = eligible + counts.weight[7]
    told = e if e is not None else float(eligible / resolved) if counts.told and resolved > 0 else None

    def one(above: str, below: str, unknown: str = "none") -> Estimate:
        return rate(counts, above, below, unknown, e, level, missing)

    cases, contacted = "IPRNO", "IPRO"
    return ResponseRates(
        one("I", cases, "all"),
        one("IP", cases, "all"),
        one("I", cases, "part"),
        one("IP", cases, "part"),
        one("I", cases),
        one("IP", cases),
        one("I", contacted),
        one("IP", contacted),
        one("I", "IPR"),
        one("IP", "IPR"),
        one("R", cases, "all"),
        one("R", cases, "part"),
        one("R", cases),
        one(contacted, cases, "all"),
        one(contacted, cases, "part"),
        one(contacted, cases),
        told,
    )
