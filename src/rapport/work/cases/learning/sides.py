"""Teams or owners side by side: what lies beyond chance is told, nobody is ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.measures import Estimate
from rapport.measures.quality.agent_scores import agent_scores

MIX = ("kind", "urgency", "concern")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """The share closed in time, adjusted for the cases they had and pulled in where chance explains it;
    `outside` the limits that chance keeps: above, below or within."""

    name: str
    in_time: Estimate
    outside: str


def sides(closed: Sequence[Row], by: str, level: float, least: int) -> tuple[Side, ...]:
    """By name. Those with fewer cases than `least` are left out; with fewer than two others there is
    nothing to compare."""
    counts: dict[str, int] = {}
    for one in closed:
        if one[by]:
            counts[one[by]] = counts.get(one[by], 0) + 1
    rows = [one for one in closed if counts.get(one[by] or "", 0) >= least]
    if len({one[by] for one in rows}) < 2:
        return ()
    mix = {name: [one[name] or "" for one in rows] for name in MIX}
    mix = {name: values for name, values in mix.items() if len(set(values)) > 1}
    scores = [float(one["closed_at"] <= one["due_at"]) for one in rows]
    found = agent_scores(scores, [one[by] for one in rows], mix or None, level)
    return tuple(
        Side(str(name), _share(one.adjusted), one.outside)
        for name, one in sorted(found.items(), key=lambda item: str(item[0]))
    )


def _share(found: Estimate) -> Estimate:
    """A mean of yes and no is a share; what reaches beyond 0 and 1 is cut."""

    def inside(value: float | None) -> float | None:
        return None if value is None else min(1.0, max(0.0, value))

    return found.with_(
        unit="share", value=inside(found.value), low=inside(found.low), high=inside(found.high)
    )
