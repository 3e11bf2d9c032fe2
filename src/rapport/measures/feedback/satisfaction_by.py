"""Satisfaction and effort of every group of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.feedback.by_group import ByGroup, Groups, groups_of
from rapport.measures.feedback.ces import easy_top
from rapport.measures.feedback.finish import finish_mean, finish_share
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.tally import Tally, tally
from rapport.measures.feedback.top_share import top_hits
from rapport.measures.inputs import confidence_of
from rapport.records.errors import InputError


@checked
def csat_by(
    frame: Any,
    answer: str,
    by: str | Sequence[str],
    scale: Scale = Scale(1, 5),  # noqa: B008
    top: int = 2,
    weight: str | None = None,
    confidence: float = 0.95,
) -> ByGroup:
    """Customer satisfaction of each group, counted in one pass over the rows.

    Definition: `csat` of each group's rows.

    Scale, unit, range: share, 0–1.

    Base: as `csat`; a missing label is the group None.

    Parameters: `frame` any data frame or a dict of columns; `answer`, `by` (one column or several) and
    `weight` name columns; `scale` and `top` as in `csat`.

    Returns: a mapping {label or (label, …): Estimate}, as `nps_by`.

    Undefined when: nobody of a group answered.

    Raises: InputError for a column that is not there or an answer outside the scale.

    How sure: as `csat`.

    Validated against: `csat` of each group's rows.

    Example:
        >>> csat_by({"answer": [5, 2, 4, 4], "team": ["A", "A", "B", "B"]}, "answer", "team")["B"].value
        1.0

    See also: csat, nps_by, ces_by.
    """
    return _shares(groups_of(frame, answer, by, weight), scale, top, confidence, "csat@1")


@checked
def psat_by(
    frame: Any,
    answer: str,
    by: str | Sequence[str],
    scale: Scale = Scale(1, 5),  # noqa: B008
    top: int = 2,
    weight: str | None = None,
    confidence: float = 0.95,
) -> ByGroup:
    """Product satisfaction of each group, counted in one pass over the rows.

    Definition: `psat` of each group's rows.

    Scale, unit, range: share, 0–1.

    Base: as `psat`; a missing label is the group None.

    Parameters: as `csat_by`.

    Returns: a mapping {label or (label, …): Estimate}, as `nps_by`.

    Undefined when: nobody of a group answered.

    Raises: InputError for a column that is not there or an answer outside the scale.

    How sure: as `psat`.

    Validated against: `psat` of each group's rows.

    Example:
        >>> psat_by({"answer": [5, 2, 4, 4], "team": ["A", "A", "B", "B"]}, "answer", "team")["A"].value
        0.5

    See also: psat, csat_by.
    """
    return _shares(groups_of(frame, answer, by, weight), scale, top, confidence, "psat@1")


@checked
def ces_by(
    frame: Any,
    answer: str,
    by: str | Sequence[str],
    scale: Scale = Scale(1, 7),  # noqa: B008
    weight: str | None = None,
    confidence: float = 0.95,
) -> ByGroup:
    """Customer effort score of each group, counted in one pass over the rows.

    Definition: `ces` of each group's rows.

    Scale, unit, range: score, the item's scale; higher is easier.

    Base: as `ces`; a missing label is the group None.

    Parameters: as `csat_by`; a `scale` that runs the other way is flipped.

    Returns: a mapping {label or (label, …): Estimate}, as `nps_by`.

    Undefined when: nobody of a group answered. One answer has no interval.

    Raises: InputError for a column that is not there or an answer outside the scale.

    How sure: as `ces`.

    Validated against: `ces` of each group's rows.

    Example:
        >>> ces_by({"answer": [7, 6, 2, 4], "team": ["A", "A", "B", "B"]}, "answer", "team")["A"].value
        6.5

    See also: ces, ces_share_by, csat_by.
    """
    groups, level = groups_of(frame, answer, by, weight), confidence_of(confidence)
    counted = _counted(groups, scale)
    finished = finish_mean(counted, scale.oriented(counted.values), level, scale.note)
    finished.facts["definition"] = "ces@1"
    return ByGroup(groups.names, counted.groups, finished)


@checked
def ces_share_by(
    frame: Any,
    answer: str,
    by: str | Sequence[str],
    scale: Scale = Scale(1, 7),  # noqa: B008
    weight: str | None = None,
    confidence: float = 0.95,
) -> ByGroup:
    """Share of each group's customers who found it easy, counted in one pass over the rows.

    Definition: `ces_share` of each group's rows.

    Scale, unit, range: share, 0–1.

    Base: as `ces_share`; a missing label is the group None.

    Parameters: as `ces_by`.

    Returns: a mapping {label or (label, …): Estimate}, as `nps_by`.

    Undefined when: nobody of a group answered.

    Raises: InputError for a column that is not there or an answer outside the scale.

    How sure: as `ces_share`.

    Validated against: `ces_share` of each group's rows.

    Example:
        >>> ces_share_by({"answer": [7, 6, 2, 5], "team": ["A", "A", "B", "B"]}, "answer", "team")["B"].value
        0.5

    See also: ces_share, ces_by.
    """
    return _shares(groups_of(frame, answer, by, weight), scale, easy_top(scale), confidence, "ces_share@1")


def _shares(groups: Groups, scale: Scale, top: int, confidence: float, definition: str) -> ByGroup:
    level = confidence_of(confidence)
    counted = _counted(groups, scale)
    finished = finish_share(counted, top_hits(counted.values, scale, top), level, scale.note)
    finished.facts["definition"] = definition
    return ByGroup(groups.names, counted.groups, finished)


def _counted(groups: Groups, scale: Scale) -> Tally:
    counted = tally(groups.answers, scale.oriented, groups.keys, groups.weights)
    if counted is None:
        raise InputError(
            "answers take more values than a scale has", "answer", "give the answers as they were given"
        )
    return counted
