"""Comments and blank lines of a YAML text, tied to the entries they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from rapport.written.tree import LOADER

COMMENT = re.compile(r"(?:^|(?<=\s))#")


@dataclass
class Remarks:
    """What the parser drops: lines above an entry, a comment behind it, lines after the last entry."""

    above: dict[int, list[str]] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def gather(text: str, root: yaml.Node) -> Remarks:
    """The remarks of `text`, by the identity of the nodes under `root`; they stay with a node that is moved
    or renamed, and go with one that is removed."""
    lines = text.split("\n")
    owners = {line: node for node, line in entries(root)}
    found, waiting = Remarks(), list[str]()
    inside = _covered(text)
    owner: yaml.Node | None = None
    for number, line in enumerate(lines):
        ranges = inside.get(number, [])
        if number in owners:
            owner = owners[number]
            found.above[id(owner)] = [_relative(one, line) for one in waiting]
            waiting = []
        start = _comment(line, ranges)
        if not ranges and (not line.strip() or (start is not None and not line[:start].strip())):
            waiting.append(line)
        elif start is not None and owner is not None and number in owners:
            gap = len(line[:start]) - len(line[:start].rstrip())
            found.behind[id(owner)] = line[start - gap :]
    found.tail = waiting
    return found


def restore(text: str, old: yaml.Node, new: yaml.Node, remarks: Remarks) -> str:
    """`text`, whose nodes under `new` were written from those under `old`, with the remarks put back."""
    lines = text.rstrip("\n").split("\n")
    kept = {*remarks.above, *remarks.behind}
    at = {id(node): (twin.start_mark.line, node) for node, twin in _twins(old, new) if id(node) in kept}
    for line, node in sorted(at.values(), key=lambda one: one[0], reverse=True):
        if behind := remarks.behind.get(id(node)):
            lines[line] += behind
        indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
        above = remarks.above.get(id(node), ())
        lines[line:line] = [f"{indent}{one[1:]}" if one.startswith("\0") else one for one in above]
    return "\n".join([*lines, *remarks.tail]) if remarks.tail else "\n".join(lines) + "\n"


def entries(root: yaml.Node) -> Iterator[tuple[yaml.Node, int]]:
    """Every entry that begins a line of its own, outermost first, with its line (from 0)."""
    seen: set[int] = set()
    taken: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        block = not getattr(node, "flow_style", True)
        children: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if block and key.start_mark.line not in taken:
                    taken.add(key.start_mark.line)
                    yield key, key.start_mark.line
                children.append(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                if block and id(item) not in seen and item.start_mark.line not in taken:
                    taken.add(item.start_mark.line)
                    yield item, item.start_mark.line
                children.append(item)
        stack += reversed(children)


def _twins(old: yaml.Node, new: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """The nodes of two trees of one shape, side by side."""
    seen: set[int] = set()
    stack = [(old, new)]
    while stack:
        node, twin = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node, twin
        if isinstance(node, yaml.MappingNode):
            for one, other in zip(node.value, twin.value, strict=True):
                stack += zip(one, other, strict=True)
        elif isinstance(node, yaml.SequenceNode):
            stack += zip(node.value, twin.value, strict=True)


def _covered(text: str) -> dict[int, list[tuple[int, int]]]:
    """Line → columns that values take there."""
    lines = text.split("\n")
    found: dict[int, list[tuple[int, int]]] = {}
    for token in yaml.scan(text, Loader=LOADER):
        if not isinstance(token, yaml.ScalarToken):
            continue
        first, last, end = token.start_mark.line, token.end_mark.line, token.end_mark.column
        if token.style in ("|", ">"):
            # The blank lines behind belong to nobody, unless the value keeps them.
            while last > first and (end == 0 or last >= len(lines) or not lines[last].strip()):
                if token.value.endswith("\n\n"):
                    break
                last, end = last - 1, len(lines[last - 1])
        for line in range(first, last + 1):
            start = token.start_mark.column if line == first else 0
            stop = end if line == last else 10**9
            if stop > start:
                found.setdefault(line, []).append((start, stop))
    return found


def _comment(line: str, ranges: list[tuple[int, int]]) -> int | None:
    for match in COMMENT.finditer(line):
        if not any(start <= match.start() < stop for start, stop in ranges):
            return match.start()
    return None


def _relative(remark: str, line: str) -> str:
    """Marks a remark that is indented like its entry, to be indented with it again."""
    indent = len(line) - len(line.lstrip())
    if remark.strip() and len(remark) - len(remark.lstrip()) == indent:
        return "\0" + remark.lstrip()
    return remark
