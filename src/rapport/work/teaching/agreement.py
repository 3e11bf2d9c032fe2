"""How far a machine agrees with people on rules and elements, on what it did not learn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

import numpy as np

from rapport.criteria import Criteria, Decision
from rapport.criteria.element_score import score_element
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.measures import Estimate, gwet_ac
from rapport.measures.estimate import undefined
from rapport.program.reading.plain import Decided
from rapport.records.interaction import Interaction
from rapport.work.models.card import CardFigure
from rapport.work.teaching.elements import Scorer, chances_in
from rapport.work.teaching.kept import OwnWords, annotator_with
from rapport.work.teaching.labels import Row

FOLDS = 5
FEWEST = 10
"""Interactions from which an agreement is worked out at all."""
Scores = Mapping[tuple[str, str | None], float]
"""(element, None) → score 0–1, (element, rule) → 1 or 0 for seen."""


def fold_of(agent: str) -> int:
    """The part an agent belongs to: what is tried on somebody's interactions never learned from them."""
    return crc32(agent.encode()) % FOLDS


def cross_fitted(rows: Sequence[Row]) -> tuple[BehaviourModel, ...]:
    """A model for each fold, learned from the other folds' agents."""
    return tuple(fitted([one for one in rows if fold_of(one.agent) != fold]) for fold in range(FOLDS))


def fitted(rows: Sequence[Row]) -> BehaviourModel:
    """The model that knows these rows, by the rules alone where there are none."""
    if not rows:
        return BehaviourModel()
    return BehaviourModel().fit(
        [one.turn for one in rows], [one.behaviour for one in rows], [one.present for one in rows]
    )


def machine_scores(
    scorer: Scorer, models: Sequence[BehaviourModel], words: OwnWords
) -> Callable[[Interaction], Scores]:
    """What the machine says of an interaction, by the model that did not learn from its agent."""
    readers = [annotator_with(one, words) for one in models]

    def told(one: Interaction) -> Scores:
        present = frozenset(chances_in(readers[fold_of(one.agent_id or one.interaction_id)], one))
        found: dict[tuple[str, str | None], float] = {
            (element, rule): float(seen) for (element, rule), seen in scorer.rules(present).items()
        }
        return found | {(element, None): value for element, value in scorer.shares(present).items()}

    return told


def people_scores(criteria: Criteria, one: Decided) -> Scores:
    """What an evaluator decided, in the same words; elements that did not apply are left out."""
    found: dict[tuple[str, str | None], float] = {}
    for element in criteria.elements:
        fired = one.rules.get(element.name)
        if fired is None:
            continue
        known = {rule.id for rule in element.rules}
        rules = {rule: count for rule, count in fired.items() if rule in known}
        found[element.name, None] = score_element(element, Decision(rules)).share
        found |= {(element.name, rule.id): float(bool(rules.get(rule.id))) for rule in element.rules}
    return found


def agreement_figures(
    criteria: Criteria,
    people: Mapping[str, Scores],
    machine: Mapping[str, Scores],
    model: str | None = None,
) -> tuple[CardFigure, ...]:
    """Agreement beyond chance of a machine with people, by interaction, for every element and rule that the
    machine answers: Gwet's AC (rules: plain; elements: squared distance). One score of people each.

    Give interactions of random samples only, scored without a look at the machine's drafts, and a machine
    that did not learn from them. `model` is its name, where it is not that of the card.
    """
    asked = sorted({key for one in machine.values() for key in one}, key=lambda one: (one[0], one[1] or ""))
    both = sorted(set(people) & set(machine))
    return tuple(
        CardFigure(
            "agreement",
            _agreement(both, people, machine, key).with_(definition=model),
            figure_of(criteria.id, *key),
        )
        for key in asked
    )


def figure_of(criteria_id: str, element: str, rule: str | None = None) -> str:
    """How a card names an element or rule of criteria."""
    return f"{criteria_id}/{element}" + (f"/{rule}" if rule else "")


def _agreement(
    names: Sequence[str],
    people: Mapping[str, Scores],
    machine: Mapping[str, Scores],
    key: tuple[str, str | None],
) -> Estimate:
    pairs = [
        (people[one][key], machine[one][key]) for one in names if key in people[one] and key in machine[one]
    ]
    left = {"did not apply": len(names) - len(pairs)} if len(pairs) < len(names) else {}
    if len(pairs) < FEWEST:
        because = f"{len(pairs)} interactions were scored by people without drafts; {FEWEST} are needed"
        return undefined(because, unit="coefficient", base=len(pairs), excluded=left)
    ratings = np.array(pairs)
    rules = key[1] is not None
    found = gwet_ac(ratings, "identity" if rules else "quadratic", categories=[0.0, 1.0] if rules else None)
    return found.with_(
        base=len(pairs),
        excluded=left,
        method=f"{found.method}; of interactions of agents it did not learn from; covers which were drawn",
    )
