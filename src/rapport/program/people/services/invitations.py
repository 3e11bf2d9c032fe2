"""Asks people to join and lets them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import PeopleError
from rapport.program.people.models import Invitation, User
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Issued
from rapport.program.people.services.log import log_change
from rapport.program.people.services.people import check_address, person_create
from rapport.program.people.services.roles import check_grants, plain
from rapport.program.people.services.secret import digest_of, new_secret

VALID = timedelta(days=7)


@transaction.atomic
def invitation_send(
    actor: Actor, email: str, grants: Iterable[Grant], *, name: str = "", agent_id: str | None = None
) -> Issued:
    """An invitation with these roles, valid a week; who calls sends its secret to the address.

    An earlier open invitation to the address is withdrawn. Raises NotAllowedError or PeopleError.
    """
    actor.require(Permission.PEOPLE_MANAGE)
    wanted, address, now = check_grants(grants), check_address(email), timezone.now()
    if User.objects.filter(email=address).exists():
        raise PeopleError(f"{address} has an account already", "email", "Change the roles of that account.")
    _open(address).update(withdrawn_at=now)
    secret, digest = new_secret("invite")
    one = Invitation.objects.create(
        email=address,
        name=name.strip(),
        agent_id=agent_id or None,
        roles=[*map(plain, wanted)],
        digest=digest,
        invited_by=actor.name,
        expires_at=now + VALID,
    )
    log_change(actor, "invitation.send", "invitation", str(one.pk), after={"roles": one.roles})
    return Issued(str(one.pk), secret, one.expires_at)


@transaction.atomic
def invitation_accept(secret: str, *, name: str, password: str) -> str:
    """Makes the account of who holds the secret → its id. Raises PeopleError, always with one reason."""
    now = timezone.now()
    found = Invitation.objects.select_for_update().filter(
        digest=digest_of(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    one = found.first()
    if one is None:
        raise PeopleError("This invitation is not valid any more", None, "Ask who invited you for a new one.")
    return _let_in(one, name, password)


@transaction.atomic
def invitation_accept_known(address: str, *, name: str = "") -> str | None:
    """Makes the account of somebody whose address the company's own sign-in vouches for, if they were
    invited → its id, else None. The account has no password."""
    open_ones = _open(address.strip().lower()).filter(expires_at__gt=timezone.now())
    one = open_ones.select_for_update().order_by("-created_at").first()
    return None if one is None else _let_in(one, name, None)


def _let_in(one: Invitation, name: str, password: str | None) -> str:
    host = Actor(one.invited_by, (Grant("administrator"),))
    grants = [Grant(**role) for role in one.roles]
    user_id = person_create(
        host, one.email, name=name or one.name, password=password, grants=grants, agent_id=one.agent_id
    )
    one.accepted_at = timezone.now()
    one.save(update_fields=["accepted_at"])
    return str(user_id)


@transaction.atomic
def invitation_withdraw(actor: Actor, invitation_id: str) -> None:
    """An open invitation stops being valid; another is left as it is."""
    actor.require(Permission.PEOPLE_MANAGE)
    if Invitation.objects.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    ):
        log_change(actor, "invitation.withdraw", "invitation", invitation_id)


def _open(address: str) -> Any:
    """Invitations to this address that still let in."""
    return Invitation.objects.filter(email=address, accepted_at=None, withdrawn_at=None)
