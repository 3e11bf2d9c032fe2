"""Whose work is whose."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor


def own(actor: Actor) -> Q:
    """Rows whose evaluator is the actor's account. An evaluator known by name only is nobody's account."""
    return Q(pk__in=[]) if actor.user_id is None else Q(evaluator__user_id=actor.user_id)


def own_drafts(actor: Actor) -> Q:
    """Drafts the actor writes: own ones, unless somebody else corrects there, and corrections of others'."""
    if actor.user_id is None:
        return Q(pk__in=[])
    return Q(corrector__isnull=True) & own(actor) | Q(corrector_id=actor.user_id)
