"""Filters that somebody keeps or was given."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.views.models import SavedFilter
from rapport.program.views.plain import FilterFacts

MOST = 100


def saved_filters(actor: Actor) -> list[FilterFacts]:
    """One's own filters and those shared with one's teams or everybody, by name. Raises NotAllowedError."""
    sight = actor.sight(Permission.INTERACTIONS_READ)
    shared = Q(team="") | Q(team__in=sorted(_teams(actor)))
    if sight is Sight.ALL:
        shared = Q(team__isnull=False)
    mine = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    rows = SavedFilter.objects.filter(mine | shared).select_related("user").order_by("name", "pk")
    return [
        FilterFacts(
            id=str(row.pk),
            name=row.name,
            query=row.query,
            team=row.team,
            by=str(row.user),
            mine=str(row.user_id) == actor.user_id,
        )
        for row in rows[:MOST]
    ]


def _teams(actor: Actor) -> frozenset[str]:
    return frozenset(one.team for one in actor.grants if one.team is not None)
