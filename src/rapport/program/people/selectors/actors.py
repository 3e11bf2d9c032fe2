"""Who acts: from a signed-in account or a key of the API."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.models import ApiKey, User
from rapport.program.people.permissions import ROLES, Permission
from rapport.program.people.services.secret import digest_of

NOTICED = timedelta(minutes=1)


def actor_of(user_id: str) -> Actor | None:
    """The person with this account, or None when it is closed or gone."""
    user = User.objects.filter(pk=user_id, is_active=True).prefetch_related("grants").first()
    return None if user is None else _actor(user)


def actor_of_key(secret: str) -> Actor | None:
    """The person a key acts for, narrowed to its scopes; None for a key that is unknown or stopped."""
    now = timezone.now()
    alive = Q(expires_at=None) | Q(expires_at__gt=now)
    key = (
        ApiKey.objects.filter(alive, digest=digest_of(secret), revoked_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )
    if key is None:
        return None
    if key.last_used_at is None or now - key.last_used_at > NOTICED:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return _actor(key.user, frozenset(Permission(one) for one in key.scopes))


def _actor(user: User, scopes: frozenset[Permission] | None = None) -> Actor:
    """Roles that this version does not know allow nothing."""
    grants = tuple(Grant(one.role, one.team) for one in user.grants.all() if one.role in ROLES)
    return Actor(str(user), grants, str(user.pk), user.agent_id, scopes)
