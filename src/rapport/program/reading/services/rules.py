"""Sets what rules stand for, and the bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from rapport.criteria import Criteria
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.reading.errors import ReadingError
from rapport.program.reading.models import Bar, RuleBehaviour
from rapport.program.reading.plain import ABSENT, EVERY, PRESENT, BarFacts, RuleStands
from rapport.program.reading.selectors.rules import bar_of, rules_of


@transaction.atomic
def rules_set(actor: Actor, criteria: Criteria, wanted: Sequence[RuleStands], known: frozenset[str]) -> None:
    """Replaces what the rules of criteria of this id stand for; `known` are the behaviours there are.

    Raises NotAllowedError, ReadingError for a rule or behaviour that does not exist.
    """
    actor.require(Permission.MODELS_SET)
    rules = {(element.name, rule.id) for element in criteria.elements for rule in element.rules}
    for one in wanted:
        if (one.element, one.rule) not in rules:
            raise ReadingError(
                f"There is no rule {one.rule!r} of {one.element}", None, "Load the page again."
            )
        if one.behaviour and one.behaviour not in known:
            raise ReadingError(f"There is no behaviour {one.behaviour!r}", one.rule, "Choose from the list.")
        if one.fires_when not in (PRESENT, ABSENT):
            raise ReadingError("A rule is seen where a behaviour is, or is not", one.rule, "Choose one.")
    before = rules_of(actor, criteria.id)
    RuleBehaviour.objects.select_for_update().filter(criteria_id=criteria.id).delete()
    RuleBehaviour.objects.bulk_create(RuleBehaviour(criteria_id=criteria.id, **asdict(one)) for one in wanted)
    log_change(
        actor, "rules.map", "criteria", criteria.id, before=list(map(asdict, before)),
        after=list(map(asdict, wanted)),
    )  # fmt: skip


@transaction.atomic
def bar_set(actor: Actor, criteria: Criteria, element: str, wanted: BarFacts) -> None:
    """Sets the bar of an element, or with `*` of all that have none of their own. Raises NotAllowedError,
    ReadingError."""
    actor.require(Permission.MODELS_SET)
    if element != EVERY and element not in {one.name for one in criteria.elements}:
        raise ReadingError(f"There is no element {element!r}", "element", "Choose one of them.")
    if not 0 < wanted.agreement < 1:
        raise ReadingError(f"The agreement is {wanted.agreement:g}", "agreement", "Give 0.05 to 0.95.")
    if not 10 <= wanted.base <= 100_000:
        raise ReadingError(f"The base is {wanted.base}", "base", "Give 10 or more.")
    before = bar_of(criteria.id, element)
    Bar.objects.update_or_create(criteria_id=criteria.id, element=element, defaults=asdict(wanted))
    log_change(
        actor, "bar.set", "criteria", f"{criteria.id}/{element}", before=asdict(before), after=asdict(wanted)
    )
