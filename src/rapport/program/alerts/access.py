"""Whose alerts somebody sees."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import ROLES, Permission, Sight

P = Permission
PRAISED = (P.CASES_WORK, P.COACHING_LEAD, P.COACHING_OWN)
"""Whoever holds one of these sees praise, as far as it reaches."""


def alerts_seen(actor: Actor) -> Q:
    """A condition on what rules fired for: all, that of one's teams, or that of which one has the case.
    Raises NotAllowedError."""
    if actor.sight(P.CASES_WORK) is Sight.ALL:
        return ~Q(pk__in=[])
    found = Q(pk__in=[])
    if teams := actor.teams(P.CASES_WORK):
        found |= Q(team__in=sorted(teams))
    if actor.user_id:
        found |= Q(case_id__in=_own_cases(actor))
    return found


def praise_seen(actor: Actor) -> Q:
    """A condition on praise: all, of one's teams, of oneself. Raises NotAllowedError."""
    allowed = [one for one in actor.grants if any(p in ROLES[one.role].permissions for p in PRAISED)]
    if not any(map(actor.may, PRAISED)):
        raise NotAllowedError(P.COACHING_OWN, actor.name)
    found = Q(pk__in=[])
    for grant in allowed:
        sight = ROLES[grant.role].sight
        if sight is Sight.ALL:
            return ~Q(pk__in=[])
        if sight is Sight.TEAMS and grant.team is not None:
            found |= Q(team=grant.team)
    if actor.agent_id and actor.may(P.COACHING_OWN):
        found |= Q(agent_id=actor.agent_id)
    return found


def _own_cases(actor: Actor) -> object:
    from rapport.program.cases.access import cases_seen
    from rapport.program.cases.models import Case

    return Case.objects.filter(cases_seen(actor)).values("pk")
