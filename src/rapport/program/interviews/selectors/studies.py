"""Studies, their customers, and what was noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, QuerySet

from rapport.program.interviews.models import Excerpt, Interview, Recruit, Study
from rapport.program.interviews.plain import (
    TAKEN_PART,
    AttemptFacts,
    ExcerptFacts,
    Notes,
    RecruitFacts,
    StudyFacts,
)
from rapport.program.interviews.selectors.guides import guide_facts
from rapport.program.interviews.services.studies import HOLDING
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission

PAGE = 50


def studies(actor: Actor) -> list[StudyFacts]:
    """All studies, newest first. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    return _studies(Study.objects.order_by("-id"))


def study(actor: Actor, study_id: int) -> StudyFacts | None:
    """One study; None when there is none. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    return next(iter(_studies(Study.objects.filter(pk=study_id))), None)


def _studies(rows: QuerySet[Study]) -> list[StudyFacts]:
    found = list(rows.select_related("guide"))
    counted = (
        Recruit.objects.filter(study__in=found).values("study", "outcome", "reserve").annotate(n=Count("id"))
    )
    counts: dict[int, Counter[tuple[str, bool]]] = {}
    for one in counted:
        counts.setdefault(one["study"], Counter())[one["outcome"], one["reserve"]] += one["n"]
    return [_study(row, counts.get(row.pk, Counter())) for row in found]


def _study(row: Study, counts: Counter[tuple[str, bool]]) -> StudyFacts:
    return StudyFacts(
        id=row.pk,
        title=row.title,
        guide=guide_facts(row.guide),
        schema=row.schema,
        state=row.state,
        by=tuple(row.by),
        since=row.since,
        until=row.until,
        seed=row.seed,
        data_version=row.data_version,
        excluded=dict(row.excluded),
        columns=tuple(row.columns),
        cells=tuple((tuple(values), count) for values, count in row.cells),
        strata=dict(row.strata),
        wanted=row.wanted,
        created_by=row.created_by,
        created_at=row.created_at,
        outcomes={outcome: n for (outcome, _), n in counts.items() if outcome},
        open=counts["", False],
        reserves=counts["", True],
        drawn=sum(counts.values()),
    )


def recruits(
    actor: Actor, study_id: int, *, state: str = "", mine: bool = False, after: int = 0, limit: int = PAGE
) -> list[RecruitFacts]:
    """Customers who are asked, in the order of the draw, behind position `after`; `state` is open or an
    outcome. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    rows = Recruit.objects.filter(study=study_id, reserve=False, position__gt=after)
    if state:
        rows = rows.filter(outcome="" if state == "open" else state)
    if mine:
        rows = rows.filter(interviewer=actor.user_id)
    return _recruits(rows.order_by("position")[:limit], actor)


def recruit(actor: Actor, recruit_id: str) -> RecruitFacts | None:
    """One customer with every attempt; None for none and for a reserve. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    try:
        rows = Recruit.objects.filter(pk=recruit_id, reserve=False)
        return next(iter(_recruits(rows, actor)), None)
    except (ValidationError, ValueError):
        return None


def _recruits(rows: QuerySet[Recruit], actor: Actor) -> list[RecruitFacts]:
    found = rows.select_related("interviewer").prefetch_related("attempts")
    begun = set(Interview.objects.filter(recruit__in=list(rows)).values_list("recruit", flat=True))
    return [_recruit(row, row.pk in begun, actor) for row in found]


def _recruit(row: Recruit, started: bool, actor: Actor) -> RecruitFacts:
    attempts = sorted(row.attempts.all(), key=lambda one: one.at, reverse=True)
    return RecruitFacts(
        id=str(row.pk),
        study=row.study_id,
        customer_id=row.customer_id,
        stratum=row.stratum,
        cell=row.cell,
        position=row.position,
        reserve=row.reserve,
        interviewer_id=str(row.interviewer_id) if row.interviewer_id else None,
        interviewer=str(row.interviewer) if row.interviewer else "",
        outcome=row.outcome,
        scheduled_at=row.scheduled_at,
        consent_at=row.consent_at,
        consent_by=row.consent_by,
        attempts=tuple(AttemptFacts(one.at, one.by, one.how, one.result, one.note) for one in attempts),
        tries=len(attempts),
        last_try=attempts[0].at if attempts else None,
        started=started,
        yours=actor.user_id is not None and str(row.interviewer_id) == actor.user_id,
    )


def may_work_on(actor: Actor, facts: RecruitFacts) -> bool:
    """Whether this person asks this customer: their interviewer, or who plans."""
    own = actor.may(Permission.INTERVIEWS_HOLD) and facts.yours
    return own or actor.may(Permission.INTERVIEWS_PLAN)


def notes_of(actor: Actor, recruit_id: str) -> Notes:
    """What was noted of one conversation. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    row = Interview.objects.filter(recruit=recruit_id).first()
    if row is None:
        return Notes(recruit_id)
    return Notes(
        recruit=recruit_id,
        notes=dict(row.notes),
        number=row.number,
        codes=dict(row.codes),
        excerpts=tuple(_excerpts(row.excerpts.order_by("id"))),
        finished=row.finished_at is not None,
    )


def _excerpts(rows: Iterable[Excerpt]) -> Iterable[ExcerptFacts]:
    return (ExcerptFacts(one.pk, one.question, one.text, one.code, one.by) for one in rows)


def taken_part(actor: Actor, study_id: int) -> Mapping[str, int]:
    """The customers who took part, and each one's cell of the frame. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    rows = Recruit.objects.filter(study=study_id, outcome__in=TAKEN_PART)
    return dict(rows.values_list("customer_id", "cell"))


def asked_cells(actor: Actor, study_id: int) -> list[tuple[int, bool]]:
    """Of everybody asked whose outcome stands: the cell of the frame, and whether they took part."""
    actor.require(Permission.INTERVIEWS_READ)
    rows = Recruit.objects.filter(study=study_id, reserve=False).exclude(outcome__in=["", "not_eligible"])
    return [(cell, outcome in TAKEN_PART) for cell, outcome in rows.values_list("cell", "outcome")]


def said(actor: Actor, study_id: int) -> tuple[list[Mapping[str, str]], list[tuple[str, str, str]]]:
    """How those who took part were coded, and every passage as (recruit, code, text)."""
    actor.require(Permission.INTERVIEWS_READ)
    held = Interview.objects.filter(recruit__study=study_id, recruit__outcome__in=TAKEN_PART)
    codes: list[Mapping[str, str]] = [dict(row.codes) for row in held]
    rows = Excerpt.objects.filter(interview__recruit__study=study_id).order_by("code", "id")
    passages = [(str(one), code, text) for one, code, text in rows.values_list(
        "interview__recruit", "code", "text")]  # fmt: skip
    return codes, passages


def free_codes(actor: Actor, study_id: int) -> list[str]:
    """Codes that were used in a study, the most used first."""
    actor.require(Permission.INTERVIEWS_READ)
    rows = Excerpt.objects.filter(interview__recruit__study=study_id)
    used = rows.values("code").annotate(n=Count("id"), last=Max("id")).order_by("-n", "code")
    return [row["code"] for row in used[:100]]


def possible_interviewers(actor: Actor) -> list[tuple[str, str]]:
    """Accounts that may interview, as (id, name). Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    people = User.objects.filter(Q(is_active=True), grants__role__in=HOLDING).distinct()
    return [(str(one.pk), str(one)) for one in people.order_by("name", "email")]
