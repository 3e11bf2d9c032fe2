"""Whose work is whose."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor


def own(actor: Actor) -> Q:
    """Rows whose evaluator is the actor's account. An evaluator known by name only is nobody's account."""
    return Q(pk__in=[]) if actor.user_id is None else Q(evaluator__user_id=actor.user_id)
