"""Makes personas and retires them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.shops.errors import ShopError
from rapport.program.shops.models import Persona
from rapport.program.shops.plain import PersonaFacts

FIELDS = ("customer_type", "emotional_state", "story", "knows", "wants")


def persona_save(actor: Actor, facts: PersonaFacts) -> int:
    """Stores a new persona (id 0) or changes one → its id. Raises NotAllowedError, or ShopError for a
    name that is missing or taken."""
    actor.require(Permission.SHOPS_PLAN)
    name = facts.name.strip()
    if not name or len(name) > 200:
        raise ShopError("A persona needs a name of 1 to 200 letters", "name", "Give one.")
    try:
        with transaction.atomic():
            row = _row(facts.id)
            row.name = name
            for field in FIELDS:
                setattr(row, field, getattr(facts, field).strip())
            if row.pk is None:
                row.created_by = actor.name
            row.save()
            action = "persona.change" if facts.id else "persona.create"
            log_change(actor, action, "persona", str(row.pk), after={"name": name})
    except IntegrityError:
        raise ShopError(f"There is a persona {name!r} already", "name", "Choose another name.") from None
    return int(row.pk)


@transaction.atomic
def persona_retire(actor: Actor, persona_id: int) -> None:
    """Offers it no longer; plans that use it keep it."""
    actor.require(Permission.SHOPS_PLAN)
    row = _row(persona_id)
    row.retired_at = None if row.retired_at else timezone.now()
    row.save(update_fields=["retired_at"])
    action = "persona.retire" if row.retired_at else "persona.revive"
    log_change(actor, action, "persona", str(persona_id))


def _row(persona_id: int) -> Persona:
    if not persona_id:
        return Persona()
    row: Persona | None = Persona.objects.filter(pk=persona_id).first()
    if row is None:
        raise ShopError("There is no such persona", None, "Look at the list.")
    return row
