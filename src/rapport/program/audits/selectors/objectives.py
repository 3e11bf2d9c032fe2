"""Objectives, and the audits made for them."""

from __future__ import annotations

from typing import Any

from rapport.program.audits.models import Audit, Objective, Sample
from rapport.program.audits.planning import AuditFacts, ObjectiveFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def objectives(actor: Actor) -> list[ObjectiveFacts]:
    """All objectives with their audits, active ones first, then the newest. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    by_objective: dict[int, list[AuditFacts]] = {}
    for one in audits(actor):
        by_objective.setdefault(one.objective, []).append(one)
    found = [_objective(row, by_objective.get(row.pk, [])) for row in Objective.objects.order_by("-pk")]
    return sorted(found, key=lambda one: one.state != Objective.ACTIVE)


def objective_facts(actor: Actor, objective: int) -> ObjectiveFacts | None:
    """One objective with its audits, None when there is none of that number. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    row = Objective.objects.filter(pk=objective).first()
    if row is None:
        return None
    return _objective(row, [_audit(*one) for one in _audits(objective_id=objective)])


def audits(actor: Actor) -> list[AuditFacts]:
    """All audits, the newest first. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    return [_audit(*one) for one in _audits()]


def audit_facts(actor: Actor, audit: int) -> AuditFacts | None:
    """One audit, None when there is none of that number. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_READ)
    return next((_audit(*one) for one in _audits(pk=audit)), None)


def _audits(**conditions: Any) -> list[tuple[Audit, tuple[str, ...]]]:
    rows = Audit.objects.filter(**conditions).select_related("objective", "criteria", "previous")
    found = list(rows.order_by("-created_at", "-pk"))
    drawn: dict[int, list[str]] = {}
    samples = Sample.objects.filter(audit__in=[one.pk for one in found]).order_by("created_at")
    for audit, name in samples.values_list("audit_id", "slug"):
        drawn.setdefault(audit, []).append(name)
    return [(one, tuple(drawn.get(one.pk, ()))) for one in found]


def _audit(row: Audit, samples: tuple[str, ...]) -> AuditFacts:
    return AuditFacts(
        id=row.pk,
        name=row.name,
        objective=row.objective_id,
        objective_name=row.objective.name,
        criteria=str(row.criteria) if row.criteria else None,
        due_at=row.due_at,
        state=row.state,
        previous=row.previous_id,
        previous_name=row.previous.name if row.previous else None,
        samples=samples,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def _objective(row: Objective, its: list[AuditFacts]) -> ObjectiveFacts:
    return ObjectiveFacts(
        id=row.pk,
        name=row.name,
        statement=row.statement,
        strategy=row.strategy,
        owner=str(row.owner_id) if row.owner_id else None,
        owner_name=row.owner_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=row.state,
        version=row.version,
        created_at=row.created_at,
        emphases=dict(row.emphases),
        audits=tuple(its),
    )
