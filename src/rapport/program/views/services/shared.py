"""Shares views by a link, and takes links back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.views.errors import ViewsError
from rapport.program.views.models import SharedView

SALT = "rapport.shared-view"
LONGEST_DAYS = 365


@transaction.atomic
def view_share(actor: Actor, dashboard: str, query: Mapping[str, str], *, title: str, days: int) -> str:
    """Lets whoever holds the link see a dashboard for some days → the id of the link.

    Whether the dashboard is the actor's is for the caller to check. Raises NotAllowedError, or ViewsError
    for an actor without an account or a time that is too long.
    """
    actor.require(Permission.VIEWS_SHARE)
    if actor.user_id is None:
        raise ViewsError("A link shows what a person may see", None, "Sign in first.")
    if not 1 <= days <= LONGEST_DAYS:
        raise ViewsError(f"A link cannot hold for {days} days", "days", f"Use 1 to {LONGEST_DAYS}.")
    shared = SharedView.objects.create(
        user_id=actor.user_id,
        title=title.strip()[:200] or "Dashboard",
        dashboard=dashboard,
        query=dict(query),
        expires_at=timezone.now() + timedelta(days=days),
    )
    told = {"dashboard": dashboard, "query": dict(query), "days": days}
    log_change(actor, "view.share", "shared_view", str(shared.pk), after=told)
    return str(shared.pk)


@transaction.atomic
def view_revoke(actor: Actor, shared: str) -> None:
    """The link stops at once: one's own, or anybody's for who manages people.

    Raises NotAllowedError for who shares nothing, else ViewsError.
    """
    found = SharedView.objects.select_for_update().filter(pk=shared).first()
    mine = found is not None and str(found.user_id) == actor.user_id
    if not mine:
        actor.require(Permission.VIEWS_SHARE)
    if found is None or not (mine or actor.may(Permission.PEOPLE_MANAGE)):
        raise ViewsError("There is no such link", None, "Look at the list of links.")
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        log_change(actor, "view.revoke", "shared_view", str(found.pk))


def view_opened(shared: str) -> None:
    """Counts that somebody looked."""
    SharedView.objects.filter(pk=shared).update(opened=F("opened") + 1, opened_at=timezone.now())


def view_token(shared: str) -> str:
    """What stands in the link: the id, signed with this server's key."""
    return str(signing.Signer(salt=SALT).sign(shared))


def view_of_token(token: str) -> str | None:
    """The id that a link's token names; None for one that this server did not sign."""
    try:
        return str(signing.Signer(salt=SALT).unsign(token))
    except signing.BadSignature:
        return None
