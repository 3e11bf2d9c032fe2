"""One evaluation → elements, factors, components and the QCI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.criteria.decision import Decision
from rapport.criteria.element_score import ElementScore, score_element
from rapport.criteria.model import Criteria, Rule, applies
from rapport.criteria.weights import Weights, weights_for
from rapport.records.errors import InputError

NO_FACTOR = "no factor has an element that applies"


@dataclass(frozen=True)
class Score:
    """One evaluation's numbers; every score is on 0–100, None where nothing applies.

    `elements` and `components` show raw points, `factors` and `qci` are after criticals;
    `qci_before_criticals` is what the points alone would give, `qci_agent` uses only rules
    attributable to the agent. `points_available` by element adds up to 100 − `qci_before_criticals`;
    `points_lost` divides the same points among (element, rule). `criticals` lists (element, rule,
    kind). `weights` are each element's share of the whole, adding up to 1.
    """

    qci: float | None
    qci_before_criticals: float | None
    qci_agent: float | None
    undefined_because: str | None
    factors: Mapping[str, float | None]
    components: Mapping[str, float | None]
    elements: Mapping[str, float | None]
    points_available: Mapping[str, float] = field(default_factory=dict)
    points_lost: Mapping[tuple[str, str], float] = field(default_factory=dict)
    criticals: tuple[tuple[str, str, str | None], ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)


def score(
    criteria: Criteria,
    decisions: Mapping[str, Decision],
    attributes: Mapping[str, str] | None = None,
    importance: Mapping[str, float] | None = None,
    segment_importance: Mapping[str, float] | None = None,
) -> Score:
    """Scores one evaluation of one interaction.

    Definition (version 1): element points are clip(start + Σ points · count, 0, max), the element's
    score s is points / max. Element weights w and factor weights W are multiplied by every matching
    `weights_when` clause and by importance. Factor F = Σ w s / Σ w over the elements that apply,
    QCI = 100 Σ W F / Σ W over the factors with a score. A critical rule sets its factor, or the QCI,
    to 0. Component = 100 Σ v s / Σ v with v = W w / Σ w of the factor.

    Parameters: `decisions` by element (every element but those never asked here); `attributes` of
    the interaction; `importance` is this customer's, by element, factor or component, in any unit
    (it is divided by its own mean); `segment_importance` (from `mean_importance`) stands in for
    names this customer did not answer.

    Returns: Score. Without any factor that applies, `qci` is None and `undefined_because` says so.

    Raises: InputError for a missing element, an unknown rule or a count that cannot be.

    Do not: average over versions of criteria.

    Validated against: a slow second implementation written from the definition alone, on random
    criteria and evaluations.
    """
    known = attributes or {}
    weights = weights_for(criteria, known, importance, segment_importance)
    scored = {
        element.name: score_element(element, _decision(decisions, element.name))
        for element in criteria.elements
        if not (element.not_applicable_when and applies(element.not_applicable_when, known))
        and not _decision(decisions, element.name).not_applicable
    }
    criticals = [(name, rule) for name, one in scored.items() for rule in one.criticals]
    before = _combine(criteria, weights, {name: one.share for name, one in scored.items()}, [])
    after = _combine(criteria, weights, {name: one.share for name, one in scored.items()}, criticals)
    own = {name: one.agent_share for name, one in scored.items() if one.agent_share is not None}
    agent = _combine(criteria, weights, own, [c for c in criticals if c[1].attributable_to == "agent"])
    total = sum(before.element_weights.values())
    shares = {name: v / total for name, v in before.element_weights.items()} if total else {}
    return Score(
        qci=after.qci,
        qci_before_criticals=before.qci,
        qci_agent=agent.qci,
        undefined_because=NO_FACTOR if after.qci is None else None,
        factors=after.factors,
        components=_components(criteria, scored, before.element_weights),
        elements={
            e.name: 100 * scored[e.name].share if e.name in scored else None for e in criteria.elements
        },
        points_available={name: 100 * v * (1 - scored[name].share) for name, v in shares.items()},
        points_lost={
            (name, rule): 100 * v * lost
            for name, v in shares.items()
            for rule, lost in scored[name].lost.items()
        },
        criticals=tuple((name, rule.id, rule.kind) for name, rule in criticals),
        weights=shares,
    )


def _decision(decisions: Mapping[str, Decision], name: str) -> Decision:
    try:
        return decisions[name]
    except KeyError:
        raise InputError(f"Element {name} is missing", None, "Score every element that applies.") from None


@dataclass(frozen=True)
class _Combined:
    qci: float | None
    factors: Mapping[str, float | None]
    element_weights: Mapping[str, float]


def _combine(
    criteria: Criteria, weights: Weights, shares: Mapping[str, float], criticals: list[tuple[str, Rule]]
) -> _Combined:
    """Element scores (0–1) into factors and QCI, with v of every element that counts."""
    zeroed = {criteria.factor_of[name] for name, rule in criticals if rule.critical == "factor"}
    factors: dict[str, float | None] = {}
    element_weights: dict[str, float] = {}
    top = bottom = 0.0
    for factor in criteria.factors:
        factors[factor.name] = None
        here = [(e.name, weights.elements[e.name]) for e in factor.elements if e.name in shares]
        sum_w = sum(w for _, w in here)
        if sum_w <= 0:
            continue
        weight = weights.factors[factor.name]
        value = sum(w * shares[name] for name, w in here) / sum_w if factor.name not in zeroed else 0.0
        factors[factor.name] = 100 * value
        top += weight * value
        bottom += weight
        element_weights.update({name: weight * w / sum_w for name, w in here})
    qci = 100 * top / bottom if bottom > 0 else None
    if qci is not None and any(rule.critical == "interaction" for _, rule in criticals):
        qci = 0.0
    return _Combined(qci, factors, element_weights)


def _components(
    criteria: Criteria, scored: Mapping[str, ElementScore], v: Mapping[str, float]
) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for component, members in criteria.components.items():
        total = sum(v.get(name, 0.0) for name in members)
        points = sum(v[name] * scored[name].share for name in members if name in v)
        found[component] = 100 * points / total if total > 0 else None
    return found
