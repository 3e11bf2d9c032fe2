"""Whose cases somebody sees: all, those of their teams, or their own."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight

P = Permission


def cases_seen(actor: Actor) -> Q:
    """A condition on cases: those that this person sees. One's own, and those one was asked to help with,
    are always among them. Raises NotAllowedError."""
    sight = actor.sight(P.CASES_WORK)
    if sight is Sight.ALL:
        return ~Q(pk__in=[])
    found = Q(pk__in=[])
    if actor.user_id:
        found |= Q(owner_id=actor.user_id) | Q(helper_id=actor.user_id)
    if teams := actor.teams(P.CASES_WORK):
        found |= Q(team__in=sorted(teams))
    return found


def cases_learnt(actor: Actor) -> Q:
    """A condition on cases: those that somebody learns from. Who keeps the tree of causes learns from all;
    who works on cases from those they see. Raises NotAllowedError."""
    return ~Q(pk__in=[]) if actor.may(P.CAUSES_EDIT) else cases_seen(actor)


def require_causes(actor: Actor) -> None:
    """Raises NotAllowedError for who does not keep the tree of root causes."""
    actor.require(P.CAUSES_EDIT)


def require_learning(actor: Actor) -> None:
    """Raises NotAllowedError for who neither works on cases nor keeps what is learnt from them."""
    if not (actor.may(P.CASES_WORK) or actor.may(P.CAUSES_EDIT)):
        raise NotAllowedError(P.CASES_WORK, actor.name)
