"""Keys of the API."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.models import ApiKey
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Key
from rapport.program.people.services.secret import digest_of


def keys_list(actor: Actor) -> list[Key]:
    """The actor's own keys, the newest first; everybody's for who manages people."""
    rows = ApiKey.objects.select_related("user").order_by("-created_at")
    if not actor.may(Permission.PEOPLE_MANAGE):
        rows = rows.filter(user_id=actor.user_id) if actor.user_id else rows.none()
    return [_key(row) for row in rows]


def key_of(secret: str) -> Key | None:
    """The key with this secret, whoever asks: holding it is what tells."""
    row = ApiKey.objects.select_related("user").filter(digest=digest_of(secret), revoked_at=None).first()
    return None if row is None else _key(row)


def _key(row: ApiKey) -> Key:
    return Key(
        id=str(row.pk),
        name=row.name,
        hint=row.hint,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        owner=str(row.user),
    )
