"""The words of a survey file as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.records.answer import ITEM_TYPES

__all__ = ["ITEM_TYPES", "Choice", "Condition", "Item", "ItemScale", "Survey", "Test", "Translation"]
SCALED = ("nps", "csat", "ces", "psat", "rating")
CHOSEN = ("single_choice", "multiple_choice")


@dataclass(frozen=True, slots=True)
class ItemScale:
    """The ends of a scale with their words. `higher_is_better` False where the wording runs the other way."""

    low: int
    high: int
    low_label: str = ""
    high_label: str = ""
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """`id` never changes, whatever the words. `own_words`: with room to write; `alone`: with no other."""

    id: str
    text: str
    own_words: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """What an answer or a fact has to be: one of `values`, none of `excluded`, from `at_least` to `at_most`,
    and there at all (`answered`). What is not given asks for nothing."""

    values: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when every test of any one of `ways` does. Keys are items asked before, or facts
    (`customer.segment`, `interaction.channel`)."""

    ways: tuple[Mapping[str, Test], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `known_from` is the fact it is not asked for where the home has it; `importance` the
    element, factor or component whose weight the answer says. `line` of the file it stands on."""

    id: str
    type: str
    text: str
    help: str = ""
    scale: ItemScale | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    asked_if: Condition | None = None
    known_from: str | None = None
    importance: str | None = None
    shuffled: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a survey in another language, by what they are of: `title`, `ease.text`, `ease.low`,
    `reason.choice.price`…"""

    language: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Survey:
    """A survey file. What is answered by one version can be compared with another by item and choice ids."""

    id: str
    version: int
    title: str
    items: tuple[Item, ...]
    language: str = "en"
    about: str = ""
    intro: str = ""
    thanks: str = ""
    touchpoint: str | None = None
    translations: Mapping[str, Translation] = field(default_factory=dict)
    text: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    @property
    def definition(self) -> str:
        """Id and version: `after-support@2`."""
        return f"{self.id}@{self.version}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language it can be answered in, its own first."""
        return (self.language, *sorted(self.translations))

    def item(self, name: str) -> Item | None:
        """The item of that id."""
        return next((one for one in self.items if one.id == name), None)
