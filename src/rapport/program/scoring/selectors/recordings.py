"""The sound of interactions. Who may hear it, the caller decides by who may read the interaction."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.models import Recording as Row
from rapport.program.scoring.plain import Recording
from rapport.program.scoring.rows import plain_recording


def recording_of(actor: Actor, interaction_id: str) -> Recording | None:
    """The recording of an interaction, None where there is none. Raises NotAllowedError."""
    actor.require(Permission.INTERACTIONS_READ)
    row = Row.objects.filter(interaction_id=interaction_id).first()
    return plain_recording(row) if row else None


def recording(actor: Actor, recording_id: str) -> Recording | None:
    """One recording by its own id, None where there is none. Raises NotAllowedError."""
    actor.require(Permission.INTERACTIONS_READ)
    row = Row.objects.filter(pk=recording_id).first()
    return plain_recording(row) if row else None


def recordings_newest(actor: Actor, limit: int = 50) -> list[Recording]:
    """The recordings attached last, for those who attach them. Raises NotAllowedError."""
    actor.require(Permission.INTERACTIONS_IMPORT)
    return [plain_recording(row) for row in Row.objects.order_by("-added_at")[:limit]]
