"""What the cases of a period tell: how long they take, how many recover, why they arise, what helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rapport.home import Home
from rapport.measures import Estimate
from rapport.measures.inference import proportion
from rapport.program.people.actor import Actor
from rapport.work.cases.learning.lasting import Aged, Lasting, ageing, first_touch, open_hours, resolution
from rapport.work.cases.learning.sides import Side, sides
from rapport.work.cases.learning.what_helps import Helps, what_helps
from rapport.work.cases.learning.why import Why, why

MOST = 10_000
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Learnt:
    """`cut`: there were more cases than were read, of which the newest count."""

    cases: int
    open: int
    closed: int
    cut: bool
    ages: tuple[Aged, ...]
    touch: Lasting
    solved: Lasting
    in_time: Estimate
    recovered: Estimate
    silent: int
    false_alarms: Estimate
    causes: Why
    helps: tuple[Helps, ...]
    teams: tuple[Side, ...]
    owners: tuple[Side, ...]


def learnt(
    home: Home, actor: Actor, now: datetime, *, days: int | None = 180, team: str = "", owners: bool = False
) -> Learnt:
    """What the cases opened in the last `days` tell, of those this person sees. Raises NotAllowedError."""
    from rapport.program.cases.clock import case_hours
    from rapport.program.cases.selectors import causes
    from rapport.program.cases.selectors.learning import case_rows

    since = now - timedelta(days=days) if days else None
    rows = case_rows(actor, since, team=team, most=MOST)
    level, least = home.settings.confidence, home.settings.minimum_base
    closed = [one for one in rows if one["state"] == "closed"]
    told = [one for one in closed if one["recovered"] is not None]
    judged = [one for one in closed if one["justified"] is not None]
    still = open_hours(rows, case_hours(), now)
    return Learnt(
        cases=len(rows),
        open=len(rows) - len(closed),
        closed=len(closed),
        cut=len(rows) == MOST,
        ages=ageing(rows, still, now),
        touch=first_touch(rows, still, level),
        solved=resolution(rows, still, level),
        in_time=_share(closed, level, lambda one: one["closed_at"] <= one["due_at"]),
        recovered=_share(told, level, lambda one: one["recovered"]),
        silent=len(closed) - len(told),
        false_alarms=_share(judged, level, lambda one: not one["justified"]),
        causes=why(closed, causes(actor, retired=True), home.settings.zone, level),
        helps=what_helps(told, level),
        teams=sides(closed, "team", level, least),
        owners=sides(closed, "owner_name", level, least) if owners else (),
    )


def _share(rows: Sequence[Row], level: float, holds: Any) -> Estimate:
    return proportion(sum(bool(holds(one)) for one in rows), len(rows), level)
