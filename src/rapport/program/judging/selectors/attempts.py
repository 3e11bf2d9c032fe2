"""Attempts at certification, and the gold they are measured against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from rapport.criteria import Decision
from rapport.program.judging.access import require_all_judging, require_judging, sees_all_judging
from rapport.program.judging.models import Attempt as AttemptRow
from rapport.program.judging.models import Gold as GoldRow
from rapport.program.judging.models import Task
from rapport.program.judging.plain import Attempt, Gold
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import CERTIFICATION
from rapport.program.people.actor import Actor


def attempt(actor: Actor, attempt_id: str) -> Attempt | None:
    """One attempt: one's own, or anybody's for who sees all; None where there is none. NotAllowedError."""
    require_judging(actor)
    rows = AttemptRow.objects.all()
    if not sees_all_judging(actor):
        rows = rows.filter(own_evaluator(actor))
    try:
        found = plain_attempts(rows.filter(pk=attempt_id))
    except ValidationError:
        return None
    return found[0] if found else None


def attempts_of(actor: Actor, evaluator: str, criteria_id: str) -> list[Attempt]:
    """An evaluator's attempts, the newest first; none of anybody the actor may not see."""
    require_judging(actor)
    rows = AttemptRow.objects.filter(evaluator__name=evaluator, criteria__criteria_id=criteria_id)
    if not sees_all_judging(actor):
        rows = rows.filter(own_evaluator(actor))
    return plain_attempts(rows.order_by("-started_at"))


def gold_list(actor: Actor, criteria_id: str, *, retired: bool = False) -> list[Gold]:
    """Gold of criteria of this id, the newest first. Evaluators never see it. Raises NotAllowedError."""
    require_all_judging(actor)
    rows = GoldRow.objects.filter(criteria__criteria_id=criteria_id, retired_at__isnull=not retired)
    return [plain_gold(row) for row in rows.select_related("criteria").order_by("-made_at")[:1000]]


def gold_counts(actor: Actor) -> dict[str, int]:
    """`id@version` of criteria → gold interactions in use. A number gives nothing away."""
    require_judging(actor)
    rows = GoldRow.objects.filter(retired_at=None).select_related("criteria").only("criteria")
    return dict(Counter(str(row.criteria) for row in rows))


def plain_gold(row: GoldRow) -> Gold:
    """Gold as other rooms see it."""
    return Gold(
        id=str(row.pk),
        interaction_id=row.interaction_id,
        criteria=str(row.criteria),
        decisions=gold_decisions(row.decisions),
        weights=dict(row.weights),
        adjudicators=tuple(row.adjudicators),
        made_at=row.made_at,
        session=str(row.session_id) if row.session_id else None,
        retired_at=row.retired_at,
        retired_because=row.retired_because,
    )


def gold_decisions(stored: Mapping[str, Any]) -> dict[str, Decision]:
    """Decisions as they were stored."""
    return {
        name: Decision(dict(one["rules"]), bool(one["not_applicable"]), one.get("note") or None)
        for name, one in stored.items()
    }


def plain_attempts(rows: QuerySet[AttemptRow]) -> list[Attempt]:
    """Attempts with how far they are, in two questions."""
    listed = list(rows.select_related("evaluator", "criteria"))
    asked, done = _progress(str(row.pk) for row in listed)
    return [
        Attempt(
            id=str(row.pk),
            evaluator=row.evaluator.name,
            criteria=str(row.criteria),
            state=row.state,
            done=done[str(row.pk)],
            asked=asked[str(row.pk)],
            started_at=row.started_at,
            due_at=row.due_at,
            finished_at=row.finished_at,
            result=dict(row.result),
        )
        for row in listed
    ]


def _progress(ids: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()
    rows = Task.objects.filter(source_kind=CERTIFICATION, source_id__in=list(ids))
    for source, state in rows.values_list("source_id", "state"):
        asked[source] += state != Task.WITHDRAWN
        done[source] += state == Task.DONE
    return asked, done
