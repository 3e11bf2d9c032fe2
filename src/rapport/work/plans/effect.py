"""Whether a plan helped: its number before and since, in words that the interval allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.findings.before_after import BEFORE, OTHERS, TREND, BeforeAfter, before_after
from rapport.findings.daily import Daily, daily
from rapport.home import Home
from rapport.program.plans.plain import PlanContent
from rapport.reports import words
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.plans.metrics import Offered, offered_one

REST = "rest"
BY = {
    OTHERS: "By how much more it changed than where the plan did nothing",
    TREND: "Beyond the trend that it had before",
    BEFORE: "Since, less before",
}


@dataclass(frozen=True)
class PlanEffect:
    """`found` None before the plan began. `words` say what may be concluded, the first of them the result."""

    metric: Offered
    found: BeforeAfter | None
    by: str
    words: tuple[str, ...]


def effect_of(home: Home, content: PlanContent) -> PlanEffect:
    """What became of the plan's number. Raises InputError for a metric or group that is not there."""
    metric = offered_one(home, content.metric)
    if content.begins_on is None:
        return PlanEffect(metric, None, "", ("It has not begun.",))
    here, others = values_of(home, content)
    settings = home.settings
    found = before_after(
        here, others, content.begins_on, confidence=settings.confidence, minimum=settings.minimum_base
    )
    return PlanEffect(metric, found, BY[found.against], tuple(_words(found, metric, content)))


def values_of(home: Home, content: PlanContent) -> tuple[Daily, Daily | None]:
    """The number's values where the plan is, and where it is not (None: compared with nobody)."""
    criteria, settings = choose_audit(home).criteria, home.settings
    others: Mapping[str, str] = {k: str(v) for k, v in content.others.items() if k != REST}

    def asked(snapshot: object) -> tuple[Daily, Daily | None]:
        here = daily(snapshot, content.metric, criteria, content.where, settings)
        if content.others.get(REST) and content.where:
            return here, daily(snapshot, content.metric, criteria, content.where, settings, rest=True)
        if others:
            return here, daily(snapshot, content.metric, criteria, others, settings)
        return here, None

    return Warehouse(home.warehouse_path).ask(asked)


def _words(found: BeforeAfter, metric: Offered, content: PlanContent) -> list[str]:
    effect = found.effect
    if effect.value is None:
        return [f"It cannot be told yet: {effect.undefined_because}."]
    reach = words.interval(effect, signed=True)
    better = (effect.value > 0) != metric.lower_is_better
    said = {
        "no effect seen": f"No effect seen: anything from {reach} fits what was measured.",
        "cannot tell": "Whether it helped cannot be told.",
    }.get(found.verdict)
    if said is None:
        sure = found.verdict.partition(" ")[0].capitalize()
        said = f"{sure} {'better' if better else 'worse'} since it began."
    told = [said]
    expected = content.expected_effect
    if expected is not None and effect.low is not None and effect.high is not None:
        inside = effect.low <= expected <= effect.high
        told.append(
            "What was expected lies within the interval." if inside else "What was expected lies outside it."
        )
    told.append(_caveat(found.against, content))
    return told


def _caveat(against: str, content: PlanContent) -> str:
    if against == OTHERS:
        return (
            "What changed for everybody is taken off. Anything else that began here alone, at that time, "
            "counts with the plan."
        )
    if against == TREND:
        return "The trend before is taken off. Anything else that began at that time counts with the plan."
    asked_for = "The others have too few values to compare with. " if content.others else ""
    return (
        f"{asked_for}Compared with before alone: a number that was low by chance rises by itself, and what "
        "changed for everybody counts with the plan. Name whom the plan does not touch to take that off."
    )
