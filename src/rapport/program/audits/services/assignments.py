"""Who is asked to score what, once a sample is drawn: taking, giving back, moving, taking away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from rapport.program.audits.errors import AuditError
from rapport.program.audits.interests import barred_of, barred_who_takes, free_to_score
from rapport.program.audits.models import Assignment, Evaluator, Sample
from rapport.program.audits.services.evaluators import evaluator_me, evaluators_named
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

AT_ONCE = 20
STAND_INS = ("evaluator-1", "evaluator-2")


@transaction.atomic
def assignment_claim(actor: Actor, sample: str) -> int | None:
    """Takes the next interaction of a sample that is open to all → the assignment, None when none is left.

    The order is the sample's random one, so that who takes what is chance. What somebody took and has not
    scored comes first. Two people who ask at the same moment get different ones. Raises NotAllowedError,
    or AuditError for a sample that is unknown, closed or not open to all.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    open_to_all = Sample.objects.filter(slug=sample, open_to_all=True, closed_at=None).first()
    if open_to_all is None:
        raise AuditError(f"Nothing can be taken from sample {sample!r}", None, "Look at the list of samples.")
    me = Evaluator.objects.get(name=evaluator_me(actor))
    standing = Assignment.objects.filter(
        sampled__sample_id=sample, sampled__left_at=None, state=Assignment.OPEN
    )
    mine = standing.filter(evaluator=me).order_by("claimed_at", "sampled__position").first()
    if mine is not None:
        return int(mine.pk)
    free = _free(standing, me, barred_who_takes(actor, open_to_all))
    while candidates := list(free.values_list("pk", flat=True)[:AT_ONCE]):
        for number in candidates:
            still = Assignment.objects.filter(pk=number, state=Assignment.OPEN, claimed_at=None)
            if still.update(evaluator=me, claimed_at=timezone.now()):
                log_change(actor, "assignment.claim", "assignment", str(number), after={"sample": sample})
                return int(number)
    return None


def _free(standing: QuerySet[Assignment], me: Evaluator, barred: Q) -> QuerySet[Assignment]:
    scored_or_asked = Assignment.objects.filter(evaluator=me, state__in=Assignment.STANDING)
    return (
        standing.filter(claimed_at=None)
        .exclude(sampled__in=scored_or_asked.values("sampled"))
        .exclude(barred)
        .order_by("ordinal", "sampled__position")
    )


@transaction.atomic
def assignment_release(actor: Actor, assignment: int) -> None:
    """Gives back what was taken from a sample open to all. Raises NotAllowedError or AuditError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("sampled")
        .filter(
            pk=assignment,
            state=Assignment.OPEN,
            claimed_at__isnull=False,
            evaluator__user_id=actor.user_id,
            evaluator__user_id__isnull=False,
        )
        .first()
    )
    if row is None:
        raise AuditError("This is not yours to give back", None, "Only what you took and have not scored is.")
    others = row.sampled.assignments.filter(state__in=Assignment.STANDING).exclude(pk=row.pk)
    taken = set(others.values_list("evaluator__name", flat=True))
    stand_ins = evaluators_named(STAND_INS)
    row.evaluator = next(stand_ins[name] for name in STAND_INS if name not in taken)
    row.claimed_at = row.started_at = None
    row.save(update_fields=["evaluator", "claimed_at", "started_at"])
    log_change(actor, "assignment.release", "assignment", str(row.pk))


def assignment_begun(actor: Actor, assignment: int) -> None:
    """Notes that this person has begun to score; the first time counts. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    mine = Assignment.objects.filter(pk=assignment, evaluator__user_id=actor.user_id, started_at=None)
    mine.exclude(evaluator__user_id=None).update(started_at=timezone.now())


@transaction.atomic
def assignments_move(actor: Actor, assignments: Sequence[int], to: Sequence[str], reason: str) -> int:
    """Asks other evaluators instead, for what is not scored yet → how many were moved.

    Of several people in `to` whoever has least to do in the sample is asked, and chance decides between
    equals (the numbers are in the sample's random order). Whoever has a conflict of interest, or scores the
    interaction already, is passed over. The former assignment stays with its reason. Raises
    NotAllowedError, or AuditError without a reason, or where nobody named can take one.
    """
    actor.require(Permission.SAMPLES_PLAN)
    because = reason_given(reason)
    rows = _open_rows(assignments)
    people = evaluators_named(to)
    if not people:
        raise AuditError("Nobody is named to take them over", "to", "Choose at least one person.")
    load = _load({row.sampled.sample_id for row in rows}, people)
    for row in rows:
        chosen = _taker(row, people, load)
        load[chosen.name] += 1
        row.state, row.reason, row.ended_at = Assignment.MOVED, because, timezone.now()
        row.save(update_fields=["state", "reason", "ended_at"])
        claimed = timezone.now() if row.sampled.sample.open_to_all else None
        new = Assignment.objects.create(
            sampled=row.sampled,
            evaluator=chosen,
            ordinal=row.ordinal,
            due_at=row.due_at,
            claimed_at=claimed,
        )
        after = {"to": chosen.name, "as": new.pk, "reason": because}
        before = {"evaluator": row.evaluator.name}
        log_change(actor, "assignment.move", "assignment", str(row.pk), before=before, after=after)
    return len(rows)


@transaction.atomic
def assignments_remove(actor: Actor, assignments: Sequence[int], reason: str) -> int:
    """Takes second scores away that are not there yet → how many.

    Every interaction of a sample keeps one evaluator: without any it would leave the sample, which is
    another act with its own reasons. Raises NotAllowedError or AuditError.
    """
    actor.require(Permission.SAMPLES_PLAN)
    because = reason_given(reason)
    rows = _open_rows(assignments)
    for row in rows:
        others = row.sampled.assignments.filter(state__in=Assignment.STANDING).exclude(pk=row.pk)
        if not others.exists():
            raise AuditError(
                f"Number {row.sampled.position} has no other evaluator",
                f"assignment {row.pk}",
                "Ask somebody else instead, or replace the interaction.",
            )
        row.state, row.reason, row.ended_at = Assignment.REMOVED, because, timezone.now()
        row.save(update_fields=["state", "reason", "ended_at"])
        before = {"evaluator": row.evaluator.name}
        after = {"reason": because}
        log_change(actor, "assignment.remove", "assignment", str(row.pk), before=before, after=after)
    return len(rows)


def reason_given(reason: str) -> str:
    """The reason, short enough to be kept. Raises AuditError without one."""
    if not reason.strip():
        raise AuditError("A reason is needed", "reason", "Say in a few words why.")
    return reason.strip()[:500]


def _open_rows(assignments: Sequence[int]) -> list[Assignment]:
    wanted = set(assignments)
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .select_related("sampled__sample", "evaluator")
        .filter(pk__in=wanted, state=Assignment.OPEN, sampled__left_at=None)
        .order_by("sampled__position", "ordinal")
    )
    if len(rows) < len(wanted) or not wanted:
        raise AuditError(
            "Some of these have been scored, moved or taken away meanwhile"
            if wanted
            else "Nothing is chosen",
            None,
            "Load the page again and choose what is open.",
        )
    return rows


def _load(samples: set[str], people: dict[str, Evaluator]) -> Counter[str]:
    rows = Assignment.objects.filter(
        evaluator__in=people.values(), sampled__sample_id__in=samples, state=Assignment.OPEN
    )
    counts = rows.order_by().values_list("evaluator__name").annotate(Count("pk"))
    return Counter(dict(counts))


def _taker(row: Assignment, people: dict[str, Evaluator], load: Counter[str]) -> Evaluator:
    sampled = row.sampled
    barred = barred_of(sampled.sample, people.values())
    already = set(
        sampled.assignments.filter(state__in=Assignment.STANDING).values_list("evaluator_id", flat=True)
    )
    free = [
        one
        for one in people.values()
        if one.pk not in already and free_to_score(barred.get(one.name), sampled.agent_id, sampled.team)
    ]
    if not free:
        raise AuditError(
            f"Nobody chosen may score number {sampled.position}",
            f"assignment {row.pk}",
            "They score it already, or have a conflict of interest. Choose somebody else.",
        )
    return min(free, key=lambda one: load[one.name])
