"""Recall and precision of redaction on marked cases."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cases import Case

from rapport.home.settings import Redaction
from rapport.redaction import KINDS, Redactor


@dataclass
class Tally:
    """Counts by kind. A span is hit when one placeholder of its kind covers all of it."""

    hits: Counter = field(default_factory=Counter)
    marked: Counter = field(default_factory=Counter)
    right: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    left_alone: int = 0
    lookalikes: int = 0
    wrong: list = field(default_factory=list)


def score(cases: Iterable[Case]) -> Tally:
    """Redacts every case and compares what was replaced with what is marked."""
    tally = Tally()
    for case in cases:
        redactor = Redactor(Redaction(region=case.region))
        found = [tuple(one) for one in redactor.find(case.text, case.names, case.previous)]
        for start, end, kind in case.spans:
            touching = [one for one in found if one[0] < end and one[1] > start]
            if kind == "-":
                tally.lookalikes += 1
                tally.left_alone += not touching
                good = not touching
            else:
                good = any(one[2] == kind and one[0] <= start and one[1] >= end for one in touching)
                tally.marked[kind] += 1
                tally.hits[kind] += good
            if not good:
                tally.wrong.append((case.text, case.text[start:end], kind, touching))
        for start, end, kind in found:
            good = any(k == kind and s < end and e > start for s, e, k in case.spans)
            tally.found[kind] += 1
            tally.right[kind] += good
            if not good:
                tally.wrong.append((case.text, case.text[start:end], "found", kind))
    return tally


def recall(tally: Tally, kind: str) -> float:
    return tally.hits[kind] / tally.marked[kind]


def precision(tally: Tally, kind: str) -> float:
    return tally.right[kind] / tally.found[kind]


def kinds() -> tuple[str, ...]:
    return KINDS
