"""How far two people who score the same interaction say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from rapport.criteria import Element
from rapport.findings.audit import Audit
from rapport.findings.plain import AgreementResult
from rapport.measures import Estimate, gwet_ac, krippendorff_alpha, proportion, ratings_of

RELIABLE = 0.667
SAME = 0.9
LEAST_DOUBLE = 10
NOT_APPLICABLE = "not applicable"
Decided = Mapping[str, list[frozenset[Hashable]]]
SCORE_ALPHA, DECISION_ALPHA, DECISION_GWET = "score_alpha", "decision_alpha", "decision_gwet"
COEFFICIENTS = {
    SCORE_ALPHA: "Krippendorff's alpha of the elements' scores (interval)",
    DECISION_ALPHA: "Krippendorff's alpha of the decisions (nominal)",
    DECISION_GWET: "Gwet's AC1 of the decisions (nominal)",
}
"""Scores are points on a scale: how far apart they are counts. Decisions are the same or not. Gwet's
coefficient holds where nearly everything is one decision, where alpha has little to go by."""


@dataclass(frozen=True)
class _Pairs:
    """What the evaluators of every doubly scored interaction decided about one element."""

    decided: Decided

    def same(self) -> tuple[float, int]:
        """Interactions on which two of the evaluators decide alike, and how many there are."""
        shares = [_pair_share(every, lambda a, b: a == b) for every in self.decided.values()]
        return sum(shares), len(shares)

    def apart(self, rule: str) -> float:
        """The share of interactions where exactly one of two evaluators saw the rule."""
        applied = [[one for one in every if NOT_APPLICABLE not in one] for every in self.decided.values()]
        shares = [_pair_share(e, lambda a, b: (rule in a) != (rule in b)) for e in applied if len(e) > 1]
        return sum(shares) / len(shares) if shares else 0.0


def agreement(audit: Audit, coefficient: str = SCORE_ALPHA) -> tuple[AgreementResult, ...]:
    """The QCI first, then every element of the criteria, those that agree least first.

    `coefficient` is one of COEFFICIENTS, for the elements; the QCI is a score whatever is chosen.
    """
    double = double_scored(audit.inside)
    if double.is_empty():
        return ()
    elements = [_element(audit, element, double, coefficient) for element in audit.criteria.elements]
    elements.sort(key=lambda one: 2.0 if one.coefficient.value is None else one.coefficient.value)
    qci = _coefficient(audit, double, "qci")
    same = Estimate(None, undefined_because="the QCI is no single decision", unit="share", base=qci.base)
    whole = AgreementResult("qci", "Quality of customer interaction", qci, same, _verdict(qci, same))
    return (whole, *elements)


def double_scored(rows: pl.DataFrame) -> pl.DataFrame:
    """Evaluations of interactions that two or more people scored."""
    return rows.filter(pl.col("evaluator").n_unique().over("interaction_id") > 1)


def _coefficient(audit: Audit, double: pl.DataFrame, column: str) -> Estimate:
    scores = double[column].fill_null(float("nan")).to_list()
    ratings = ratings_of(scores, double["interaction_id"].to_list(), double["evaluator"].to_list())
    if len(ratings) < LEAST_DOUBLE:
        return too_few(len(ratings))
    found = krippendorff_alpha(ratings, "interval", audit.settings.confidence)
    return found.with_(source="human", data_version=audit.snapshot.data_version)


def too_few(base: int) -> Estimate:
    """What is said where too few interactions were scored twice."""
    because = f"only {base} interactions were scored twice"
    return Estimate(None, undefined_because=because, unit="coefficient", base=base)


def _of_decisions(audit: Audit, every: Decided, coefficient: str) -> Estimate:
    """Agreement on the decision as a whole: all its rules, or that the element does not apply."""
    if len(every) < LEAST_DOUBLE:
        return too_few(len(every))
    names: dict[frozenset[Hashable], str] = {}
    columns = max(map(len, every.values()))
    ratings = [
        [names.setdefault(one, f"{len(names):06d}") for one in made] + [None] * (columns - len(made))
        for made in every.values()
    ]
    confidence = audit.settings.confidence
    if coefficient == DECISION_GWET:
        found = gwet_ac(ratings, confidence=confidence)
    else:
        found = krippendorff_alpha(ratings, "nominal", confidence)
    return found.with_(source="human", data_version=audit.snapshot.data_version)


def _element(audit: Audit, element: Element, double: pl.DataFrame, wanted: str) -> AgreementResult:
    every = decided(audit, element, double)
    coefficient = (
        _coefficient(audit, double, f"element:{element.name}")
        if wanted == SCORE_ALPHA
        else _of_decisions(audit, every, wanted)
    )
    pairs = _Pairs(every)
    alike, base = pairs.same()
    same = proportion(alike, base, audit.settings.confidence).with_(source="human")
    rule, share = max(((rule, pairs.apart(rule.id)) for rule in element.rules), key=lambda one: one[1])
    return AgreementResult(
        element=element.name,
        title=element.title,
        coefficient=coefficient,
        same_decision=same,
        verdict=_verdict(coefficient, same),
        unclear_rule=rule.id if share > 0 else None,
        unclear_rule_text=(rule.text or rule.id) if share > 0 else None,
        unclear_share=share if share > 0 else None,
    )


def decided(audit: Audit, element: Element, double: pl.DataFrame) -> Decided:
    """Interaction → for each of its evaluators the rules seen, with how often."""
    seen = (
        audit.fired.filter(pl.col("element") == element.name)
        .group_by("evaluation")
        .agg(pl.col("rule"), pl.col("value"))
        .rows()
    )
    rules = {evaluation: Counter(dict(zip(ids, counts, strict=True))) for evaluation, ids, counts in seen}
    columns = double.select("interaction_id", "evaluation", f"element:{element.name}").rows()
    found: dict[str, list[frozenset[Hashable]]] = {}
    for interaction, evaluation, score in columns:
        names = rules.get(evaluation, Counter())
        decision = frozenset({*names, *names.items()}) if score is not None else frozenset({NOT_APPLICABLE})
        found.setdefault(interaction, []).append(decision)
    return found


def _pair_share(every: list[frozenset[Hashable]], holds: object) -> float:
    pairs = list(combinations(every, 2))
    return sum(bool(holds(a, b)) for a, b in pairs) / len(pairs)  # type: ignore[operator]


def _verdict(coefficient: Estimate, same: Estimate) -> str:
    """Reliable or unclear only where the interval says so; a share of nine in ten alike is enough
    where nearly everything is one decision, because a coefficient then has nothing to go by."""
    if same.low is not None and same.low >= SAME:
        return "reliable"
    if coefficient.value is None or coefficient.low is None or coefficient.high is None:
        return "cannot tell"
    if coefficient.low >= RELIABLE:
        return "reliable"
    if coefficient.value >= RELIABLE:
        return "tentative"
    return "unclear" if coefficient.high < RELIABLE else "cannot tell"
