"""What audits run, how far they are, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rapport.home import Home
from rapport.program.audits.planning import AuditFacts, Counts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


@dataclass(frozen=True)
class Next:
    """A next step: the words, and what it is about. `kind` names the page that does it (see the pages),
    `about` the audit, objective or sample there."""

    words: str
    kind: str
    about: str | int | None = None
    urgent: bool = False


@dataclass(frozen=True)
class AuditLine:
    """An audit with its samples together, and what this person does next about it."""

    facts: AuditFacts
    counts: Counts
    hours_left: float
    steps: tuple[Next, ...]


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody in all samples."""

    name: str
    counts: Counts
    hours: float


@dataclass(frozen=True)
class Overview:
    """Running audits with their next steps, samples without an audit, what waits for whom (only for who
    plans or reviews), and what this person is asked for beside that."""

    audits: tuple[AuditLine, ...]
    loose: tuple[tuple[str, Counts, datetime | None], ...]
    waiting: tuple[Waiting, ...]
    steps: tuple[Next, ...]
    ended: tuple[AuditFacts, ...]


def overview(home: Home, actor: Actor) -> Overview:
    """The state of all auditing as far as this person may see it. Raises NotAllowedError."""
    from rapport.program.audits.selectors import audits, sample_counts, samples, work_by_evaluator

    every, counts, minutes = audits(actor), sample_counts(actor), home.settings.minutes_per_evaluation
    lines = []
    for one in every:
        if one.ended_at is None:
            whole = together(counts.get(name, Counts()) for name in one.samples)
            lines.append(AuditLine(one, whole, whole.open * minutes / 60, audit_steps(actor, one, whole)))
    drawn = samples(actor)
    loose = tuple(
        (one.name, counts.get(one.name, Counts()), one.due_at)
        for one in drawn
        if one.audit is None and one.closed_at is None
    )
    waiting = tuple(
        Waiting(name, one, one.open * minutes / 60)
        for name, one in sorted(work_by_evaluator(actor).items(), key=lambda item: item[0].lower())
        if one.open
    )
    steps = tuple(_own_steps(actor, bool(every), bool(drawn)))
    return Overview(tuple(lines), loose, waiting, steps, tuple(one for one in every if one.ended_at))


def together(parts: Iterator[Counts]) -> Counts:
    """Counts of several samples added up."""
    listed = list(parts)
    return Counts(
        sum(one.asked for one in listed),
        sum(one.done for one in listed),
        sum(one.overdue for one in listed),
        sum(one.begun for one in listed),
    )


def audit_steps(actor: Actor, audit: AuditFacts, counts: Counts) -> tuple[Next, ...]:
    """What this person does next about an audit."""
    plans = actor.may(Permission.SAMPLES_PLAN)
    if plans and audit.criteria is None:
        return (Next("Choose its criteria", "audit_change", audit.id), *_draw(audit))
    if plans and not audit.samples:
        return tuple(_draw(audit))
    found = []
    if plans and counts.overdue:
        words = f"{counts.overdue} overdue: ask others, or set another deadline"
        found.append(Next(words, "sample_overdue", audit.samples[-1], urgent=True))
    if audit.samples and counts.asked and not counts.open:
        found.append(Next("Everything is scored: read the findings", "findings", audit.samples[-1]))
        if plans:
            found.append(Next("End the audit", "audit", audit.id))
    return tuple(found)


def _draw(audit: AuditFacts) -> list[Next]:
    return [] if audit.samples else [Next("Draw its sample", "sample_new", audit.id)]


def _own_steps(actor: Actor, audited: bool, drawn: bool) -> Iterator[Next]:
    from rapport.program.audits.selectors import drafts_list, open_samples, own_work
    from rapport.program.judging.selectors import disputes_waiting, tasks_open

    if actor.may(Permission.EVALUATIONS_SUBMIT):
        mine = own_work(actor)
        if mine.open:
            late = f", {mine.overdue} of them overdue" if mine.overdue else ""
            words = f"{mine.open} interaction{'s' * (mine.open > 1)} to score{late}"
            yield Next(words, "queue", urgent=bool(mine.overdue))
        if actor.user_id and (tasks := len(tasks_open(actor))):
            words = f"{tasks} task{'s' * (tasks > 1)}: calibration, certification, reviews"
            yield Next(words, "queue")
        for one in open_samples(actor):
            if one.free:
                yield Next(f"{one.name}: {one.free} to take for whoever scores", "sample", one.name)
    if actor.may(Permission.CRITERIA_PUBLISH):
        review = sum(one.state == "review" for one in drafts_list(actor))
        if review:
            yield Next(f"{review} draft{'s' * (review > 1)} of criteria to review", "criteria")
    if actor.may(Permission.DISPUTES_DECIDE) and (disputes := disputes_waiting(actor)):
        yield Next(f"{disputes} dispute{'s' * (disputes > 1)} to decide", "disputes", urgent=True)
    if actor.may(Permission.SAMPLES_PLAN) and not audited:
        yield Next("Say what is to be better: the first objective", "objective_new")
        if not drawn:
            yield Next("Or draw a sample at once", "sample_new")
