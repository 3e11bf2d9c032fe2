"""Keeps studies, and what came of asking each customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.models import Attempt, GuideVersion, Interview, Recruit, Study
from rapport.program.interviews.plain import HOW, OUTCOMES, RESULTS, TAKEN_PART, StudyPlan
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission
from rapport.program.people.services import log_change

HOLDING = [name for name, role in ROLES.items() if Permission.INTERVIEWS_HOLD in role.permissions]


@transaction.atomic
def study_create(actor: Actor, plan: StudyPlan) -> int:
    """Stores a study with its drawn customers → its id. Raises NotAllowedError, InterviewError."""
    actor.require(Permission.INTERVIEWS_PLAN)
    guide = GuideVersion.objects.filter(pk=plan.guide).first()
    if guide is None:
        raise InterviewError("There is no such guide", "guide", "Choose one of the list.")
    if not 0 < len(plan.title.strip()) <= 200:
        raise InterviewError("The study has no name of 1 to 200 letters", "title", "Give one.")
    row = Study.objects.create(
        title=plan.title.strip(),
        guide=guide,
        schema=plan.schema,
        by=list(plan.by),
        since=plan.since,
        until=plan.until,
        seed=plan.seed,
        data_version=plan.data_version,
        excluded=dict(plan.excluded),
        columns=list(plan.columns),
        cells=[[list(values), count] for values, count in plan.cells],
        strata=dict(plan.strata),
        wanted=plan.wanted,
        created_by=actor.name,
    )
    Recruit.objects.bulk_create(
        [
            Recruit(
                study=row,
                customer_id=one.customer_id,
                stratum=one.stratum,
                inclusion_probability=one.inclusion_probability,
                cell=one.cell,
                position=place,
                reserve=one.reserve,
            )
            for place, one in enumerate(plan.customers, start=1)
        ],
        batch_size=500,
    )
    after = {"drawn": len(plan.customers), "wanted": plan.wanted, "seed": plan.seed}
    log_change(actor, "study.create", "study", str(row.pk), after=after)
    return int(row.pk)


@transaction.atomic
def study_close(actor: Actor, study_id: int, closed: bool = True) -> None:
    """Nobody is asked any more, or again."""
    actor.require(Permission.INTERVIEWS_PLAN)
    if not Study.objects.filter(pk=study_id).update(state=Study.CLOSED if closed else Study.OPEN):
        raise InterviewError("There is no such study", None, "Look at the list.")
    log_change(actor, "study.close" if closed else "study.open", "study", str(study_id))


@transaction.atomic
def reserves_release(actor: Actor, study_id: int, number: int) -> int:
    """The next reserves, in the order of the draw, are asked too → how many."""
    actor.require(Permission.INTERVIEWS_PLAN)
    if number < 1:
        raise InterviewError("No reserve is asked for", "number", "Use 1 or more.")
    rows = Recruit.objects.select_for_update().filter(study=study_id, reserve=True).order_by("position")
    chosen = [row.pk for row in rows[:number]]
    Recruit.objects.filter(pk__in=chosen).update(reserve=False)
    log_change(actor, "study.reserves", "study", str(study_id), after={"released": len(chosen)})
    return len(chosen)


@transaction.atomic
def recruit_assign(actor: Actor, recruit_id: str, interviewer: str) -> None:
    """Gives a customer to an interviewer; who holds interviews may take one that nobody has."""
    actor.require(Permission.INTERVIEWS_HOLD)
    row = _recruit(recruit_id)
    mine = interviewer == actor.user_id and row.interviewer_id is None
    if not mine:
        actor.require(Permission.INTERVIEWS_PLAN)
    if not User.objects.filter(pk=interviewer, is_active=True, grants__role__in=HOLDING).exists():
        raise InterviewError("This person may not interview", "interviewer", "Choose one of the list.")
    row.interviewer_id = interviewer
    row.save(update_fields=["interviewer_id"])
    log_change(actor, "recruit.assign", "recruit", str(row.pk), after={"interviewer": interviewer})


@transaction.atomic
def attempt_add(actor: Actor, recruit_id: str, how: str, result: str, note: str = "") -> None:
    """Notes a try to reach somebody; a refusal closes it."""
    row = own_recruit(actor, recruit_id)
    _open(row)
    if how not in HOW or result not in RESULTS:
        raise InterviewError(
            "Say how it was tried and what came of it", "how, result", "Choose of the lists."
        )
    Attempt.objects.create(recruit=row, by=actor.name, how=how, result=result, note=note.strip()[:2000])
    log_change(actor, "recruit.attempt", "recruit", str(row.pk), after={"how": how, "result": result})
    if result == "refused":
        _close(actor, row, "refusal")


@transaction.atomic
def recruit_schedule(actor: Actor, recruit_id: str, at: datetime | None) -> None:
    """Sets or takes away the appointment."""
    row = own_recruit(actor, recruit_id)
    _open(row)
    row.scheduled_at = at
    row.save(update_fields=["scheduled_at"])
    after = {"at": at.isoformat() if at else None}
    log_change(actor, "recruit.schedule", "recruit", str(row.pk), after=after)


@transaction.atomic
def consent_note(actor: Actor, recruit_id: str, given: bool) -> None:
    """Notes that the customer agreed to be interviewed and noted, or took it back: the notes go then."""
    row = own_recruit(actor, recruit_id)
    if given:
        row.consent_at, row.consent_by = timezone.now(), actor.name
    else:
        row.consent_at, row.consent_by = None, ""
        Interview.objects.filter(recruit=row).delete()
        row.outcome, row.closed_at = "refusal", timezone.now()
    row.save(update_fields=["consent_at", "consent_by", "outcome", "closed_at"])
    log_change(actor, "recruit.consent", "recruit", str(row.pk), after={"given": given})


@transaction.atomic
def recruit_close(actor: Actor, recruit_id: str, outcome: str) -> None:
    """Says after AAPOR what came of it; an empty outcome opens it again. Raises InterviewError for an
    interview without consent or without a note."""
    row = own_recruit(actor, recruit_id)
    if outcome and outcome not in OUTCOMES:
        raise InterviewError(f"There is no outcome {outcome!r}", "outcome", f"Use {', '.join(OUTCOMES)}.")
    if outcome in TAKEN_PART:
        if row.consent_at is None:
            raise InterviewError(
                "Nobody noted the consent", "outcome", "Note it first, or say what happened."
            )
        held = Interview.objects.filter(recruit=row).first()
        if held is None or not any(text.strip() for text in held.notes.values()):
            raise InterviewError("Nothing was noted", "outcome", "Write down what was said.")
    _close(actor, row, outcome)


def _close(actor: Actor, row: Recruit, outcome: str) -> None:
    before = {"outcome": row.outcome}
    row.outcome, row.closed_at = outcome, timezone.now() if outcome else None
    row.save(update_fields=["outcome", "closed_at"])
    finished = row.closed_at if outcome in TAKEN_PART else None
    Interview.objects.filter(recruit=row).update(finished_at=finished)
    log_change(actor, "recruit.outcome", "recruit", str(row.pk), before=before, after={"outcome": outcome})


def own_recruit(actor: Actor, recruit_id: str) -> Recruit:
    """The customer, for their interviewer or who plans. Raises NotAllowedError, InterviewError."""
    actor.require(Permission.INTERVIEWS_HOLD)
    row = _recruit(recruit_id)
    if str(row.interviewer_id) != actor.user_id and not actor.may(Permission.INTERVIEWS_PLAN):
        raise NotAllowedError(Permission.INTERVIEWS_PLAN, actor.name)
    if row.study.state != Study.OPEN:
        raise InterviewError("The study is closed", row.study.title, "Ask whoever leads it to open it.")
    return row


def _open(row: Recruit) -> None:
    if row.outcome:
        what = f"This one is closed: {OUTCOMES[row.outcome]}"
        raise InterviewError(what, None, "Open it again first, if that was wrong.")


def _recruit(recruit_id: str) -> Recruit:
    try:
        row: Recruit | None = (
            Recruit.objects.select_for_update(of=("self",))
            .select_related("study")
            .filter(pk=recruit_id, reserve=False)
            .first()
        )
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise InterviewError("There is no such customer in the study", None, "Look at the list.")
    return row


def erase_recruits(customer_ids: Iterable[str]) -> Mapping[str, int]:
    """Forgets these customers in every study, with all they said; the frozen counts stay."""
    rows = Recruit.objects.filter(customer_id__in=sorted(set(customer_ids)))
    count = rows.count()
    rows.delete()
    return {"interview_recruits": count} if count else {}
