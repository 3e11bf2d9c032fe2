"""What people said of behaviours: in reviews, beside evaluations, and by the rules they marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapport.language.behaviours.prior import LIKELY
from rapport.language.behaviours.turns import AgentTurn, agent_turns
from rapport.language.experience.reading import read
from rapport.program.people.actor import TERMINAL
from rapport.program.reading.plain import (
    ABSENT,
    APART,
    BEHAVIOUR,
    PRESENT,
    CheckFacts,
    Decided,
    RuleStands,
)
from rapport.records.interaction import Interaction
from rapport.warehouse import Snapshot
from rapport.work.annotating.waiting import COLUMNS, as_interaction

MOST = 20_000
"""Evaluations that are learned from, the newest."""
AT_ONCE = 2_000


@dataclass(frozen=True)
class Label:
    """A behaviour is in these turns of an interaction, or is not; `turns` None: in all of the agent's."""

    interaction_id: str
    behaviour: str
    present: bool
    turns: frozenset[int] | None
    agent_id: str | None


@dataclass(frozen=True)
class Taught:
    """Every label that may be learned from, and the evaluations they and the agreement come from.

    Interactions with a random check of a behaviour teach nothing: what measures a model must be new to it.
    """

    labels: tuple[Label, ...]
    decided: tuple[Decided, ...]
    checks: tuple[CheckFacts, ...]
    stands: Mapping[str, tuple[RuleStands, ...]]


@dataclass(frozen=True)
class Row:
    """One label of one turn."""

    turn: AgentTurn
    behaviour: str
    present: bool
    agent: str


def taught(most: int = MOST) -> Taught:
    """What people of the connected home said so far."""
    from rapport.program.reading.selectors import checks_of, decided_by_rules, rules_of

    checks = tuple(checks_of([BEHAVIOUR]))
    decided = tuple(decided_by_rules(most))
    stands = {name: rules_of(TERMINAL, name) for name in {one.criteria_id for one in decided}}
    kept_apart = {one.question.interaction_id for one in checks if one.drawn.how in APART}
    labels = [*_of_checks(checks)]
    for one in decided:
        labels += _of_evaluation(one, stands[one.criteria_id])
    return Taught(
        tuple(one for one in labels if one.interaction_id not in kept_apart), decided, checks, stands
    )


def _of_checks(checks: Sequence[CheckFacts]) -> Iterator[Label]:
    for one in checks:
        asked = one.question
        if not one.known or one.drawn.how in APART or asked.about not in LIKELY:
            continue
        if asked.turn is not None:
            present = one.answer == PRESENT
            turns = frozenset({asked.turn})
            yield Label(asked.interaction_id, asked.about, present, turns, one.agent_id)
        elif one.answer == ABSENT:
            yield Label(asked.interaction_id, asked.about, False, None, one.agent_id)


def _of_evaluation(one: Decided, stands: Sequence[RuleStands]) -> Iterator[Label]:
    for rule in stands:
        fired = one.rules.get(rule.element)
        if fired is None or rule.behaviour not in LIKELY:
            continue
        present = bool(fired.get(rule.rule)) == (rule.fires_when == PRESENT)
        turns = one.seen.get((rule.element, rule.rule)) if present else None
        if present and not turns:
            continue  # it is somewhere, nobody said where
        yield Label(one.interaction_id, rule.behaviour, present, turns, one.agent_id)


def rows_of(snapshot: Snapshot, labels: Sequence[Label]) -> list[Row]:
    """The labels turn by turn, where the interaction is still there; in the order of interactions."""
    wanted: dict[str, list[Label]] = {}
    for one in labels:
        wanted.setdefault(one.interaction_id, []).append(one)
    found: list[Row] = []
    for interaction in interactions_named(snapshot, sorted(wanted)):
        turns = agent_turns(read(interaction))
        agent = interaction.agent_id or interaction.interaction_id
        for one in wanted[interaction.interaction_id]:
            found += [
                Row(turn, one.behaviour, one.present, agent)
                for turn in turns
                if one.turns is None or turn.turn.place in one.turns
            ]
    return found


def interactions_named(snapshot: Snapshot, names: Sequence[str]) -> Iterator[Interaction]:
    """These interactions as they are read, by id."""
    for start in range(0, len(names), AT_ONCE):
        rows = snapshot.sql(
            f"SELECT {COLUMNS} FROM interactions JOIN (SELECT unnest($names) AS interaction_id) "
            "USING (interaction_id) ORDER BY interaction_id",
            {"names": list(names[start : start + AT_ONCE])},
        ).to_pylist()
        yield from map(as_interaction, rows)
