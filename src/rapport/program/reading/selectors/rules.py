"""What rules stand for, and the bar."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.reading.models import Bar, RuleBehaviour
from rapport.program.reading.plain import EVERY, BarFacts, RuleStands


def rules_of(actor: Actor, criteria_id: str) -> tuple[RuleStands, ...]:
    """What the rules of criteria of this id stand for. Raises NotAllowedError."""
    actor.require(Permission.CRITERIA_READ)
    rows = RuleBehaviour.objects.filter(criteria_id=criteria_id).order_by("element", "rule")
    return tuple(RuleStands(one.element, one.rule, one.behaviour, one.fires_when) for one in rows)


def mapped_criteria() -> tuple[str, ...]:
    """The ids of criteria some of whose rules stand for a behaviour."""
    rows = RuleBehaviour.objects.exclude(behaviour="").order_by("criteria_id")
    return tuple(rows.values_list("criteria_id", flat=True).distinct())


def bar_of(criteria_id: str, element: str) -> BarFacts:
    """The bar of an element: its own, else that of all elements, else the usual one. No secret of anybody's:
    whoever is shown a number is told why."""
    found = bars_of(criteria_id)
    return found.get(element) or found.get(EVERY) or BarFacts()


def bars_of(criteria_id: str) -> dict[str, BarFacts]:
    """The bars that were set, by element; `*` is that of all others."""
    rows = Bar.objects.filter(criteria_id=criteria_id)
    return {one.element: BarFacts(one.agreement, one.base) for one in rows}
