"""Mini-ratings: each person's own."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.views.models import MiniInteraction, MiniRating
from rapport.program.views.plain import MiniFacts, MiniItem, MiniTurn

MOST = 100


def mini_ratings(actor: Actor) -> list[MiniFacts]:
    """One's own ratings, newest first, without what was uploaded. Raises NotAllowedError."""
    actor.require(Permission.MINI_RATE)
    rows = MiniRating.objects.filter(user_id=actor.user_id, expires_at__gt=timezone.now())
    rows = rows.annotate(total=Count("interactions"), scored=Count("interactions__scored_at"))
    return [_facts(row, (), row.total, row.scored) for row in rows.order_by("-created_at")[:MOST]]


def mini_rating(actor: Actor, rating: str) -> MiniFacts | None:
    """One's own rating with its interactions in their order, or None."""
    actor.require(Permission.MINI_RATE)
    try:
        row = MiniRating.objects.filter(
            pk=rating, user_id=actor.user_id, expires_at__gt=timezone.now()
        ).first()
    except ValidationError:
        return None
    if row is None:
        return None
    items = tuple(_item(one) for one in row.interactions.order_by("position"))
    return _facts(row, items, len(items), sum(one.decisions is not None for one in items))


def _facts(row: MiniRating, items: tuple[MiniItem, ...], total: int, scored: int) -> MiniFacts:
    return MiniFacts(
        id=str(row.pk),
        title=row.title,
        kind=row.kind,
        population=row.population,
        random=row.random,
        created_at=row.created_at,
        expires_at=row.expires_at,
        items=items,
        total=total,
        scored=scored,
    )


def _item(row: MiniInteraction) -> MiniItem:
    turns = tuple(MiniTurn(speaker, text) for speaker, text in row.turns)
    return MiniItem(row.position, row.label, row.channel, turns, row.decisions, row.scored_at)
