"""The form of a programme: from what was typed to a plan, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rapport.program.sending.checking import FIRST_HOURS
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import CONTACT, Arm, Plan

LISTS = ("channels", "concerns", "teams", "touchpoints", "segments", "statuses", "events")
LIST_WORDS = {
    "channels": "Channels",
    "concerns": "Concerns",
    "teams": "Teams",
    "touchpoints": "Touchpoints",
    "segments": "Segments of customers",
    "statuses": "Status of the contact",
    "events": "Kinds of events",
}
ARMS = 3
WORDS = ("survey", "kind", "by", "draw", "subject", "intro", "sender")


def first_plan(kind: str) -> Plan:
    """What the form begins with."""
    delay, expires = FIRST_HOURS.get(kind, FIRST_HOURS[CONTACT])
    return Plan("", kind=kind if kind in FIRST_HOURS else CONTACT, delay_hours=delay, expires_hours=expires)


def typed(plan: Plan, title: str = "", name: str = "") -> dict[str, Any]:
    """The fields of the form as a plan fills them."""
    found: dict[str, Any] = {key: getattr(plan, key) for key in WORDS}
    found |= {key: ", ".join(getattr(plan, key)) for key in LISTS}
    found |= {
        "title": title,
        "name": name,
        "version": plan.version or "",
        "delay_hours": f"{plan.delay_hours:g}",
        "expires_hours": f"{plan.expires_hours:g}",
        "share": f"{100 * plan.share:g}",
        "by_segment": "\n".join(f"{key}: {100 * value:g}" for key, value in plan.by_segment.items()),
        "daily": plan.daily or "",
        "reminders": plan.reminders,
        "remind_after_hours": f"{plan.remind_after_hours:g}",
        "period_days": plan.period_days,
    }
    arms = [*plan.arms, *([Arm("", 1.0)] * ARMS)][:ARMS]
    found["arms"] = [
        {"name": one.name, "share": f"{one.share:g}", "subject": one.subject, "intro": one.intro,
         "hour": "" if one.hour is None else one.hour}
        for one in arms
    ]  # fmt: skip
    return found


def retyped(given: Mapping[str, str]) -> dict[str, Any]:
    """The fields as they were typed, whatever they hold."""
    found: dict[str, Any] = {key: given.get(key, "") for key in typed(Plan(""))}
    found["arms"] = [
        {key: given.get(f"arm_{number}_{key}", "") for key in ("name", "share", "subject", "intro", "hour")}
        for number in range(1, ARMS + 1)
    ]
    return found


def plan_from(given: Mapping[str, str]) -> Plan:
    """The plan that was typed. Raises ProgrammeError for a number that is none; the rest is checked when it
    is saved."""
    plan = Plan(
        survey=given.get("survey", "").strip(),
        kind=given.get("kind", CONTACT),
        by=given.get("by", "email"),
        draw=given.get("draw", "all"),
        subject=given.get("subject", "").strip(),
        intro=given.get("intro", "").replace("\r\n", "\n").strip(),
        sender=given.get("sender", "").strip(),
        version=_whole(given, "version", None),
        delay_hours=_number(given, "delay_hours", 1.0),
        expires_hours=_number(given, "expires_hours", 72.0),
        share=_number(given, "share", 100.0) / 100,
        by_segment=_shares(given.get("by_segment", "")),
        daily=_whole(given, "daily", 0) or 0,
        reminders=_whole(given, "reminders", 0) or 0,
        remind_after_hours=_number(given, "remind_after_hours", 24.0),
        period_days=_whole(given, "period_days", 90) or 0,
        arms=tuple(_arms(given)),
    )
    lists = {key: tuple(_listed(given.get(key, ""))) for key in LISTS}
    return replace(plan, **lists)  # type: ignore[arg-type]


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in text.replace("\n", ",").split(",") if one.strip()))


def _arms(given: Mapping[str, str]) -> list[Arm]:
    found = []
    for number in range(1, ARMS + 1):
        name = given.get(f"arm_{number}_name", "").strip()
        if not name:
            continue
        found.append(
            Arm(
                name,
                _number(given, f"arm_{number}_share", 1.0),
                given.get(f"arm_{number}_subject", "").strip(),
                given.get(f"arm_{number}_intro", "").strip(),
                _whole(given, f"arm_{number}_hour", None),
            )
        )
    return found


def _shares(text: str) -> dict[str, float]:
    found = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        segment, mark, share = line.rpartition(":")
        found[segment.strip()] = _parsed(share, "by_segment") / 100
        if not mark:
            raise ProgrammeError(
                f"{line!r} names no segment", "by_segment", "Write lines such as Business: 50"
            )
    return found


def _number(given: Mapping[str, str], key: str, otherwise: float) -> float:
    text = given.get(key, "").strip()
    return _parsed(text, key) if text else otherwise


def _parsed(text: str, key: str) -> float:
    try:
        value = float(text.strip().rstrip("%"))
    except ValueError:
        value = float("nan")
    if not abs(value) <= 1e6:
        raise ProgrammeError(f"{text!r} is no number", key, "Write digits, with a point for parts.")
    return value


def _whole(given: Mapping[str, str], key: str, otherwise: int | None) -> int | None:
    text = given.get(key, "").strip()
    return int(_parsed(text, key)) if text else otherwise
