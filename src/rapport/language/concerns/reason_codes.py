"""How well the reason that agents choose tells the concern that customers had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.annotation import CANNOT_TELL
from rapport.records.errors import InputError

FOLDS = 5


@dataclass(frozen=True, eq=False)
class ReasonAgreement:
    """`table` counts interactions by reason code (rows, `codes`) and concern (columns, `concerns`).

    `means` is the concern that most interactions of a code have. `right` says of every interaction given
    whether its code named its concern, by what codes meant in other interactions (1, 0; NaN where either is
    missing, or there is nothing else to learn codes from): its mean is the accuracy of the field. `guess` is
    what always naming the most frequent concern would reach. `counted` and `left_out` are numbers of
    interactions.
    """

    codes: tuple[str, ...]
    concerns: tuple[str, ...]
    table: NDArray[np.int64]
    means: Mapping[str, str]
    right: NDArray[np.float64]
    accuracy: float | None
    guess: float | None
    counted: int
    left_out: int


def reason_agreement(
    codes: Sequence[str | None], concerns: Sequence[str | None], groups: Sequence[Any] | None = None
) -> ReasonAgreement:
    """Compares the field "reason" with what conversations were about.

    Question it answers: can we believe the reason codes that agents choose?

    Definition: each code stands for the concern that most of its interactions have, learned in four fifths
    of the interactions and tried on the last, in turn. A code that was never seen before is wrong.

    Base: interactions with a code and a concern; CANNOT_TELL is none.

    Parameters: one code and one concern an interaction; `groups` (agents, customers) stay together when the
    meaning of codes is learned and tried.

    Returns: ReasonAgreement. For an interval give `right` to a mean of the measures library, clustered by
    agent.

    Undefined when: nothing has both: `accuracy` and `guess` are None. All that have both are of one group:
    `accuracy` is None, there is no other to learn from.

    Raises: InputError for columns of different lengths.

    Do not: blame agents for a low share before looking at the table: the concerns are a machine's reading,
    and a code that nobody can tell from another is the list's fault.

    Validated against: accuracy counted by hand, and sklearn.metrics.confusion_matrix.

    Example:
        >>> found = reason_agreement(["bill"] * 10 + ["tech"] * 10, ["payment"] * 10 + ["outage"] * 10)
        >>> found.accuracy, found.guess, dict(found.means)
        (1.0, 0.5, {'bill': 'payment', 'tech': 'outage'})
    """
    many = len(codes)
    if len(concerns) != many or (groups is not None and len(groups) != many):
        raise InputError(
            "columns have different lengths", "codes, concerns, groups", "give one row a contact"
        )
    used = [at for at in range(many) if codes[at] and concerns[at] and concerns[at] != CANNOT_TELL]
    code, concern = [str(codes[at]) for at in used], [str(concerns[at]) for at in used]
    names, kinds = tuple(sorted(set(code))), tuple(sorted(set(concern)))
    table = np.zeros((len(names), len(kinds)), dtype=np.int64)
    row = {one: at for at, one in enumerate(names)}
    column = {one: at for at, one in enumerate(kinds)}
    np.add.at(table, ([row[one] for one in code], [column[one] for one in concern]), 1)
    folds = _folds(used, groups)
    tried = _tried(code, concern, folds) if len(set(folds)) > 1 else np.full(len(used), np.nan)
    right = np.full(many, np.nan)
    right[used] = tried
    return ReasonAgreement(
        codes=names,
        concerns=kinds,
        table=table,
        means=_means(code, concern),
        right=right,
        accuracy=float(tried.mean()) if len(set(folds)) > 1 else None,
        guess=float(table.sum(axis=0).max() / len(used)) if used else None,
        counted=len(used),
        left_out=many - len(used),
    )


def _folds(used: Sequence[int], groups: Sequence[Any] | None) -> list[int]:
    if groups is None:
        return [at % FOLDS for at in range(len(used))]
    names = [repr(groups[at]) for at in used]
    number = {name: at % FOLDS for at, name in enumerate(sorted(set(names)))}
    return [number[name] for name in names]


def _tried(code: list[str], concern: list[str], folds: list[int]) -> NDArray[np.float64]:
    found = np.zeros(len(code))
    for fold in range(FOLDS):
        rest = [at for at, one in enumerate(folds) if one != fold]
        means = _means([code[at] for at in rest], [concern[at] for at in rest])
        for at, one in enumerate(folds):
            if one == fold:
                found[at] = means.get(code[at]) == concern[at]
    return found


def _means(code: Sequence[str], concern: Sequence[str]) -> dict[str, str]:
    """The concern that most interactions of each code have; of equals the first by name."""
    counts: dict[str, Counter[str]] = {}
    for one, about in zip(code, concern, strict=True):
        counts.setdefault(one, Counter())[about] += 1
    return {one: min(many, key=lambda name: (-many[name], name)) for one, many in sorted(counts.items())}
