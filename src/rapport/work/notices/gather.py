"""Gathers what is to be told: one function a source, each asked on every round.

A new source: a function here that yields `Told`, its kind in `program/notices/plain.py`. What was told once
is known by its key, so a source need not remember anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rapport.home import Home
from rapport.program.notices.plain import Told

BACK = timedelta(days=3)
"""How far a source looks back: longer than a worker is ever away over a weekend."""
CASES = {
    "given": ("case.given", "A case was given to you"),
    "help": ("case.help", "You were asked to help with a case"),
    "overdue": ("case.overdue", "A case is overdue"),
    "answered": ("case.answered", "A customer answered after a case of yours"),
}


def gather(home: Home) -> int:
    """Notes what is new → how many things were looked at. The worker's round."""
    from django.utils import timezone

    return gather_by(home, timezone.now())


def gather_by(home: Home, now: datetime) -> int:
    """The same for a given now."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.notices.services import notices_note

    return sum(notices_note(source(home, now), now) for source in SOURCES)


def of_cases(home: Home, now: datetime) -> Iterator[Told]:
    """Cases given, overdue, answered after."""
    from rapport.program.cases.selectors.telling import cases_to_tell

    for what, case, line, person in cases_to_tell(now - BACK):
        kind, title = CASES[what]
        yield Told(person, kind, f"case:{case}:{line}", title, f"/act/cases/{case}/")


def of_plans(home: Home, now: datetime) -> Iterator[Told]:
    """Steps that are due, and weeks without a check-in."""
    from rapport.program.plans.selectors.telling import silent_plans, steps_to_tell

    today = now.astimezone(home.settings.zone).date()
    for step, text, plan, owner in steps_to_tell(today):
        yield Told(owner, "plan.step", f"step:{step}", f"Due: {text}", f"/act/plans/{plan}/")
    for plan, title, owner in silent_plans(today):
        week = today - timedelta(days=today.weekday())
        words = f"Nobody checked in this week on {title}"
        yield Told(owner, "plan.check_in", f"plan:{plan}:{week}", words, f"/act/plans/{plan}/")


def of_coaching(home: Home, now: datetime) -> Iterator[Told]:
    """Sessions to acknowledge, and praise."""
    from rapport.program.coaching.selectors.telling import coaching_to_tell

    for what, number, account in coaching_to_tell(now - BACK):
        if what == "held":
            words = "A coaching session waits for you to acknowledge it"
            yield Told(account, "coaching.held", f"session:{number}", words, f"/act/sessions/{number}")
        else:
            yield Told(account, "praise", f"praise:{number}", "You were praised", "/act/mine")


def of_alerts(home: Home, now: datetime) -> Iterator[Told]:
    """Praise of customers, once a day for whom it is about; rules that stopped, for who leads cases."""
    from rapport.program.alerts.selectors.telling import praise_to_tell, stopped_to_tell

    for day, account in praise_to_tell(now - BACK, home.settings.zone):
        yield Told(account, "praise", f"wow:{day}", "A customer praised you", "/act/alerts/praise/")
    for rule, name, at, account in stopped_to_tell(now - BACK):
        words = f"The rule {name} stopped: it fired as often as it may a day"
        yield Told(account, "alert.stopped", f"stopped:{rule}:{at}", words, f"/act/alerts/{rule}/")


def of_suggestions(home: Home, now: datetime) -> Iterator[Told]:
    """What becomes of suggestions, for who made them."""
    from rapport.program.cases.plain import SUGGESTED
    from rapport.program.cases.selectors.telling import suggestions_to_tell

    for suggestion, state, account in suggestions_to_tell(now - BACK):
        words = f"A suggestion of yours: {SUGGESTED[state].lower()}"
        yield Told(account, "suggestion.answered", f"suggestion:{suggestion}:{state}", words, "/act/ideas/")


SOURCES = (of_cases, of_plans, of_coaching, of_alerts, of_suggestions)
