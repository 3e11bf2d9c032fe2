"""Model answers of scenarios."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.schema.placing import Cell


def answers_for(
    actor: Actor, scenarios: Sequence[tuple[Cell, Mapping[str, Collection[str]]]]
) -> Mapping[Cell, int] | None:
    """How many published model answers each scenario has; None where the home keeps none at all.

    An answer is a scenario's where the scenario meets all of its conditions; answers for every interaction
    are nobody's in particular and not counted.
    """
    from rapport.program.answers.selectors import answer_scenarios

    if not actor.may(Permission.ANSWERS_READ):
        return None
    known = [one for one in answer_scenarios(actor) if one]
    if not known:
        return None
    return {cell: sum(_fits(one, facts) for one in known) for cell, facts in scenarios}


def _fits(answer: Mapping[str, Collection[str]], facts: Mapping[str, Collection[str]]) -> bool:
    return all(any(value in facts.get(name, ()) for value in values) for name, values in answer.items())
