"""A plan's month or quarter in words, for those who follow it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from rapport.program.plans.periods import first_day
from rapport.program.plans.plain import PlanFacts, SummaryFacts
from rapport.reports import words
from rapport.work.plans.effect import PlanEffect

MOST_CHECK_INS = 6


def subject_of(plan: PlanFacts, due: SummaryFacts) -> str:
    """One line: which plan, which month or quarter."""
    return f"{plan.content.title}: {_period(due)}"


def summary_of(plan: PlanFacts, due: SummaryFacts, effect: PlanEffect, today: date, zone: ZoneInfo) -> str:
    """The whole text."""
    parts = [_number(effect), _aim(plan), *_work(plan, due, today, zone), _weeks(plan, due)]
    return "\n\n".join([f"{plan.content.title}, {_period(due)}", *(part for part in parts if part)])


def _period(due: SummaryFacts) -> str:
    first = first_day(due.period, due.until)
    return f"{first:%Y}-Q{(first.month + 2) // 3}" if due.period == "quarter" else f"{first:%B %Y}"


def _number(effect: PlanEffect) -> str:
    lines = [" ".join(effect.words[:1])]
    found = effect.found
    if found is not None:
        lines.append(
            f"{effect.metric.title}: {words.phrase(found.before)} before, {words.phrase(found.after)} since."
        )
        if found.effect.value is not None:
            lines.append(f"{effect.by}: {words.phrase(found.effect, signed=True)}.")
        lines += effect.words[1:]
    return "\n".join(lines)


def _aim(plan: PlanFacts) -> str:
    aim = plan.content.aim
    return "" if aim is None else f"The goal: {aim.value:g} by {words.day(aim.on)}."


def _work(plan: PlanFacts, due: SummaryFacts, today: date, zone: ZoneInfo) -> list[str]:
    first = first_day(due.period, due.until)
    every = [step for one in plan.initiatives if not one.dropped for step in one.steps]
    done = [
        step
        for step in every
        if step.done_at is not None and first <= step.done_at.astimezone(zone).date() < due.until
    ]
    late = [step for step in plan.open_steps if step.due_on < today]
    coming = [step for step in plan.open_steps if step.due_on >= today]
    found = []
    for title, steps in (("Done", done), ("Late", late), ("Comes next", coming[:5])):
        if steps:
            listed = "\n".join(f"- {step.text} ({words.day(step.due_on)})" for step in steps)
            found.append(f"{title}\n{listed}")
    return found


def _weeks(plan: PlanFacts, due: SummaryFacts) -> str:
    first = first_day(due.period, due.until)
    said = [one for one in plan.check_ins if first <= one.week < due.until][:MOST_CHECK_INS]
    if not said:
        return "Nobody checked in."
    lines = []
    for one in said:
        hindered = f" In the way: {one.hindered}" if one.hindered else ""
        lines.append(f"- {words.day(one.week)}, {one.by}: {one.standing}. {one.done}{hindered}".strip())
    return "Week by week\n" + "\n".join(lines)
