"""What samples hold, for telling which scenarios they reach."""

from __future__ import annotations

from rapport.program.audits.models import SampledInteraction
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def sampled_interactions(actor: Actor) -> frozenset[str]:
    """The ids of all interactions in samples, to be counted only. Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_READ)
    return frozenset(SampledInteraction.objects.values_list("interaction_id", flat=True).distinct())
