"""Keys of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError, PeopleError
from rapport.program.people.models import ApiKey
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Issued
from rapport.program.people.services.log import log_change
from rapport.program.people.services.secret import new_secret


@transaction.atomic
def key_issue(
    actor: Actor, name: str, scopes: Iterable[str], *, expires_at: datetime | None = None
) -> Issued:
    """A key that acts as `actor`, narrowed to `scopes` (permissions). The secret is shown this once.

    Raises PeopleError for an unknown scope, one that the actor does not have, or an actor without an
    account.
    """
    if actor.user_id is None:
        raise PeopleError("A key needs a person it acts for", None, "Sign in first.")
    wanted = sorted({_permission(scope) for scope in scopes})
    if not wanted:
        raise PeopleError("The key may do nothing", "scopes", "Choose at least one scope.")
    for one in wanted:
        actor.require(one)
    secret, digest = new_secret("rapport")
    key = ApiKey.objects.create(
        user_id=actor.user_id,
        name=name.strip() or "key",
        hint=secret[-4:],
        digest=digest,
        scopes=[str(one) for one in wanted],
        expires_at=expires_at,
    )
    log_change(actor, "key.issue", "key", str(key.pk), after={"scopes": key.scopes})
    return Issued(str(key.pk), secret, expires_at)


@transaction.atomic
def key_revoke(actor: Actor, key_id: str) -> None:
    """The key stops at once. Own keys, or anybody's for who manages people."""
    key = ApiKey.objects.filter(pk=key_id).first()
    if key is None:
        raise PeopleError(f"There is no key {key_id}", None, "Look at the list of keys.")
    if str(key.user_id) != actor.user_id and not actor.may(Permission.PEOPLE_MANAGE):
        raise NotAllowedError(Permission.PEOPLE_MANAGE, actor.name)
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        log_change(actor, "key.revoke", "key", str(key.pk))


def _permission(scope: str) -> Permission:
    try:
        return Permission(scope)
    except ValueError:
        raise PeopleError(f"Unknown scope {scope!r}", "scopes", f"Use {', '.join(Permission)}.") from None
