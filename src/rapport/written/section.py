"""Reading one mapping of a file: typed keys, each complaint with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml

from rapport.written.tree import Problems, line_of, number, pairs, truth, words

NAME = re.compile(r"[^\W\d][\w-]*")


class Section:
    """The keys of one mapping. Every reader returns its default after reporting a wrong value."""

    def __init__(
        self,
        node: yaml.Node,
        what: str,
        known: Collection[str] | None,
        problems: Problems,
        line: int | None = None,
    ) -> None:
        self.what, self.problems, self.line = what, problems, line or line_of(node)
        self.given: dict[str, tuple[int, yaml.Node]] = {}
        if not isinstance(node, yaml.MappingNode):
            problems.add(self.line, f"{what} is not a set of keys", "Write keys and values below it.")
            return
        self.given = pairs(node, problems)
        for key in [key for key in self.given if known is not None and key not in known]:
            line, _ = self.given.pop(key)
            problems.add(line, f"Unknown key {key!r} in {what}", f"Known are: {', '.join(known or ())}.")

    def line_of(self, key: str) -> int:
        """Where a key is, or the mapping when the key is absent."""
        return self.given[key][0] if key in self.given else self.line

    def wrong(self, key: str, needs: str) -> None:
        """Reports that the value of a key is not what it needs to be."""
        self.problems.add(self.line_of(key), f"{key} of {self.what} is not {needs}", f"Give {needs}.")

    def need(self, key: str) -> bool:
        """Whether the key is there; reports it when not."""
        if key in self.given:
            return True
        self.problems.add(self.line, f"{self.what} has no {key}", f"Add {key}.")
        return False

    def node(self, key: str) -> yaml.Node | None:
        """The value of a key as a node."""
        return self.given[key][1] if key in self.given else None

    def number(
        self, key: str, default: float, *, above: float | None = None, least: float | None = None
    ) -> float:
        """A finite number, above or at least a bound."""
        node = self.node(key)
        if node is None:
            return default
        value = number(node)
        if value is None or (above is not None and value <= above) or (least is not None and value < least):
            bound = (
                f" above {above:g}"
                if above is not None
                else f" of {least:g} or more"
                if least is not None
                else ""
            )
            self.wrong(key, f"a number{bound}")
            return default
        return value

    def integer(self, key: str, default: int) -> int:
        """A whole number of 1 or more."""
        value = self.number(key, default, least=1)
        if value != int(value):
            self.wrong(key, "a whole number")
            return default
        return int(value)

    def truth(self, key: str) -> bool:
        """True or false; absent is false."""
        node = self.node(key)
        value = False if node is None else truth(node)
        if value is None:
            self.wrong(key, "true or false")
        return bool(value)

    def words(self, key: str, default: str = "") -> str:
        """Text on one or several lines."""
        node = self.node(key)
        value = default if node is None else words(node)
        if value is None:
            self.wrong(key, "text")
        return value or default

    def choice(self, key: str, default: str | None, among: Collection[str]) -> str | None:
        """One of a few words."""
        if key not in self.given:
            return default
        value = self.words(key)
        if value not in among:
            self.wrong(key, "one of " + ", ".join(among))
            return default
        return value

    def listed(self, key: str) -> tuple[str, ...]:
        """A word or a list of words."""
        node = self.node(key)
        if node is None:
            return ()
        found = [words(item) for item in (node.value if isinstance(node, yaml.SequenceNode) else [node])]
        if not found or not all(found):
            self.wrong(key, "a word or a list of words")
        return tuple(word for word in found if word)

    def named(self, what: str) -> Iterator[tuple[str, yaml.Node]]:
        """Key and value of a mapping whose keys are names; reports what cannot be one."""
        for key, (line, node) in self.given.items():
            if not NAME.fullmatch(key):
                todo = "Use letters, digits, _ and -, a letter first."
                self.problems.add(line, f"{key!r} cannot be the name of {what}", todo)
            yield key, node
