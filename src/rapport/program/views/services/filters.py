"""Keeps filters and removes them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.people.services.log import log_change
from rapport.program.views.errors import ViewsError
from rapport.program.views.models import SavedFilter

MOST = 200
EVERYBODY = ""


def filter_save(actor: Actor, name: str, query: str, *, team: str | None = None) -> str:
    """Keeps a filter for oneself, or for others (`team`: theirs, empty for everybody) → its id.

    Raises NotAllowedError, or ViewsError for a name that is empty, too long or taken, and for a team that
    is not one's own.
    """
    actor.require(Permission.INTERACTIONS_READ)
    if actor.user_id is None:
        raise ViewsError("A filter is kept for a person", None, "Sign in first.")
    name = name.strip()
    if not name or len(name) > 100:
        raise ViewsError("A filter needs a name of at most 100 signs", "name", "Give it a short name.")
    if len(query) > 2000:
        raise ViewsError("This filter is too long to keep", "q", "Look for less at once.")
    if team is not None:
        _may_share(actor, team)
    try:
        with transaction.atomic():
            if SavedFilter.objects.filter(user_id=actor.user_id).count() >= MOST:
                raise ViewsError(f"You keep {MOST} filters already", None, "Remove one first.")
            kept = SavedFilter.objects.create(user_id=actor.user_id, name=name, team=team, query=query)
            log_change(actor, "filter.save", "filter", str(kept.pk), after={"team": team})
    except IntegrityError:
        raise ViewsError("You keep a filter of this name already", "name", "Choose another name.") from None
    return str(kept.pk)


@transaction.atomic
def filter_remove(actor: Actor, filter_id: str) -> None:
    """Forgets a filter: one's own, or a shared one for who manages people. Raises ViewsError."""
    actor.require(Permission.INTERACTIONS_READ)
    try:
        found = SavedFilter.objects.select_for_update().filter(pk=filter_id).first()
    except ValidationError:
        found = None
    mine = found is not None and str(found.user_id) == actor.user_id
    shared = found is not None and found.team is not None and actor.may(Permission.PEOPLE_MANAGE)
    if found is None or not (mine or shared):
        raise ViewsError("There is no such filter", None, "Look at the list of filters.")
    log_change(actor, "filter.remove", "filter", str(found.pk), before={"team": found.team})
    found.delete()


def _may_share(actor: Actor, team: str) -> None:
    actor.require(Permission.VIEWS_SHARE)
    everything = actor.sight(Permission.INTERACTIONS_READ) is Sight.ALL
    if not everything and team not in (actor.teams(Permission.INTERACTIONS_READ) or ()):
        raise ViewsError("A filter is shared with a team of yours", "team", "Choose one of your teams.")
