"""Personas."""

from __future__ import annotations

from django.db.models import Count

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.models import Persona
from rapport.program.shops.plain import PersonaFacts


def personas(actor: Actor) -> list[PersonaFacts]:
    """All personas by name, the retired ones last. Raises NotAllowedError."""
    actor.require(Permission.SHOPS_READ)
    rows = Persona.objects.annotate(used=Count("tasks")).order_by("retired_at", "name")
    found = [persona_facts(row, row.used) for row in rows]
    return sorted(found, key=lambda one: (one.retired, one.name.casefold()))


def persona_facts(row: Persona, tasks: int = 0) -> PersonaFacts:
    """A row as others see it."""
    return PersonaFacts(
        name=row.name,
        customer_type=row.customer_type,
        emotional_state=row.emotional_state,
        story=row.story,
        knows=row.knows,
        wants=row.wants,
        id=row.pk,
        retired=row.retired_at is not None,
        tasks=tasks,
    )
