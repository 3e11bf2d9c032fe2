"""Which evaluator somebody is."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor


def own_evaluator(actor: Actor, prefix: str = "evaluator__") -> Q:
    """A condition on rows with an evaluator: those of this person.

    An evaluator who is bound to an account is that account's; one without is whoever bears the name.
    """
    by_name = Q(**{f"{prefix}user": None, f"{prefix}name": actor.name})
    return by_name if actor.user_id is None else by_name | Q(**{f"{prefix}user_id": actor.user_id})
