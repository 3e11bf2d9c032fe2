"""Webhooks and their messages as administrators see them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.utils import timezone

from rapport.program.hooks.models import Delivery, Hook
from rapport.program.hooks.plain import DeliveryFacts, HookFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

PAGE = 50


def hooks_list(actor: Actor) -> list[HookFacts]:
    """All webhooks by name. Raises NotAllowedError."""
    return [_hook(row) for row in _rows(actor).order_by("name", "created_at")]


def hook_facts(actor: Actor, hook_id: str) -> HookFacts | None:
    """One webhook. Raises NotAllowedError."""
    try:
        row = _rows(actor).filter(pk=hook_id).first()
    except ValidationError:
        return None
    return None if row is None else _hook(row)


def deliveries_page(
    actor: Actor, hook_id: str, *, before: int | None = None, limit: int = PAGE
) -> list[DeliveryFacts]:
    """The newest messages to a webhook, `before` the last of the page before. Raises NotAllowedError."""
    actor.require(Permission.SETTINGS_MANAGE)
    rows = Delivery.objects.filter(hook_id=hook_id).select_related("event").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [
        DeliveryFacts(
            id=row.pk,
            message=f"msg_{row.event_id.hex}",
            kind=row.event.kind,
            happened_at=row.event.at,
            state=row.state,
            attempts=row.attempts,
            try_at=row.try_at,
            tried_at=row.tried_at,
            status=row.status,
            spent_ms=row.spent_ms,
            problem=row.problem,
            body=row.event.body,
        )
        for row in rows[:limit]
    ]


def deliveries_due() -> bool:
    """Whether any message is to be sent now; the worker asks, on nobody's behalf."""
    return bool(Delivery.objects.filter(state=Delivery.WAITING, try_at__lte=timezone.now()).exists())


def _rows(actor: Actor) -> Any:
    actor.require(Permission.SETTINGS_MANAGE)
    former = Max("secrets__ends_at", filter=Q(secrets__ends_at__gt=timezone.now()))
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.WAITING), distinct=True)
    return Hook.objects.annotate(rotating_until=former, waiting=waiting)


def _hook(row: Any) -> HookFacts:
    return HookFacts(
        id=str(row.pk),
        name=row.name,
        address=row.address,
        events=tuple(row.events),
        made_by=row.made_by,
        created_at=row.created_at,
        stopped_at=row.stopped_at,
        stopped_because=row.stopped_because,
        failing_since=row.failing_since,
        rotating_until=row.rotating_until,
        waiting=row.waiting,
    )
