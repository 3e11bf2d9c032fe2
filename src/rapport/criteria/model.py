"""What a criteria file says, as frozen plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

ATTRIBUTIONS = ("agent", "process", "product", "policy")
CRITICALS = ("factor", "interaction")
KINDS = ("customer", "business", "compliance")


@dataclass(frozen=True)
class Rule:
    """One observable thing. `points` above 0 are earned when it is seen, below 0 lost, for each of at
    most `times` sightings; it counts only when every rule it `requires` counts. `critical` names what
    it sets to 0 ("factor" or "interaction"), `kind` whom such an error harms."""

    id: str
    points: float
    text: str = ""
    example: str | None = None
    requires: tuple[str, ...] = ()
    attributable_to: str = "agent"
    critical: str | None = None
    kind: str | None = None
    times: int = 1


@dataclass(frozen=True)
class Element:
    """One thing a good interaction has: from `start` points, rules lead to a score of 0 to `max`.

    `not_applicable` lets an evaluator mark it so; `not_applicable_when` (attribute → values, all of
    them met) means that it never is asked there.
    """

    name: str
    title: str
    weight: float
    start: float
    max: float
    not_applicable: bool
    not_applicable_when: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    text: str = ""
    model_answer: str | None = None

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises KeyError."""
        return self._by_id[rule_id]

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


@dataclass(frozen=True)
class Factor:
    """A group of elements that share one weight in the QCI."""

    name: str
    title: str
    weight: float
    elements: tuple[Element, ...]
    text: str = ""


@dataclass(frozen=True)
class Clause:
    """Where every attribute of `when` has one of its values, weights are multiplied."""

    when: Mapping[str, tuple[str, ...]]
    factors: Mapping[str, float] = field(default_factory=dict)
    elements: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Criteria:
    """One version of the rules by which interactions are scored, with the text it was read from."""

    id: str
    version: int
    title: str
    factors: tuple[Factor, ...]
    components: Mapping[str, tuple[str, ...]]
    weights_when: tuple[Clause, ...]
    text: str
    sha256: str
    about: str = ""
    language: str = "en"

    @property
    def definition(self) -> str:
        """How measurements name these criteria: id@version."""
        return f"{self.id}@{self.version}"

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements, in the order of the file."""
        return tuple(element for factor in self.factors for element in factor.elements)

    @cached_property
    def factor_of(self) -> Mapping[str, str]:
        """Element name → factor name."""
        return {element.name: factor.name for factor in self.factors for element in factor.elements}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Name of every factor, component and element → words for people."""
        named = {name: title_of(name) for name in self.components}
        named.update({factor.name: factor.title for factor in self.factors})
        named.update({element.name: element.title for element in self.elements})
        return named

    def element(self, name: str) -> Element:
        """The element of that name. Raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Element]:
        return {element.name: element for element in self.elements}


def title_of(name: str) -> str:
    """A name of the file in words: `first_reply` → `First reply`."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def applies(when: Mapping[str, tuple[str, ...]], attributes: Mapping[str, str | None]) -> bool:
    """Whether every attribute of `when` has one of the values listed there."""
    return all(attributes.get(name) in values for name, values in when.items())
