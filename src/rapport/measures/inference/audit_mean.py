"""The mean score of a frame of interactions, from an audit sample of them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.audit_sample import AuditSample, UnitScores
from rapport.measures.inference.audit_variance import GroupSums, group_sums
from rapport.measures.inference.comparable import not_comparable
from rapport.measures.inference.even_shares import without_severity
from rapport.measures.inference.frame import Frame, Population, frame_of
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Bools, confidence_of, labels, mask, numbers

DEFINITION = "audit_mean@1"
EVEN_DEFINITION = "audit_mean@2"
NOT_COMPARABLE = "evaluators not comparable: their shares differ from the whole sample's"


@checked
def audit_mean(
    scores: Any,
    units: Any,
    evaluators: Any,
    strata: Any = None,
    weights: Any = None,
    domain: Any = None,
    population: Population = None,
    confidence: float = 0.95,
    *,
    assignment: str | None = None,
    evaluator_variance: float | None = None,
) -> Estimate:
    """Mean score of all interactions of a frame, sure of sampling and of evaluators.

    Question it answers: how good is the service, had these evaluators scored every interaction?

    Definition: definition 1 of the scoring rules. A unit's score is the mean over its evaluators;
    estimate = Σ (N_h/N) ȳ_h; variance = Σ (N_h/N)² [(1 − f_h) s²_h + f_h S²_w m_h] / n_h with
    m_h = mean(1/k_i) and S²_w the variance between two evaluators of one unit, pooled over strata. The
    finite-population correction takes away only the part between units: an evaluator's error remains
    however many interactions are scored. A domain is the Hájek ratio with the weights N_h/n_h,
    linearised over all units of the sample. Version 2, where evaluators took equal shares of each stratum
    by design: severities then cancel in the mean, so s²_h and S²_w are taken of scores less severity
    (least squares), and σ²_a Σ (p_j − 1/J)² is added for shares p_j of the J evaluators that are not
    quite equal. Domains, and shares no more even than chance makes them, keep version 1.

    Base: units with a score in the domain. Excluded: "no score" and "outside the domain"; base and
    excluded are all units given. A row without a score outside the domain still counts its unit as
    drawn: pass "applicable" as the domain for an element that does not apply everywhere.

    Parameters: one row an evaluation. `scores` (NaN: none), `units`, `evaluators`, `strata` of the
    unit, `weights` survey weights of the unit (relative within a stratum whose size is known),
    `domain` yes/no, `population` the frame's size or {stratum: size}; None: unknown, no correction;
    `assignment` "even" where evaluators took turns, "random" where each unit's was drawn by itself,
    None: told from their shares (from 100 units on); `evaluator_variance` S²_w where it is known from
    elsewhere (an earlier audit, a calibration: half the mean squared difference of two evaluators of one
    interaction, in squared units of the score). It stands in where nothing is doubly scored, is taken as
    exact and as no more than the scores leave room for (s²_h of single scores holds S²_w); a sample's own
    double scoring goes before it. `method` says which was used.

    Returns: Estimate in the scores' own unit. The interval is not cut at the ends of the scale.

    Undefined when: no unit has a score. With one unit there is a value without interval.

    Raises: InputError for a unit in two strata, more units than the frame, unlike lengths, a negative
    `evaluator_variance`.

    How sure: Student's t with Satterthwaite's degrees of freedom; a domain's are at most its units
    less one. Strata with one unit are collapsed with the covered stratum nearest in size; strata
    without any are named in `method` and not covered. With nothing doubly scored and no
    `evaluator_variance` there is no finite-population correction and `method` says so: nothing in single
    scores bounds S²_w from above but their variance, so the interval is wider than it need be by
    1/√(1 − f) at most, where evaluators agree perfectly (at 400 of 1,700: 14 %, it then holds the truth
    97.5 % of the time), and by nothing where they do not agree at all. Score a twentieth twice, or pass
    the variance. `method` also says "evaluators not comparable" where a
    domain's evaluators are another mix than the sample's, beyond chance. Poor under some ten units of
    skewed scores; where all scores are alike there is no width at all, and `method` says so.

    Do not: enter calibration, certification or targeted evaluations; they are not a sample.

    Validated against: R survey 4.4 on the stratified California schools (mean, standard error,
    domains), and the coverage of simulated audits of known truth.

    Example:
        >>> found = audit_mean([80, 90, 70, 75], ["a", "b", "c", "c"], ["x", "y", "x", "y"], population=3)
        >>> found.base, round(found.value, 2)
        (3, 80.83)

    References: Cochran (1977), Sampling Techniques, 3rd ed., chapters 5 and 13. Särndal, Swensson &
    Wretman (1992), doi:10.1007/978-1-4612-4378-6.

    See also: AuditSample for many metrics and groups of one audit; assisted_mean.
    """
    sample = AuditSample(units, evaluators, strata, weights, population, assignment)
    return sample_mean(
        sample, scores, domain=domain, confidence=confidence, evaluator_variance=evaluator_variance
    )


@checked
def audit_means(
    scores: Any,
    units: Any,
    evaluators: Any,
    by: Any,
    strata: Any = None,
    weights: Any = None,
    domain: Any = None,
    population: Population = None,
    confidence: float = 0.95,
    *,
    evaluator_variance: float | None = None,
) -> dict[Hashable, Estimate]:
    """The audit mean of every group at once: {label: Estimate}, each as `audit_mean` of that domain.

    Parameters: as `audit_mean`; `by` names the group of each row's unit, missing for none.

    Validated against: `audit_mean` with each group as its domain.

    Example:
        >>> found = audit_means([8, 6, 9], ["a", "b", "c"], ["x", "x", "y"], by=["t", "t", "u"])
        >>> {team: estimate.value for team, estimate in found.items()}
        {'t': 7.0, 'u': 9.0}

    See also: audit_mean.
    """
    sample = AuditSample(units, evaluators, strata, weights, population)
    return sample_means(
        sample, scores, by, domain=domain, confidence=confidence, evaluator_variance=evaluator_variance
    )


@checked
def sample_mean(
    sample: AuditSample,
    scores: Any,
    *,
    domain: Any = None,
    confidence: float = 0.95,
    evaluator_variance: float | None = None,
) -> Estimate:
    """`audit_mean` of one metric on a sample arranged before."""
    values = numbers(scores, "scores", length=sample.rows)
    inside = _inside(sample, domain)
    scored = sample.unit_scores(values, inside)
    group = np.where(scored.inside, 0, -1)
    found = _estimates(sample, scored, group, 1, confidence, evaluator_variance)[0]
    row_group = np.where(inside, 0, -1)
    return _flagged(found, bool(not_comparable(sample, row_group, 1, ~np.isnan(values))[0]))


@checked
def sample_means(
    sample: AuditSample,
    scores: Any,
    by: Any,
    *,
    domain: Any = None,
    confidence: float = 0.95,
    evaluator_variance: float | None = None,
) -> dict[Hashable, Estimate]:
    """`audit_means` of one metric on a sample arranged before."""
    values = numbers(scores, "scores", length=sample.rows)
    codes, names = by if isinstance(by, tuple) else labels(by, "by", length=sample.rows)
    of_unit = sample.one_a_unit(codes, "groups")
    scored = sample.unit_scores(values, _inside(sample, domain))
    group = np.where(scored.inside, of_unit[scored.units], -1)
    found = _estimates(sample, scored, group, len(names), confidence, evaluator_variance)
    differs = not_comparable(sample, codes, len(names), _inside(sample, domain) & ~np.isnan(values))
    return {
        name: _flagged(one, bool(differs[g])) for g, (name, one) in enumerate(zip(names, found, strict=True))
    }


def _flagged(found: Estimate, differs: bool) -> Estimate:
    """The estimate, with a word where its evaluators' shares differ from the whole sample's."""
    return found.with_(method=f"{found.method}; {NOT_COMPARABLE}") if differs else found


def _inside(sample: AuditSample, domain: Any) -> Bools:
    if domain is None:
        return np.ones(sample.rows, dtype=bool)
    return mask(domain, "domain", length=sample.rows)


def _estimates(
    sample: AuditSample,
    scored: UnitScores,
    group: Any,
    groups: int,
    confidence: float,
    given: float | None,
) -> list[Estimate]:
    level = confidence_of(confidence)
    scored = scored.with_known(given)
    kept = scored.units
    stratum, weight = sample.stratum[kept], sample.weight[kept]
    frame = frame_of(stratum, weight, sample.strata, sample.population, sample.weighted)
    definition = DEFINITION
    whole = groups == 1 and bool((group >= 0).all())
    if whole and (freed := without_severity(sample, scored, frame)) is not None:
        scored, definition = freed, EVEN_DEFINITION
    found = group_sums(scored, frame, group, groups)
    method = _method(sample, scored, frame, given is not None)
    return [
        _estimate(found, g, level, method, sample.size, scored.missing).with_(definition=definition)
        for g in range(groups)
    ]


def _estimate(found: GroupSums, g: int, level: float, method: str, size: int, missing: int) -> Estimate:
    base = int(found.base[g])
    outside = size - base - missing
    reasons = {"no score": missing, "outside the domain": outside}
    facts: dict[str, Any] = {
        "confidence": level,
        "base": base,
        "excluded": {reason: count for reason, count in reasons.items() if count},
        "definition": DEFINITION,
        "method": method,
    }
    if not base:
        return undefined("no interaction here has a score", **facts)
    value = float(found.value[g])
    facts |= {
        "weighted_base": float(found.weighted_base[g]),
        "effective_base": float(found.effective_base[g]),
    }
    if base == 1:
        return Estimate(value=value, **facts | {"method": f"{method}; one interaction has no interval"})
    error = float(np.sqrt(found.variance[g]))
    if found.capped[g]:
        facts["method"] = f"{method}; more than these scores leave room for, so no such correction"
    if error == 0:
        facts["method"] = f"{method}; all scores alike, or all scored in agreement: no width"
    return Estimate(**around(value, error, level, float(found.df[g])), **facts)


def _method(sample: AuditSample, scored: UnitScores, frame: Frame, given: bool) -> str:
    parts = ["stratified mean" if len(sample.strata) > 1 else "mean", "Student t, Satterthwaite"]
    if sample.population is None:
        parts.append("frame of unknown size, no finite-population correction")
    elif scored.given:
        parts.append("finite-population correction between interactions only, evaluators' variance as given")
    elif not scored.between_df:
        parts.append("nothing doubly scored, no finite-population correction")
    else:
        parts.append("finite-population correction between interactions only")
        if given:
            parts.append("evaluators' variance of the sample's own double scoring, not the one given")
    if scored.lost:
        parts.append("evaluators' even shares cancel their severity")
    if frame.collapsed:
        parts.append(f"strata with one interaction collapsed: {_names(frame.collapsed)}")
    if frame.uncovered:
        parts.append(f"strata not covered: {_names(frame.uncovered)}")
    return "; ".join(parts)


def _names(names: tuple[Hashable, ...]) -> str:
    shown = ", ".join(str(name) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
