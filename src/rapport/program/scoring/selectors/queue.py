"""What waits for somebody, how far they are, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from rapport.program.audits.models import Assignment
from rapport.program.judging.selectors import tasks_done, tasks_open
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.models import Draft
from rapport.program.scoring.own import own, own_drafts
from rapport.program.scoring.plain import SampleProgress, Takeable, Work
from rapport.program.scoring.selectors.work import (
    TASK,
    assignments_of,
    work_of_assignment,
    work_of_task,
)

PAGE = 50


def queue_progress(actor: Actor) -> list[SampleProgress]:
    """What each sample asks of the actor and how far they are, the most urgent first.

    Raises NotAllowedError.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    standing = Assignment.objects.filter(own(actor), state__in=Assignment.STANDING)
    rows = (
        standing.filter(sampled__left_at=None)
        .values(sample=F("sampled__sample_id"), due=F("sampled__sample__due_at"))
        .annotate(
            open=Count("pk", filter=Q(state=Assignment.OPEN)),
            done=Count("pk", filter=Q(state=Assignment.DONE)),
        )
        .order_by(F("due").asc(nulls_last=True), "sample")
    )
    begun, now = _begun(actor), timezone.now()
    return [
        SampleProgress(
            sample=row["sample"],
            open=row["open"],
            begun=begun.get(row["sample"], 0),
            done=row["done"],
            due_at=row["due"],
            late=bool(row["open"] and row["due"] and row["due"] < now),
        )
        for row in rows
    ]


def queue_takeable(actor: Actor) -> list[Takeable]:
    """The samples that are open to all and have something left to take. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    free = Assignment.objects.filter(
        state=Assignment.OPEN,
        claimed_at=None,
        sampled__left_at=None,
        sampled__sample__open_to_all=True,
        sampled__sample__closed_at=None,
    )
    rows = free.values_list("sampled__sample_id", "sampled__sample__due_at").annotate(
        free=Count("sampled", distinct=True)
    )
    return [Takeable(sample, count, due) for sample, due, count in rows.order_by("sampled__sample_id")]


def queue_open(actor: Actor, *, sample: str | None = None, after: int = 0, limit: int = PAGE) -> list[Work]:
    """Open work: without a sample the tasks of other purposes first, then the assignments of a sample (or
    all) in the order of the sheet, behind position `after`. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    found = _open(actor).filter(sampled__position__gt=after)
    if sample is not None:
        found = found.filter(sampled__sample_id=sample)
    ordered = found.order_by(
        F("sampled__sample__due_at").asc(nulls_last=True), "sampled__sample_id", "sampled__position"
    )
    return _with_drafts(actor, [work_of_assignment(row) for row in ordered[:limit]])


def queue_tasks(actor: Actor) -> list[Work]:
    """Open work of other purposes than a sample, the most urgent first. Raises NotAllowedError."""
    return _with_drafts(actor, [work_of_task(one) for one in tasks_open(actor)])


def queue_done(actor: Actor, limit: int = 25) -> list[Work]:
    """What the actor scored last, the newest first. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    rows = assignments_of(actor).filter(state=Assignment.DONE)
    newest = rows.order_by(F("ended_at").desc(nulls_last=True), "-pk")[:limit]
    done = [work_of_assignment(row) for row in newest]
    return _with_drafts(actor, [*done, *map(work_of_task, tasks_done(actor, limit))])


def queue_next(actor: Actor, than: Work | None = None) -> Work | None:
    """What comes after a piece of work: the same kind first, in order; what was begun is not skipped.

    Raises NotAllowedError.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if than is not None and than.key.startswith(TASK):
        tasks = [one for one in map(work_of_task, tasks_open(actor)) if one.key != than.key]
        same = [one for one in tasks if one.purpose == than.purpose]
        if tasks:
            return (same or tasks)[0]
    found = _open(actor)
    if than is not None and not than.key.startswith(TASK):
        found = found.exclude(pk=int(than.key))
        here = found.filter(sampled__sample_id=than.sample).order_by("sampled__position")
        row = here.filter(sampled__position__gt=than.position).first() or here.first()
        if row is not None:
            return work_of_assignment(row)
    first = found.order_by(
        F("sampled__sample__due_at").asc(nulls_last=True), "sampled__sample_id", "sampled__position"
    ).first()
    if first is not None:
        return work_of_assignment(first)
    rest = [one for one in map(work_of_task, tasks_open(actor)) if than is None or one.key != than.key]
    return rest[0] if rest else None


def _open(actor: Actor) -> QuerySet[Assignment]:
    return assignments_of(actor).filter(state=Assignment.OPEN, sampled__left_at=None)


def _begun(actor: Actor) -> dict[str, int]:
    """Drafts in progress by sample."""
    keys = Draft.objects.filter(own_drafts(actor), state=Draft.OPEN).values_list("work", flat=True)
    numbers = [int(key) for key in keys if not key.startswith(TASK)]
    rows = _open(actor).filter(pk__in=numbers).order_by()
    counts = rows.values_list("sampled__sample_id").annotate(begun=Count("pk"))
    return dict(counts)


def _with_drafts(actor: Actor, works: Iterable[Work]) -> list[Work]:
    listed = list(works)
    drafts = Draft.objects.filter(own_drafts(actor), work__in=[one.key for one in listed], state=Draft.OPEN)
    known = {
        work: (decided, asked) for work, decided, asked in drafts.values_list("work", "decided", "asked")
    }
    return [
        replace(one, begun=True, decided=known[one.key][0], asked=known[one.key][1])
        if one.key in known
        else one
        for one in listed
    ]
