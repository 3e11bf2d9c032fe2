"""One decision about one element → its score, and which rules cost what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapport.criteria.decision import Decision
from rapport.criteria.model import Element, Rule
from rapport.records.errors import InputError

UNREACHED = "*"  # stands for a rule where the rules of an element cannot add up to its max


@dataclass(frozen=True, slots=True)
class ElementScore:
    """`share` of the element's max (0–1); `agent_share` by rules attributable to the agent alone, None
    where those can earn nothing; `lost` by rule, adding up to 1 − `share`; critical rules that count."""

    share: float
    agent_share: float | None
    lost: Mapping[str, float]
    criticals: tuple[Rule, ...]


def score_element(element: Element, decision: Decision) -> ElementScore:
    """Scores an element that applies.

    Definition (version 1): points = clip(start + Σ points(rule) · count(rule), 0, max) over the rules
    that count; a rule counts when every rule it requires counts. The agent's own share leaves out
    rules attributable to others, and leaves out of the max what only those could have earned.

    What was lost is divided among subtractive rules that fired and additive rules that were missed:
    in proportion to their points, never above them, because points under 0 or above the max move
    nothing. A missed rule whose `requires` was not met comes after the others. What the rules of the
    file cannot reach stands under UNREACHED.

    Raises: InputError for an unknown rule or a count that cannot be.
    """
    counting = _counting(element, decision.rules) if decision.rules else {}
    points = agent_points = element.start
    for rule, count in counting.values():
        points += rule.points * count
        if rule.attributable_to == "agent":
            agent_points += rule.points * count
    share = min(max(points, 0.0), element.max) / element.max
    agent_max = _agent_max(element)
    return ElementScore(
        share=share,
        agent_share=min(max(agent_points, 0.0), agent_max) / agent_max if agent_max > 0 else None,
        lost=_divided(element, counting, element.max * (1 - share)) if share < 1 else {},
        criticals=tuple(rule for rule, _ in counting.values() if rule.critical),
    )


def _counting(element: Element, fired: Mapping[str, int]) -> dict[str, tuple[Rule, int]]:
    """The rules that count, with how often."""
    found: dict[str, tuple[Rule, int]] = {}
    for rule_id, count in fired.items():
        try:
            rule = element.rule(rule_id)
        except KeyError:
            raise InputError(
                f"Unknown rule {rule_id!r} of {element.name}", None, "Use a rule of the file."
            ) from None
        if not 0 <= count <= rule.times:
            what = f"Rule {rule_id} of {element.name} has count {count}"
            raise InputError(what, None, f"Give 0 to {rule.times}.")
        if count:
            found[rule_id] = (rule, count)
    while unmet := [
        rule_id for rule_id, (rule, _) in found.items() if any(other not in found for other in rule.requires)
    ]:
        for rule_id in unmet:
            del found[rule_id]
    return found


@lru_cache(maxsize=4096)
def _agent_max_of(start: float, limit: float, earning: tuple[tuple[float, bool], ...]) -> float:
    everyone = min(limit, start + sum(points for points, _ in earning))
    agent = min(limit, start + sum(points for points, own in earning if own))
    return limit - (everyone - agent)


def _agent_max(element: Element) -> float:
    """The element's max without what only rules attributable to others could earn."""
    earning = tuple(
        (rule.points * rule.times, rule.attributable_to == "agent")
        for rule in element.rules
        if rule.points > 0
    )
    return _agent_max_of(element.start, element.max, earning)


def _divided(element: Element, counting: Mapping[str, tuple[Rule, int]], loss: float) -> dict[str, float]:
    """`loss` (points of the element) among rules, as shares of the element's max."""
    direct: dict[str, float] = {}
    dependent: dict[str, float] = {}
    for rule in element.rules:
        count = counting[rule.id][1] if rule.id in counting else 0
        points = rule.points * (rule.times - count) if rule.points > 0 else -rule.points * count
        if points > 0:
            met = all(other in counting for other in rule.requires)
            (direct if met else dependent)[rule.id] = points
    found: dict[str, float] = {}
    left = loss
    for part in (direct, dependent):
        total = sum(part.values())
        if total > 0 and left > 0:
            taken = min(left, total)
            found.update({rule_id: taken * points / total / element.max for rule_id, points in part.items()})
            left -= taken
    if left > 1e-12 * element.max:
        found[UNREACHED] = left / element.max
    return found
