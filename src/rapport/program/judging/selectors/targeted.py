"""Rules of targeted reviews, and what they asked for."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import ValidationError
from django.db.models import Count, F

from rapport.program.judging.access import require_all_judging
from rapport.program.judging.models import TargetedRule as Row
from rapport.program.judging.models import Task as TaskRow
from rapport.program.judging.plain import TargetedRule
from rapport.program.judging.selectors.tasks import plain_tasks
from rapport.program.judging.tasks import TARGETED, Task
from rapport.program.people.actor import Actor

PAGE = 50


def targeted_rules(actor: Actor, rule_id: str | None = None) -> list[TargetedRule]:
    """All rules (or the one of this id) with how much they asked for, by name. Raises NotAllowedError."""
    require_all_judging(actor)
    rows = Row.objects.select_related("criteria").order_by("-active", "name")
    try:
        listed = list(rows.filter(pk=rule_id) if rule_id else rows)
    except ValidationError:
        return []
    counted: Counter[tuple[str, str]] = Counter()
    tasks = TaskRow.objects.filter(source_kind=TARGETED).values_list("source_id", "state")
    for source, state, number in tasks.annotate(n=Count("id")):
        counted[source, state] += number
    return [
        TargetedRule(
            id=str(row.pk),
            name=row.name,
            kind=row.kind,
            why=row.why,
            where=dict(row.where),
            words=row.words,
            first_days=row.first_days,
            number=row.number,
            days_back=row.days_back,
            evaluators=tuple(row.evaluators),
            criteria=str(row.criteria),
            due_days=row.due_days,
            active=row.active,
            created_by=row.created_by,
            last_run_at=row.last_run_at,
            open=counted[str(row.pk), TaskRow.OPEN],
            done=counted[str(row.pk), TaskRow.DONE],
        )
        for row in listed
    ]


def rules_active() -> int:
    """How many rules are switched on. Only the worker asks, on nobody's behalf: no actor is needed."""
    return int(Row.objects.filter(active=True).count())


def targeted_interactions(actor: Actor, rule_id: str) -> set[str]:
    """Every interaction a rule asked for so far. Raises NotAllowedError."""
    require_all_judging(actor)
    rows = TaskRow.objects.filter(source_kind=TARGETED, source_id=rule_id)
    return set(rows.values_list("interaction_id", flat=True))


def targeted_tasks(actor: Actor, *, rule_id: str | None = None, before: str | None = None) -> list[Task]:
    """What targeted reviews asked for, the newest first, 50 at a time. Raises NotAllowedError."""
    require_all_judging(actor)
    rows = TaskRow.objects.filter(purpose=TARGETED)
    if rule_id is not None:
        rows = rows.filter(source_id=rule_id)
    rows = rows.order_by(F("created_at").desc(), "-id")
    if before is not None:
        try:
            last = rows.filter(pk=before).first()
        except ValidationError:
            last = None
        if last is not None:
            rows = rows.filter(created_at__lte=last.created_at).exclude(
                created_at=last.created_at, pk__gte=last.pk
            )
    return plain_tasks(rows[:PAGE])
