"""What is heard in the turns that were judged: what a probability may rest on, beside what readers said."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.judged.answers import HERE, by_item
from benchmarks.judged.sources import SETS, talks
from rapport.language.annotation import Annotation
from rapport.language.feeling.course.annotator import FeelingsAnnotator
from rapport.language.feeling.course.listening import Part, listen
from rapport.records.interaction import Interaction

Place = tuple[str, str, int]


@dataclass(frozen=True)
class Judged:
    """A turn: the row of a part, what readers said of it (each the feelings named, and the threats), and what
    it was drawn as."""

    place: Place
    part: Part
    row: int
    feelings: tuple[frozenset[str], ...]
    threats: tuple[frozenset[str], ...]
    drawn: str

    def share(self, label: str) -> float:
        """Of readers who named the feeling or threat."""
        named = self.threats if label in ("churn", "escalation") else self.feelings
        return sum(label in one for one in named) / len(named)


def drawn() -> dict[Place, str]:
    """What each turn was drawn as: `emotion` or `escalation`. Where a threat was looked for, what is felt is
    no sample of what is felt elsewhere."""
    with (HERE / "drawn.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {(row["set"], row["conversation"], int(row["turn"])): row["kind"] for row in rows}


@cache
def judged_talks(name: str) -> dict[tuple[str, str], Interaction]:
    """The conversations that `turns` or `talks` are of."""
    asked = {key[:2] for key, _ in by_item(name, "set", "conversation")}
    return {
        (which, one.interaction_id): one
        for which in SETS
        for one in talks(which)
        if (which, one.interaction_id) in asked
    }


def judged_turns() -> Iterator[Judged]:
    """Every turn that was judged, in the order of the conversations."""
    said = dict(by_item("turns", "set", "conversation", "turn"))
    wanted, known = defaultdict(set), judged_talks("turns")
    for which, name, turn in said:
        wanted[which, name].add(int(turn))
    was = drawn()
    for key, voice in zip(known, listen(list(known.values())), strict=True):
        for row in range(voice.low, voice.high):
            turn = voice.part.places[row]
            if turn not in wanted[key]:
                continue
            rows = said[(*key, str(turn))].values()
            yield Judged(
                (*key, turn),
                voice.part,
                row,
                tuple(frozenset((one["feeling"], *filter(None, one["also"].split("+")))) for one in rows),
                tuple(frozenset(one["threats"].split("+")) for one in rows),
                was[(*key, turn)],
            )


def annotated(name: str) -> dict[tuple[str, str], list[Annotation]]:
    """The annotations of feelings of the conversations that `turns` or `talks` are of."""
    found: dict[tuple[str, str], list[Annotation]] = {}
    known = judged_talks(name)
    for which in SETS:
        some = {key: one for key, one in known.items() if key[0] == which}
        for one in FeelingsAnnotator().annotate(list(some.values())):
            found.setdefault((which, one.interaction_id), []).append(one)
    return found
