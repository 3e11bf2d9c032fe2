"""Makes accounts and closes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import PeopleError
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.people.services.roles import (
    check_grants,
    find_user,
    plain,
    somebody_manages,
    write_grants,
)


@transaction.atomic
def person_create(
    actor: Actor,
    email: str,
    *,
    name: str = "",
    password: str | None = None,
    grants: Iterable[Grant] = (),
    agent_id: str | None = None,
) -> str:
    """A new account → its id. Without a password the person signs in elsewhere or sets one by mail.

    Raises NotAllowedError, or PeopleError: an address that is none or taken, a weak password, an
    unknown role, an agent who has an account already.
    """
    actor.require(Permission.PEOPLE_MANAGE)
    wanted = check_grants(grants)
    address = check_address(email)
    user = User(email=address, name=name.strip(), agent_id=agent_id or None)
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise PeopleError(
            f"{address} or its agent has an account already", "email", "Change the roles of that account."
        ) from None
    write_grants(user, wanted)
    log_change(actor, "person.create", "person", str(user.pk), after={"roles": [*map(plain, wanted)]})
    return str(user.pk)


@transaction.atomic
def person_set_active(actor: Actor, user_id: str, active: bool) -> None:
    """Closes an account (it can no longer sign in, its keys stop, its sessions end) or opens it again."""
    actor.require(Permission.PEOPLE_MANAGE)
    user = find_user(user_id)
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    somebody_manages()
    if not active:
        _sessions_end(user)
    action = "person.open" if active else "person.close"
    log_change(actor, action, "person", str(user.pk), before={"active": not active}, after={"active": active})


def _sessions_end(user: User) -> None:
    """Nobody goes on where they were when the account is opened again, at whatever screen that is."""
    for session in list(Session.objects.filter(expire_date__gt=timezone.now())):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def check_address(email: str) -> str:
    """The address in lower case. Raises PeopleError."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise PeopleError(f"{email!r} is not an e-mail address", "email", "Mend the address.") from None
    return address


def check_password(password: str, user: User) -> None:
    """Raises PeopleError with every reason why a password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages), "password", "Choose a longer one.") from None
