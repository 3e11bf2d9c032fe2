"""How many to draw in each of several groups that all need their own number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import by_label
from rapport.measures.sampling.sample_size import sample_size
from rapport.measures.sampling.strata_sizes import named_numbers
from rapport.records.errors import InputError


@checked
def domain_sample_sizes(
    populations: Any,
    margin: Any = 0.05,
    confidence: float = 0.95,
    share: Any = 0.5,
    *,
    deviation: Any = None,
    design_effect: Any = 1.0,
    response_rate: Any = 1.0,
) -> Any:
    """How many to draw in each team, channel or market so that each is known within its margin.

    Question it answers: every team wants its own score: how many interactions is that in all?

    Definition: `sample_size` of each group.

    Scale, unit, range: whole numbers ≥ 1, 0 for an empty group.

    Parameters: `populations` {group: size} or a list; each of `margin`, `share`, `deviation`,
    `design_effect` and `response_rate` one number for all groups, or {group: number} (a list likewise).

    Returns: a mapping (or list) like `populations`; the sum is what the whole study needs.

    Raises: InputError as `sample_size`, and for a group without its number.

    Do not: weigh every group alike in the total afterwards; give its estimate the groups' sizes.

    Validated against: `sample_size` group by group.

    Example:
        >>> domain_sample_sizes({"north": 400, "south": 90}, margin={"north": 0.05, "south": 0.1})
        {'north': 197, 'south': 47}

    References: Cochran (1977), Sampling Techniques, chapter 4.

    See also: sample_size, allocate.
    """
    populations = by_label(populations)
    names, sizes_given = named_numbers(populations, "populations")
    given = {
        "margin": margin,
        "share": share,
        "deviation": deviation,
        "design_effect": design_effect,
        "response_rate": response_rate,
    }
    sizes = [
        sample_size(
            size,
            confidence=confidence,
            **{what: _own(values, name, what) for what, values in given.items()},
        )
        if size != 0
        else 0
        for name, size in zip(names, sizes_given.tolist(), strict=True)
    ]
    return dict(zip(names, sizes, strict=True)) if isinstance(populations, Mapping) else sizes


def _own(values: Any, name: Any, what: str) -> Any:
    """The group's own number, where each has one."""
    values = by_label(values)
    if not isinstance(values, Mapping | Sequence | np.ndarray) or isinstance(values, str):
        return values
    try:
        return values[name]
    except (KeyError, IndexError, TypeError):
        raise InputError(f"{name!r} has no {what}", what, "give one for each group") from None
