"""What a model answer can be for, in the words of the schema: its frequent scenarios, and every value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapport.home import Home
from rapport.program.answers.plain import AnswerContent
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXIS
from rapport.program.schemas.plain import Schema
from rapport.records import InputError
from rapport.work.schema.shares import counted_shares

MOST = 40


@dataclass(frozen=True)
class ScenarioChoice:
    """One choice; `facts` are the attributes of interactions it stands for, spelt as the data do."""

    key: str
    label: str
    facts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ScenarioGroup:
    """Choices of one kind."""

    title: str
    choices: tuple[ScenarioChoice, ...]


def scenario_choices(home: Home, actor: Actor) -> tuple[ScenarioGroup, ...]:
    """The choices of the newest schema, by axis and joined; none where there is no schema to see.

    An axis that is read from two dimensions joined is left out: an answer asks for one at a time.
    """
    from rapport.program.schemas.selectors import newest_schema

    actor.require(Permission.ANSWERS_READ)
    schema = newest_schema(actor) if actor.may(Permission.SCHEMA_READ) else None
    if schema is None:
        return ()
    axes = [name for name in AXIS if len(schema.sources.get(name, ())) == 1 and schema.values(name)]
    groups = [ScenarioGroup("Scenarios, the most frequent first", _joined(home, schema, axes))]
    groups += [ScenarioGroup(AXIS[name].title, _values(schema, name)) for name in axes]
    return tuple(one for one in groups if one.choices)


def with_choice(content: AnswerContent, groups: Sequence[ScenarioGroup], key: str) -> AnswerContent:
    """The content, for the chosen scenario as well; unchanged where there is no such choice."""
    found = next((one for group in groups for one in group.choices if one.key == key), None)
    if found is None:
        return content
    scenario = {name: tuple(values) for name, values in content.scenario.items()}
    for name, values in found.facts.items():
        scenario[name] = tuple(dict.fromkeys([*scenario.get(name, ()), *values]))
    return replace(content, scenario=scenario)


def _values(schema: Schema, axis: str) -> tuple[ScenarioChoice, ...]:
    return tuple(_choice(schema, {axis: one.name}) for one in schema.values(axis) if one.aliases)


def _joined(home: Home, schema: Schema, axes: Sequence[str]) -> tuple[ScenarioChoice, ...]:
    """Scenarios over all of these axes that occur."""
    if len(axes) < 2:
        return ()
    try:
        shares = counted_shares(home, schema, axes)
    except InputError:  # a dimension has gone from the data: its values can still be chosen one by one
        return ()
    cells = sorted(shares.counts, key=lambda cell: (-shares.counts[cell], cell))[:MOST]
    return tuple(_choice(schema, dict(zip(shares.axes, cell, strict=True))) for cell in cells)


def _choice(schema: Schema, cell: Mapping[str, str]) -> ScenarioChoice:
    known = {(axis, one.name): one for axis in cell for one in schema.values(axis)}
    values = {axis: known[axis, name] for axis, name in cell.items()}
    return ScenarioChoice(
        key="|".join(f"{axis}={name}" for axis, name in cell.items()),
        label=" · ".join(one.label for one in values.values()),
        facts={schema.sources[axis][0]: one.aliases for axis, one in values.items()},
    )
