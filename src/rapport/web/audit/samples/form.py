"""What somebody typed into the form of a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from rapport.program.audits.plain import Barred
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.auditing.choices import Choices
from rapport.work.sampling.asked import Asked, checked

ROWS = (1, 2, 3)
BEGIN = {
    "goal": "margin", "margin": "5", "size": "200", "confidence": "95", "double": "20", "minimum": "5",
    "own_team": "on",
}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """The form as it was typed, to be shown again as it was."""

    text: Mapping[str, str]
    by: tuple[str, ...]
    people: tuple[str, ...]

    @classmethod
    def begin(cls, dimensions: tuple[str, ...], **known: str) -> Typed:
        """The form before anything was typed: strata by channel and team, five points, 95 %."""
        by = tuple(name for name in ("channel", "team") if name in dimensions)
        return cls({**BEGIN, **{name: text for name, text in known.items() if text}}, by, ())

    @classmethod
    def of(cls, given: QueryDict) -> Typed:
        """The form as it came."""
        text = {name: str(given.get(name, "")).strip() for name in given}
        return cls(text, tuple(given.getlist("by")), tuple(given.getlist("people")))

    def __getattr__(self, name: str) -> str:
        return "" if name.startswith("__") else self.text.get(name, "")


@dataclass(frozen=True)
class Wish:
    """The form understood: what is asked for, by which criteria, under which name."""

    asked: Asked
    criteria: str | None
    name: str | None
    accounts: Mapping[str, str] = field(default_factory=dict)


def understood(typed: Typed, offered: Choices, zone: ZoneInfo) -> Wish:
    """What the form asks for. Raises InputError naming the field that cannot be."""
    names = {one.user_id: one.name for one in offered.people}
    chosen = {user: names[user] for user in typed.people if user in names}
    if len(chosen) < len(set(typed.people)):
        raise InputError("Somebody chosen may not score any more", "people", "Load the page again.")
    criteria = typed.text.get("criteria") or None
    if criteria is not None and criteria not in offered.criteria:
        raise InputError(f"Criteria {criteria!r} cannot be scored by", "criteria", "Choose from the list.")
    other = [one.strip() for one in typed.text.get("by_other", "").split(",") if one.strip()]
    by_margin = typed.text.get("goal", "margin") != "size"
    asked = checked(
        by=(*typed.by, *other),
        where=_where(typed),
        margin=_points(typed) if by_margin else None,
        size=None if by_margin else int(_number(typed, "size", "Interactions", 1, 1_000_000)),
        confidence=_number(typed, "confidence", "The confidence", 50, 99.9) / 100,
        double=_number(typed, "double", "The share scored twice", 0, 100) / 100,
        minimum=int(_number(typed, "minimum", "The minimum", 0, 1000)),
        seed=int(_number(typed, "seed", "The seed", 0, 2**31)) if typed.text.get("seed") else None,
        evaluators=list(chosen.values()),
        shares=_shares(typed, chosen),
        exclusions=_exclusions(typed, tuple(chosen.values())),
        bar_own_team=bool(typed.text.get("own_team")),
        hide_agents=bool(typed.text.get("hide_agents")),
        due_at=due_at(typed.text.get("due", ""), zone),
        audit=_audit(typed),
    )
    return Wish(asked, criteria, typed.text.get("name") or None, chosen)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The person's time zone, else the home's."""
    name = getattr(request.user, "time_zone", "")
    return ZoneInfo(name) if name else served_home().settings.zone


def due_at(text: str, zone: ZoneInfo) -> datetime | None:
    """The last minute of a day in somebody's zone. Raises InputError for no date."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59), zone)
    except ValueError:
        raise InputError(f"{text!r} is not a date", "due", "Write it like 2026-12-31.") from None


def last_day(end: datetime | None, zone: ZoneInfo) -> str:
    """The day of a deadline, as a form shows it."""
    return end.astimezone(zone).date().isoformat() if end else ""


def _points(typed: Typed) -> float:
    """Points of the 0–100 scale. Under one, as typed here, is not the share that it is at the terminal."""
    return _number(typed, "margin", "The margin", 1, 50)


def _number(typed: Typed, name: str, what: str, low: float, high: float) -> float:
    text = typed.text.get(name, "").replace(",", ".")
    try:
        found = float(text)
    except ValueError:
        raise InputError(f"{what} is {text!r}", name, f"Write a number from {low:g} to {high:g}.") from None
    if not low <= found <= high:
        raise InputError(f"{what} is {text}", name, f"Use {low:g} to {high:g}.")
    return found


def _where(typed: Typed) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in ROWS:
        name, value = typed.text.get(f"where_{row}", ""), typed.text.get(f"value_{row}", "")
        if name and value:
            if name in found:
                raise InputError(f"{name} is narrowed twice", f"where_{row}", "Keep one of the two.")
            found[name] = value
    return found


def _shares(typed: Typed, chosen: Mapping[str, str]) -> dict[str, float]:
    return {
        name: _number(typed, f"share_{user}", f"The share of {name}", 0.01, 1000)
        for user, name in chosen.items()
        if typed.text.get(f"share_{user}")
    }


def _exclusions(typed: Typed, names: tuple[str, ...]) -> dict[str, Barred]:
    """Lines like `Ann = A0007` or `Ann = team: Billing`."""
    found: dict[str, Barred] = {}
    for line in typed.text.get("exclusions", "").splitlines():
        if not line.strip():
            continue
        name, equals, whom = (part.strip() for part in line.partition("="))
        if not equals or not whom or name not in names:
            raise InputError(
                f"{line.strip()[:60]!r} does not say who may not score whom",
                "exclusions",
                "Write lines like: Ann = A0007, or Ann = team: Billing, with somebody who scores.",
            )
        before, team = found.get(name, Barred()), whom.lower().startswith("team:")
        value = whom.partition(":")[2].strip() if team else whom
        agents = before.agents if team else (*before.agents, value)
        found[name] = Barred(agents, (*before.teams, value) if team else before.teams)
    return found


def _audit(typed: Typed) -> int | None:
    text = typed.text.get("audit", "")
    return int(text) if text.isdecimal() and len(text) < 15 else None


def shown(typed: Typed, offered: Choices) -> dict[str, Any]:
    """What the template needs of the form."""
    return {
        "typed": typed,
        "offered": offered,
        "rows": [
            (row, typed.text.get(f"where_{row}", ""), typed.text.get(f"value_{row}", "")) for row in ROWS
        ],
        "people": [
            (one, one.user_id in typed.people, typed.text.get(f"share_{one.user_id}", ""))
            for one in offered.people
        ],
    }
