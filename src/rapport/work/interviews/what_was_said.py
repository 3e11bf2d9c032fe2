"""What interviews say: how those who took part were coded, and the passages behind each code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rapport.home import Home
from rapport.measures import proportion
from rapport.measures.estimate import Estimate
from rapport.program.interviews.plain import StudyFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES

PASSAGES = 5


@dataclass(frozen=True)
class Theme:
    """A free code: in how many interviews, as a share of all, with some passages."""

    code: str
    share: Estimate
    interviews: int
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """Shares are of those who took part: whom these stand for, the page of representativeness says."""

    axes: tuple[tuple[str, tuple[tuple[str, Estimate], ...]], ...]
    themes: tuple[Theme, ...]
    interviews: int


def what_they_said(home: Home, actor: Actor, study: StudyFacts) -> Said:
    """The study's codes and passages. Raises NotAllowedError."""
    from rapport.program.interviews.selectors import said
    from rapport.program.schemas.selectors import schema_version

    actor.require(Permission.INTERVIEWS_READ)
    codes, passages = said(actor, study.id)
    schema = None
    if study.schema is not None and actor.may(Permission.SCHEMA_READ):
        schema = schema_version(actor, study.schema)
    level = home.settings.confidence
    axes = []
    for axis in AXES:
        given = [one[axis.name] for one in codes if axis.name in one]
        labels = {one.name: one.label for one in schema.values(axis.name)} if schema else {}
        rows = [
            (labels.get(name, name), proportion(count, len(given), level))
            for name, count in Counter(given).most_common()
        ]
        if rows:
            axes.append((axis.title, tuple(rows)))
    by_code: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for recruit, code, text in passages:
        by_code[code].append((recruit, text))
    themes = [_theme(code, rows, study.interviewed, level) for code, rows in by_code.items()]
    themes.sort(key=lambda one: (-one.interviews, one.code))
    return Said(tuple(axes), tuple(themes), study.interviewed)


def _theme(code: str, rows: list[tuple[str, str]], interviewed: int, level: float) -> Theme:
    people = len({recruit for recruit, _ in rows})
    # A conversation that is still going on may have passages before it counts as held.
    share = proportion(min(people, interviewed), interviewed, level)
    return Theme(code, share, people, tuple(text for _, text in rows[:PASSAGES]))
