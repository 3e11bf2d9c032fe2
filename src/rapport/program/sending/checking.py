"""Whether a programme or the rules can hold, and how they are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import (
    CHANNELS,
    CONTACT,
    DAILY,
    DRAWS,
    EVENT,
    KINDS,
    SHARE,
    Arm,
    Plan,
    Rules,
)
from rapport.surveys.given import readable

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN = ("all", "new", "advice", "rules", "left", "lists", "deliverability", "messages", "signs")
LONGEST_HOURS = 60 * 24
MOST_ARMS = 6
MOST_REMINDERS = 3
LONGEST_TEXT = 2_000


def plan_of(kept: Mapping[str, Any]) -> Plan:
    """A plan as it was kept."""
    known = {one.name for one in fields(Plan)}
    given: dict[str, Any] = _tuples(kept)
    given["arms"] = tuple(Arm(**one) for one in kept.get("arms", ()))
    return Plan(**{key: value for key, value in given.items() if key in known})


def rules_of(kept: Mapping[str, Any]) -> Rules:
    """The rules as they were kept; what was never set is as it comes."""
    known = {one.name for one in fields(Rules)}
    given = _tuples(kept)
    return Rules(**{key: value for key, value in given.items() if key in known})


def _tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}


def kept(given: Plan | Rules) -> dict[str, Any]:
    """As it is kept: plain lists and words."""
    found = asdict(given)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def check_name(name: str) -> str:
    """The id of a programme. Raises ProgrammeError."""
    if not NAME.fullmatch(name) or len(name) > 60 or name in TAKEN:
        raise _bad(f"{name!r} is no name for a programme", "name", "Use small letters, digits and hyphens.")
    return name


def check_plan(plan: Plan) -> None:
    """Raises ProgrammeError for a plan that cannot hold."""
    for value, known, where in (
        (plan.kind, KINDS, "kind"),
        (plan.by, CHANNELS, "by"),
        (plan.draw, DRAWS, "draw"),
    ):
        if value not in known:
            raise _bad(f"{value!r} is not known", where, f"Choose {', '.join(known)}.")
    if plan.kind == EVENT and not plan.events:
        raise _bad("No event is named", "events", "Name what has to happen, such as purchase.")
    if not 0 <= plan.delay_hours < LONGEST_HOURS:
        raise _bad(f"A delay of {plan.delay_hours:g} hours", "delay_hours", "Give 0 to 1,440 hours.")
    if not plan.delay_hours < plan.expires_hours <= LONGEST_HOURS:
        what = f"It would expire {plan.expires_hours:g} hours after the contact"
        raise _bad(what, "expires_hours", "Let it expire after it is sent, within 60 days.")
    if not 7 <= plan.period_days <= 1000:
        raise _bad(f"A period of {plan.period_days} days", "period_days", "Give 7 to 1,000 days.")
    _check_draw(plan)
    _check_reminders(plan)
    _check_words(plan)


def _check_draw(plan: Plan) -> None:
    shares = (plan.share, *plan.by_segment.values())
    if plan.draw == SHARE and not all(0 <= one <= 1 for one in shares):
        raise _bad("A share is not between 0 and 1", "share", "Give shares such as 0.25 (a quarter).")
    if plan.draw == SHARE and not any(one > 0 for one in shares):
        raise _bad("Nobody would be drawn", "share", "Give a share above 0, or switch the programme off.")
    if plan.draw == DAILY and not 1 <= plan.daily <= 1_000_000:
        raise _bad(f"{plan.daily} a day", "daily", "Give 1 or more a day.")
    if plan.draw != SHARE and plan.by_segment:
        raise _bad("Shares by segment need a share", "by_segment", "Choose a share of them.")


def _check_reminders(plan: Plan) -> None:
    if not 0 <= plan.reminders <= MOST_REMINDERS:
        raise _bad(f"{plan.reminders} reminders", "reminders", f"Give 0 to {MOST_REMINDERS}.")
    if plan.reminders and plan.remind_after_hours < 12:
        raise _bad("Reminders follow too soon", "remind_after_hours", "Give 12 hours or more.")
    last = plan.delay_hours + plan.reminders * plan.remind_after_hours
    if plan.reminders and last >= plan.expires_hours:
        what = f"The last reminder would come {last:g} hours after the contact, when it has expired"
        raise _bad(what, "reminders", "Fewer reminders, sooner, or a later expiry.")


def _check_words(plan: Plan) -> None:
    names = [one.name for one in plan.arms]
    if len(plan.arms) == 1 or len(plan.arms) > MOST_ARMS or len(set(names)) < len(names):
        raise _bad("The arms of an experiment", "arms", f"Give 2 to {MOST_ARMS} with names of their own.")
    for one in plan.arms:
        if not NAME.fullmatch(one.name) or len(one.name) > 50:
            raise _bad(f"{one.name!r} is no name for an arm", "arms", "Use small letters, digits, hyphens.")
        if not 0 < one.share <= 1000 or (one.hour is not None and not 0 <= one.hour <= 23):
            raise _bad(f"The arm {one.name}", "arms", "Give a share above 0, and an hour from 0 to 23.")
    texts = [("subject", plan.subject), ("sender", plan.sender)]
    texts += [("arms", one.subject) for one in plan.arms]
    for where, text in texts:
        if len(text) > 150 or "\n" in readable(text) or len(readable(text)) < len(text):
            raise _bad("A line that is too long, or more than one", where, "Write one line of 150 letters.")
    for where, text in [("intro", plan.intro), *(("arms", one.intro) for one in plan.arms)]:
        if len(text) > LONGEST_TEXT:
            raise _bad(f"{len(text):,} letters of text", where, f"Stay under {LONGEST_TEXT:,}.")


def check_rules(rules: Rules) -> None:
    """Raises ProgrammeError for rules that cannot hold."""
    for name in ("days", "relationship_days", "follow_up_days"):
        if not 0 <= getattr(rules, name) <= 1000:
            raise _bad(f"{getattr(rules, name)} days", name, "Give 0 to 1,000 days.")
    if not 0 <= rules.from_hour < rules.to_hour <= 24:
        raise _bad(f"From {rules.from_hour} to {rules.to_hour} o'clock", "from_hour", "Begin before you end.")
    if not rules.weekdays or not set(rules.weekdays) <= set(range(7)):
        raise _bad("No day to send on", "weekdays", "Choose one or more days of the week.")
    if not 1 <= rules.per_minute <= 100_000:
        raise _bad(f"{rules.per_minute} a minute", "per_minute", "Give 1 to 100,000.")
    for one in rules.staff_domains:
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", one):
            raise _bad(f"{one!r} is no domain", "staff_domains", "Write it like example.org.")


def check_hours(plan: Plan, rules: Rules) -> None:
    """Raises ProgrammeError for an arm to be sent at an hour at which the rules let nothing be sent: its
    share would go out at another hour, and count for it."""
    for one in plan.arms:
        if one.hour is not None and not rules.from_hour <= one.hour < rules.to_hour:
            what = f"The arm {one.name} is sent at {one.hour} o'clock"
            remedy = f"The rules send from {rules.from_hour} until {rules.to_hour} o'clock: stay within."
            raise _bad(what, "arms", remedy)


def _bad(what: str, where: str, remedy: str) -> ProgrammeError:
    return ProgrammeError(what, where, remedy)


FIRST_HOURS = {
    CONTACT: (1.0, 72.0),
    EVENT: (24.0, 168.0),
    "relationship": (0.0, 336.0),
    "follow_up": (24.0, 336.0),
}
"""Delay and expiry that each kind begins with."""
