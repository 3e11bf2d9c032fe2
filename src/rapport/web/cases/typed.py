"""What was typed into the forms that keep cases in order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from rapport.program.cases.plain import URGENCIES, Conditions, RuleFacts, SettingsFacts
from rapport.records import InputError

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rule_typed(given: QueryDict) -> RuleFacts:
    """A rule of routing. Raises InputError."""
    value = given.get("value_from", "").strip()
    found = rule_as_typed(given)
    if value and found.conditions.value_from is None:
        raise InputError(f"{value!r} is no number", "value_from", "Write the worth a year, like 500.")
    return found


def rule_as_typed(given: QueryDict) -> RuleFacts:
    """What was typed of a rule, as far as it can be read."""
    return RuleFacts(
        id=number_typed(given, "rule") or 0,
        name=given.get("name", ""),
        conditions=Conditions(
            kinds=tuple(given.getlist("kind")),
            urgencies=tuple(given.getlist("urgency")),
            teams=tuple(given.getlist("team")),
            channels=tuple(given.getlist("channel")),
            concerns=words_typed(given.get("concerns", "")),
            value_from=_amount(given.get("value_from", "")),
        ),
        people=tuple(given.getlist("people")),
        same_team="same_team" in given,
        skilled="skilled" in given,
        active="active" in given,
    )


def settings_typed(given: QueryDict) -> SettingsFacts:
    """Hours, holidays and deadlines; what cannot be read is for the service to refuse."""
    opening = {
        day: (given.get(f"from-{day}", "").strip(), given.get(f"to-{day}", "").strip())
        for day in range(len(DAYS))
        if given.get(f"from-{day}", "").strip() or given.get(f"to-{day}", "").strip()
    }
    lines = [line.strip().partition(" ") for line in given.get("holidays", "").splitlines() if line.strip()]
    return SettingsFacts(
        opening=opening,
        holidays=tuple((day, name.strip()[:100]) for day, _, name in lines),
        due_hours={name: _amount(given.get(f"due-{name}", "")) or 0.0 for name in URGENCIES},
        escalate_to=tuple(given.getlist("escalate_to")),
        version=number_typed(given, "version") or 0,
    )


def words_typed(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    found = (one.strip()[:300] for one in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(filter(None, found)))


def number_typed(given: Mapping[str, str], name: str) -> int | None:
    """A whole number from 0, or None."""
    text = given.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def day_typed(given: Mapping[str, str], name: str) -> date:
    """A day. Raises InputError."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        raise InputError("This is no day", name, "Choose one in the calendar.") from None


def _amount(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None
