"""What goes in and out of the schemas application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class NewValue:
    """A value to make: how people call it, and how the data spell it."""

    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    examples: str = ""


@dataclass(frozen=True)
class Value:
    """One value of an axis. `aliases` are spellings in the data; `merged_into` names what it became."""

    name: str
    label: str
    description: str = ""
    examples: str = ""
    aliases: tuple[str, ...] = ()
    proposed: bool = False
    proposed_by: str = ""
    merged_into: str | None = None


@dataclass(frozen=True)
class Pair:
    """Two values of two axes that cannot occur together."""

    axis_a: str
    value_a: str
    axis_b: str
    value_b: str


@dataclass(frozen=True)
class VersionFacts:
    """A version of the schema as a list shows it."""

    number: int
    title: str
    state: str
    based_on: int | None
    created_by: str
    created_at: datetime
    published_by: str
    published_at: datetime | None
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Schema:
    """A version, whole. `sources` maps an axis to the dimensions of the data it is read from."""

    facts: VersionFacts
    note: str
    sources: Mapping[str, tuple[str, ...]]
    axes: Mapping[str, tuple[Value, ...]]
    pairs: frozenset[Pair]

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.facts.state == "draft"

    def values(self, axis: str) -> tuple[Value, ...]:
        """The values that stand: not merged into another."""
        return tuple(one for one in self.axes.get(axis, ()) if one.merged_into is None)

    def standing(self, axis: str, name: str) -> str | None:
        """What a value's name means now, through merges; None for a name the axis does not have."""
        known = {one.name: one for one in self.axes.get(axis, ())}
        seen: set[str] = set()
        while name in known and name not in seen:
            seen.add(name)
            target = known[name].merged_into
            if target is None:
                return name
            name = target
        return None

    def possible(self, cell: Mapping[str, str]) -> bool:
        """Whether no rule forbids this combination of values."""
        return not any(
            cell.get(pair.axis_a) == pair.value_a and cell.get(pair.axis_b) == pair.value_b
            for pair in self.pairs
        )


@dataclass(frozen=True)
class DrawnUnit:
    """A drawn interaction and the accounts of those who code it, the first coder first."""

    interaction_id: str
    stratum: str
    inclusion_probability: float
    coders: tuple[str, ...]


@dataclass(frozen=True)
class RoundPlan:
    """Everything that is frozen when a sample is drawn for coding. `strata` maps labels to sizes."""

    name: str
    version: int
    seed: int
    data_version: int
    by: tuple[str, ...]
    where: Mapping[str, str]
    frame_size: int
    excluded: Mapping[str, int]
    strata: Mapping[str, int]
    double_share: float
    axes: tuple[str, ...]
    units: tuple[DrawnUnit, ...]


@dataclass(frozen=True)
class CoderProgress:
    """How far one coder is."""

    user_id: str
    name: str
    done: int
    asked: int


@dataclass(frozen=True)
class RoundFacts:
    """A round of coding as others see it; `yours` is what waits for the person who asks."""

    id: int
    name: str
    version: int
    state: str
    seed: int
    data_version: int
    by: tuple[str, ...]
    where: Mapping[str, str]
    frame_size: int
    excluded: Mapping[str, int]
    strata: Mapping[str, int]
    size: int
    double_share: float
    axes: tuple[str, ...]
    coders: tuple[CoderProgress, ...]
    created_by: str
    created_at: datetime
    yours: int

    @property
    def done(self) -> int:
        """Codings that are finished."""
        return sum(one.done for one in self.coders)

    @property
    def asked(self) -> int:
        """Codings that were asked for."""
        return sum(one.asked for one in self.coders)


@dataclass(frozen=True)
class Seat:
    """One interaction before one coder, with what they said so far."""

    id: int
    round: int
    version: int
    interaction_id: str
    position: int
    size: int
    axes: tuple[str, ...]
    codes: Mapping[str, str]
    comment: str
    done: bool
    left: int


@dataclass(frozen=True)
class CodedUnit:
    """A coded interaction: by axis who said what (the first coder first), and what was settled."""

    id: int
    interaction_id: str
    stratum: str
    inclusion_probability: float
    codes: Mapping[str, tuple[tuple[str, str], ...]]
    settled: Mapping[str, str]

    def final(self, axis: str) -> str | None:
        """What counts: what was settled, else what the first coder said; None when nobody did.

        Coders are assigned by chance, so the first reading is a fair one; where both said the same it
        is theirs alike.
        """
        if axis in self.settled:
            return self.settled[axis]
        said = self.codes.get(axis, ())
        return said[0][1] if said else None

    def disagreed(self, axis: str) -> bool:
        """Whether coders differ and nobody has settled it."""
        return axis not in self.settled and len({value for _, value in self.codes.get(axis, ())}) > 1
