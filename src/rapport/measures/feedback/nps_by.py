"""Net promoter score of every group of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.feedback.by_group import ByGroup, groups_of
from rapport.measures.feedback.finish import finish_nps
from rapport.measures.feedback.nps import known_method, nps_tally
from rapport.measures.inputs import confidence_of


@checked
def nps_by(
    frame: Any,
    answer: str,
    by: str | Sequence[str],
    weight: str | None = None,
    confidence: float = 0.95,
    *,
    method: str = "score",
) -> ByGroup:
    """Net promoter score of each group, counted in one pass over the rows.

    Question it answers: where do customers recommend us, and where not?

    Definition: `nps` of each group's rows.

    Scale, unit, range: points, −100 to 100.

    Base: as `nps`; a missing label is the group None, so every row belongs to one group.

    Parameters: `frame` any data frame or a dict of columns; `answer` the column of answers 0–10; `by` one
    column or several; `weight` the column of survey weights; `method` as in `nps`.

    Returns: a mapping {label: Estimate}, or {(label, …): Estimate} when `by` is a list, in the labels'
    order; its `columns()` are the same numbers as columns of a frame.

    Undefined when: nobody of a group answered.

    Raises: InputError for a column that is not there, or an answer that is no whole number 0–10.

    How sure: as `nps`, to the last digit. Each interval stands for itself: of many groups some miss.

    Do not: rank groups whose intervals overlap, or read the extremes of many small groups as the best.

    Validated against: `nps` of each group's rows.

    Example:
        >>> found = nps_by({"answer": [10, 9, 3, 8], "team": ["A", "A", "B", "B"]}, "answer", "team")
        >>> {team: one.value for team, one in found.items()}
        {'A': 100.0, 'B': -50.0}

    References: Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B.

    See also: nps, csat_by, ces_by, benjamini_hochberg.
    """
    level = confidence_of(confidence)
    known_method(method)
    groups = groups_of(frame, answer, by, weight)
    counted = nps_tally(groups.answers, groups.weights, groups.keys)
    finished = finish_nps(counted, level, method)
    finished.facts["definition"] = "nps@1"
    return ByGroup(groups.names, counted.groups, finished)
