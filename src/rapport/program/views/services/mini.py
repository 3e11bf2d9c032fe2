"""Keeps mini-ratings: what was uploaded, what was decided, until they expire."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.views.errors import ViewsError
from rapport.program.views.models import MiniInteraction, MiniRating
from rapport.program.views.plain import MiniItem

MOST = 30
KEPT = timedelta(days=90)
UNTITLED = "Mini-rating"


@transaction.atomic
def mini_create(
    actor: Actor, title: str, kind: str, items: Sequence[MiniItem], *, population: int | None, random: bool
) -> str:
    """Keeps up to thirty interactions to score → the rating's id. Raises NotAllowedError or ViewsError."""
    actor.require(Permission.MINI_RATE)
    if actor.user_id is None:
        raise ViewsError("A rating needs a person it belongs to", None, "Sign in first.")
    if not items:
        raise ViewsError("There is no interaction in this file", "file", "Choose another file.")
    if len(items) > MOST:
        what = f"There are {len(items)} interactions; a mini-rating takes {MOST} at most"
        raise ViewsError(what, "file", "Leave some out by chance, or import all and draw a sample.")
    if population is not None and population < len(items):
        what = f"{population:,} interactions in all are fewer than the {len(items)} uploaded"
        raise ViewsError(what, "population", "Leave it empty when it is not known.")
    made = MiniRating.objects.create(
        user_id=actor.user_id,
        title=title.strip()[:200] or UNTITLED,
        kind=kind,
        population=population,
        random=random,
        expires_at=timezone.now() + KEPT,
    )
    MiniInteraction.objects.bulk_create(
        MiniInteraction(
            rating=made,
            position=one.position,
            label=one.label[:200],
            channel=one.channel[:100],
            interaction_id=one.interaction_id,
            customer_id=one.customer_id,
            turns=[[turn.speaker, turn.text] for turn in one.turns],
        )
        for one in items
    )
    log_change(actor, "mini_rating.create", "mini_rating", str(made.pk), after={"interactions": len(items)})
    return str(made.pk)


@transaction.atomic
def mini_score(actor: Actor, rating: str, position: int, decisions: Mapping[str, Mapping[str, int]]) -> None:
    """Stores what was decided about one interaction; again replaces it. Raises ViewsError."""
    actor.require(Permission.MINI_RATE)
    changed = MiniInteraction.objects.filter(
        rating_id=rating, rating__user_id=actor.user_id, position=position
    ).update(decisions={name: dict(rules) for name, rules in decisions.items()}, scored_at=timezone.now())
    if not changed:
        raise ViewsError("There is no such interaction", None, "Start from the list of mini-ratings.")


@transaction.atomic
def mini_remove(actor: Actor, rating: str) -> None:
    """Removes a rating with all that was uploaded for it. Raises ViewsError."""
    actor.require(Permission.MINI_RATE)
    removed, _ = MiniRating.objects.filter(pk=rating, user_id=actor.user_id).delete()
    if not removed:
        raise ViewsError("There is no such rating", None, "Look at the list of mini-ratings.")
    log_change(actor, "mini_rating.remove", "mini_rating", rating)


def minis_expire() -> int:
    """Removes ratings whose time is over → how many. The worker's; no actor is needed."""
    over = MiniRating.objects.filter(expires_at__lte=timezone.now())
    count = int(over.count())
    over.delete()
    return count


@transaction.atomic
def minis_erase(
    customer_id: str, interactions: Collection[str], mentions: Callable[[str], bool]
) -> Mapping[str, int]:
    """Removes a customer's interactions from all ratings, and ratings of which nothing is left → how many.

    They are known by the ids in the uploaded file; where it named no customer, by their words (`mentions`).
    The erasing command's; no actor is needed.
    """
    theirs = [
        one.pk
        for one in MiniInteraction.objects.iterator()
        if _is_of(one, customer_id, interactions, mentions)
    ]
    ratings = MiniRating.objects.filter(interactions__in=theirs).values_list("pk", flat=True)
    touched = list(ratings.distinct())
    MiniInteraction.objects.filter(pk__in=theirs).delete()
    MiniRating.objects.filter(pk__in=touched, interactions=None).delete()
    for rating in MiniRating.objects.filter(pk__in=touched).only("title"):
        if mentions(rating.title):
            rating.title = UNTITLED
            rating.save(update_fields=["title"])
    return {"mini_rating_interactions": len(theirs)} if theirs else {}


def _is_of(
    one: MiniInteraction, customer_id: str, interactions: Collection[str], mentions: Callable[[str], bool]
) -> bool:
    if one.customer_id or one.interaction_id in interactions:
        return one.customer_id == customer_id or one.interaction_id in interactions
    return mentions("\n".join([one.interaction_id, one.label, *(text for _, text in one.turns)]))
