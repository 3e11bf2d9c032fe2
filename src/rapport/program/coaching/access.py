"""Who may coach whom, and who is the associate themselves."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import ROLES, Permission, Sight

P = Permission


def leads_all(actor: Actor) -> bool:
    """Whether somebody coaches people of every team."""
    return actor.may(P.COACHING_LEAD) and actor.sight(P.COACHING_LEAD) is Sight.ALL


def led_teams(actor: Actor) -> frozenset[str]:
    """The teams that somebody coaches, who does not coach all."""
    if not actor.may(P.COACHING_LEAD):
        return frozenset()
    return frozenset(
        one.team
        for one in actor.grants
        if one.team is not None
        and ROLES[one.role].sight is Sight.TEAMS
        and P.COACHING_LEAD in ROLES[one.role].permissions
    )


def may_lead(actor: Actor, team: str | None) -> bool:
    """Whether somebody coaches people of this team. Nobody coaches themselves; that is asked apart."""
    return leads_all(actor) or (team is not None and team in led_teams(actor))


def require_lead(actor: Actor, agent_id: str, team: str | None) -> None:
    """Raises NotAllowedError unless the actor coaches this associate, who is somebody else."""
    if not may_lead(actor, team) or actor.agent_id == agent_id:
        raise NotAllowedError(P.COACHING_LEAD, actor.name)


def is_own(actor: Actor, agent_id: str) -> bool:
    """Whether it is about the actor."""
    return actor.may(P.COACHING_OWN) and actor.agent_id is not None and actor.agent_id == agent_id


def about_seen(actor: Actor) -> Q:
    """A condition on rows with agent_id and team: about oneself, or about whom one coaches."""
    found = Q(pk__in=[])
    if actor.agent_id and actor.may(P.COACHING_OWN):
        found |= Q(agent_id=actor.agent_id)
    if leads_all(actor):
        return ~Q(pk__in=[])
    if teams := led_teams(actor):
        found |= Q(team__in=sorted(teams))
    return found


def require_any(actor: Actor) -> None:
    """Raises NotAllowedError for somebody who neither coaches nor is coached."""
    if not (actor.may(P.COACHING_LEAD) or actor.may(P.COACHING_OWN)):
        raise NotAllowedError(P.COACHING_OWN, actor.name)
