"""How far a sample is, what is left to do, and when it will be done at this pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapport.home import Home
from rapport.program.audits.plain import SampleFacts
from rapport.program.audits.planning import Counts, SampleProgress
from rapport.program.people.actor import Actor

DAY = timedelta(days=1)
FEWEST = 5  # a pace told from fewer is no pace
FARTHEST = timedelta(days=3650)


@dataclass(frozen=True)
class Forecast:
    """What is left. `per_day` and `finish` are None while too little was handed in lately to tell."""

    hours_left: float
    per_day: float | None
    finish: datetime | None
    late: bool


@dataclass(frozen=True)
class SampleView:
    """One sample with its progress and what is to come."""

    facts: SampleFacts
    progress: SampleProgress
    forecast: Forecast


@dataclass(frozen=True)
class SampleLine:
    """One sample in the list."""

    facts: SampleFacts
    counts: Counts
    audit_name: str | None
    hours_left: float


def sample_view(home: Home, actor: Actor, name: str, now: datetime | None = None) -> SampleView | None:
    """The sample, None when there is none of that name. Raises NotAllowedError."""
    from rapport.program.audits.selectors import sample_facts, sample_progress

    progress = sample_progress(actor, name)
    if progress is None:
        return None
    facts = sample_facts(actor, name)
    return SampleView(facts, progress, forecast(home, facts, progress, now or datetime.now(UTC)))


def forecast(home: Home, facts: SampleFacts, progress: SampleProgress, now: datetime) -> Forecast:
    """Hours left at the home's minutes an evaluation, and the day it ends at the pace of the last week.

    The pace is evaluations a day since the first one, over the last seven days at most and one at least.
    """
    left = progress.counts.open
    hours = left * home.settings.minutes_per_evaluation / 60
    pace = None
    if progress.recent >= FEWEST and progress.first_done_at is not None:
        since = max(progress.recent_since, progress.first_done_at)
        pace = progress.recent / max((now - since) / DAY, 1.0)
    ahead = left / pace * DAY if pace and left else None
    finish = now + ahead if ahead is not None and ahead < FARTHEST else None
    late = bool(facts.due_at and left and (facts.due_at < now or (finish and finish > facts.due_at)))
    return Forecast(hours, pace, finish, late)


def sample_lines(home: Home, actor: Actor) -> tuple[SampleLine, ...]:
    """All samples with how far they are, the newest first. Raises NotAllowedError."""
    from rapport.program.audits.selectors import audits, sample_counts, samples

    counts: Mapping[str, Counts] = sample_counts(actor)
    names = {one.id: one.name for one in audits(actor)}
    minutes = home.settings.minutes_per_evaluation
    return tuple(
        SampleLine(
            one,
            known,
            names.get(one.audit) if one.audit is not None else None,
            known.open * minutes / 60,
        )
        for one in samples(actor)
        for known in (counts.get(one.name, Counts()),)
    )
