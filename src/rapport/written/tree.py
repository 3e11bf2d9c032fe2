"""YAML text into nodes that remember their line, within limits and without building objects."""

from __future__ import annotations

import math
from collections.abc import Iterator

import yaml

from rapport.records.errors import InputError
from rapport.written.errors import LineError, ManyError

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 60_000
MERGE = "tag:yaml.org,2002:merge"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there: twenty times faster


class Problems:
    """Collects everything wrong with one file, so that one reading tells all; `error` is raised then."""

    def __init__(self, source: str, error: type[ManyError] = ManyError) -> None:
        self.source, self.error = source, error
        self.found: list[tuple[int, InputError]] = []

    def add(self, line: int, what: str, todo: str) -> None:
        """One more problem at `line` (from 1)."""
        self.found.append((line, LineError(what, self.source, line, todo)))

    def stop(self) -> None:
        """Raises the error when anything was found, in the order of the lines."""
        if self.found:
            raise self.error([error for _, error in sorted(self.found, key=lambda each: each[0])])


def compose(text: str, problems: Problems) -> yaml.MappingNode:
    """The document's outermost mapping. Raises the error of `problems` when there is none."""
    if len(text) > MAX_CHARACTERS:
        problems.add(1, f"The file has {len(text):,} characters", f"Stay under {MAX_CHARACTERS:,}.")
        problems.stop()
    try:
        _measure(text, problems)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(mark.line + 1 if mark else 1, f"Not valid YAML: {error.problem}", "Mend this line.")
    except (yaml.YAMLError, UnicodeError) as error:
        problems.add(1, f"Not valid YAML: {error}", "Save the file as plain UTF-8 text.")
    else:
        if isinstance(node, yaml.MappingNode):
            return node
        what = "The file is empty" if node is None else "The file does not hold keys and values"
        problems.add(1, what, "Write keys and values, or start from a file that comes with Rapport.")
    problems.stop()
    raise AssertionError("problems.stop() raises")


def _measure(text: str, problems: Problems) -> None:
    """Refuses what would grow without bound: nesting, aliases of aliases, several documents."""
    depth = documents = 0
    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=LOADER):
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                problems.add(line, "The file holds a second document", "Keep one document a file.")
        elif isinstance(event, yaml.AliasEvent):
            total += sizes.get(event.anchor or "", MAX_NODES)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            opened.append((event.anchor, total))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = total - before + 1
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                sizes[event.anchor] = 1
        if depth > MAX_DEPTH:
            problems.add(line, f"Nested more than {MAX_DEPTH} deep", "Nest less.")
        elif total > MAX_NODES:
            problems.add(line, f"More than {MAX_NODES:,} values, aliases included", "Write less.")
        problems.stop()


def line_of(node: yaml.Node) -> int:
    """The line a node starts on, from 1."""
    return int(node.start_mark.line) + 1


def pairs(node: yaml.MappingNode, problems: Problems) -> dict[str, tuple[int, yaml.Node]]:
    """Keys of a mapping → (line of the key, value). Reports keys that come twice; `<<` merges."""
    found: dict[str, tuple[int, yaml.Node]] = {}
    merged: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        if key.tag == MERGE:
            for parent in _parents(value, problems):
                merged = {**pairs(parent, problems), **merged}
        elif not isinstance(key, yaml.ScalarNode):
            problems.add(line_of(key), "A key is not plain text", "Use a word as the key.")
        elif key.value in found:
            first = found[key.value][0]
            problems.add(line_of(key), f"{key.value!r} comes twice (first on line {first})", "Keep one.")
        else:
            found[key.value] = (line_of(key), value)
    return {**merged, **found}


def _parents(value: yaml.Node, problems: Problems) -> Iterator[yaml.MappingNode]:
    for node in value.value if isinstance(value, yaml.SequenceNode) else [value]:
        if isinstance(node, yaml.MappingNode):
            yield node
        else:
            problems.add(line_of(value), "<< does not name a mapping", "Give it an alias of a mapping.")


def number(node: yaml.Node) -> float | None:
    """A finite number, or None when the node is something else."""
    if not isinstance(node, yaml.ScalarNode) or node.style in ("'", '"', "|", ">"):
        return None
    try:
        value = float(node.value.replace("_", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def truth(node: yaml.Node) -> bool | None:
    """True or false, or None when the node is something else."""
    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:bool":
        return None
    return node.value.lower() in ("true", "yes", "on")


def words(node: yaml.Node) -> str | None:
    """The text of a scalar as it was written, or None when the node is not one."""
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else None
