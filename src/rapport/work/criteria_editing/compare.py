"""What changed from one text of criteria to another: in words, and line beside line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapport.criteria import Criteria, Difference, diff
from rapport.work.criteria_editing.check import check_text

AROUND = 3


@dataclass(frozen=True)
class Row:
    """Two lines beside each other; `kind` is same, changed, added, removed or gap (lines left out)."""

    kind: str
    left: int | None
    before: str
    right: int | None
    after: str


@dataclass(frozen=True)
class Said:
    """One change in words; `moves_scores` where it is more than wording."""

    about: str
    words: str
    moves_scores: bool


@dataclass(frozen=True)
class Comparison:
    """All that changed. `said` is None where one of the texts does not hold as criteria yet."""

    said: tuple[Said, ...] | None
    rows: tuple[Row, ...]


def compare(before: str, after: str) -> Comparison:
    """Compares two texts of criteria."""
    old, new = check_text(before).criteria, check_text(after).criteria
    said = None if old is None or new is None else tuple(in_words(old, new))
    return Comparison(said, tuple(side_by_side(before, after)))


def in_words(old: Criteria, new: Criteria) -> Iterator[Said]:
    """Every change as a sentence, in the order of the file."""
    came = {one.where for one in diff(old, new) if one.field == "exists"}
    for one in diff(old, new):
        if one.field == "exists" and _inside(one.where, came):
            continue
        yield Said(_about(one.where, old, new), _sentence(one), one.moves_scores)
    if [e.name for e in old.elements] != [e.name for e in new.elements] and not came:
        yield Said("Elements", "are in another order", False)


def _inside(where: str, came: set[str]) -> bool:
    """A rule that came or went with its element needs no sentence of its own."""
    kind, _, name = where.partition(" ")
    return kind == "rule" and f"element {name.partition('.')[0]}" in came


def _about(where: str, old: Criteria, new: Criteria) -> str:
    kind, _, name = where.partition(" ")
    if kind == "weights_when":
        return "Weights by scenario"
    titles: Mapping[str, str] = {**old.titles, **new.titles}
    if kind == "rule":
        element, _, rule = name.partition(".")
        return f"{titles.get(element, element)}, rule {rule}"
    return f"{kind.capitalize()} {titles.get(name, name)}"


def _sentence(one: Difference) -> str:
    if one.field == "exists":
        return "is new" if one.after else "is gone"
    if one.field == "clauses":
        return _clauses(one.before, one.after)
    name = one.field.replace("_", " ")
    if not _shown(one.before):
        return f"has a {name} now: {_shown(one.after)}"
    if not _shown(one.after):
        return f"has no {name} any more (was {_shown(one.before)})"
    return f"{name}: {_shown(one.before)} → {_shown(one.after)}"


def _clauses(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> str:
    old, new = [_clause(one) for one in before], [_clause(one) for one in after]
    gone = [f"no longer {one}" for one in old if one not in new]
    came = [f"now {one}" for one in new if one not in old]
    return "; ".join([*gone, *came]) or "clauses are in another order"


def _clause(one: Mapping[str, Any]) -> str:
    times = {**one["factors"], **one["elements"]}
    weights = ", ".join(f"{name} × {factor:g}" for name, factor in times.items())
    return f"{weights} where {_shown(one['when'])}"


def _shown(value: Any) -> str:
    if value is None or value == "" or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return " and ".join(f"{name} is {_shown(one)}" for name, one in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return f"“{value}”" if isinstance(value, str) and " " in value else str(value)


def side_by_side(before: str, after: str) -> Iterator[Row]:
    """Lines beside each other, with a few unchanged ones around each change."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    end = (0, 0)
    for group in matcher.get_grouped_opcodes(AROUND):
        if (group[0][1], group[0][3]) != end:
            yield Row("gap", None, "", None, "")
        for tag, i1, i2, j1, j2 in group:
            yield from _rows(tag, old, new, (i1, i2, j1, j2))
        end = (group[-1][2], group[-1][4])
    if end not in ((0, 0), (len(old), len(new))):
        yield Row("gap", None, "", None, "")


def _rows(tag: str, old: list[str], new: list[str], span: tuple[int, int, int, int]) -> Iterator[Row]:
    i1, i2, j1, j2 = span
    for step in range(max(i2 - i1, j2 - j1)):
        left = i1 + step if i1 + step < i2 else None
        right = j1 + step if j1 + step < j2 else None
        kind = "same" if tag == "equal" else "changed"
        if left is None or right is None:
            kind = "added" if left is None else "removed"
        yield Row(
            kind,
            None if left is None else left + 1,
            "" if left is None else old[left],
            None if right is None else right + 1,
            "" if right is None else new[right],
        )
