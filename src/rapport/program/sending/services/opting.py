"""Who wants to be asked no more, and which addresses do not work: kept as keyed hashes."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.db import transaction

from rapport.program.cases.services.entries import about_customer
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change
from rapport.program.sending.addresses import code_of, normal
from rapport.program.sending.models import OptOut, Salt, Unreachable
from rapport.program.surveys.models import Invitation
from rapport.program.surveys.services.ended import invitations_ended

ALL = "all"
AT_ONCE = 2_000


@transaction.atomic
def opt_out(
    *, address: str, customer_id: str, scope: str = ALL, by: str, at: datetime, mark: str = ""
) -> bool:
    """Whoever is at this address, and this customer, is asked no more: by any programme (`all`) or by the one
    named → whether that is new. What is on its way to them is taken back.

    Called on the customer's own behalf, so nobody's permission is needed. Only hashes are kept: they outlive
    the customer's erasure. `mark` is the hash of an address that is known no more.
    """
    marks = [*_marks(address, customer_id), *([mark] if mark else [])]
    new = False
    for one in dict.fromkeys(marks):
        facts = {"by": by[:200], "at": at}
        new |= OptOut.objects.get_or_create(subject=one, scope=scope, defaults=facts)[1]
    waiting = Invitation.objects.filter(state__in=Invitation.OPEN)
    if scope != ALL:
        waiting = waiting.filter(programme=scope)
    theirs = waiting.none()
    if customer_id:
        theirs = theirs | waiting.filter(customer_id=customer_id)
    known = [one for one in (mark, *_marks(address, "")) if one]
    if known:
        theirs = theirs | waiting.filter(address_mark__in=known)
    invitations_ended(theirs, Invitation.REFUSED, "wants to be asked no more")
    if new:
        told = {"customer": customer_id or None, "programme": None if scope == ALL else scope}
        announce("customer.opted_out", told, about=about_customer(customer_id))
        log_change(Actor(by or "customer"), "sending.leave", "opt_out", scope)
    return new


def opt_out_invited(invitation: UUID, *, by: str, at: datetime) -> bool:
    """Whoever was asked by this invitation is asked no more, however long ago it ended and what was emptied
    since → whether anything is known to go by."""
    columns = ("address", "customer_id", "address_mark")
    found = Invitation.objects.filter(pk=invitation).values_list(*columns).first()
    if found is None or not any(found):
        return False
    address, customer_id, mark = found
    opt_out(address=address, customer_id=customer_id, by=by, at=at, mark=mark)
    return True


@transaction.atomic
def unreachable(mark: str, because: str, at: datetime) -> None:
    """Mails or messages to the address of this hash come back for good; it is tried no more. Of the server's
    words only the code stays: they name the address."""
    if mark:
        facts = {"because": code_of(because)[:300], "at": at}
        Unreachable.objects.update_or_create(pk=mark, defaults=facts)


@transaction.atomic
def opt_in(actor: Actor, *, address: str, customer_id: str) -> int:
    """They told a person that they want to be asked again → how many refusals were removed. Logged."""
    from rapport.program.people.permissions import Permission

    actor.require(Permission.SURVEYS_EDIT)
    marks = _marks(address, customer_id)
    gone, _ = OptOut.objects.filter(subject__in=marks).delete()
    again, _ = Unreachable.objects.filter(pk__in=marks).delete()
    if gone or again:
        log_change(actor, "sending.return", "opt_out", "", after={"removed": gone + again})
    return int(gone + again)


def left(people: Iterable[tuple[str, str]], scope: str) -> list[str]:
    """For each pair of customer and address: `opted_out`, `unreachable` or nothing."""
    pairs = list(people)
    known = _known([one for pair in pairs for one in _marks(pair[1], pair[0])], scope)
    found = []
    for customer_id, address in pairs:
        told = {known[one] for one in _marks(address, customer_id) if one in known}
        found.append("opted_out" if "opted_out" in told else next(iter(told), ""))
    return found


def has_left(*, address: str, customer_id: str, scope: str = ALL) -> bool:
    """Whether they want to be asked no more, by this programme or at all."""
    return left([(customer_id, address)], scope) == ["opted_out"]


def _known(marks: Collection[str], scope: str) -> Mapping[str, str]:
    listed = sorted(set(marks))
    found: dict[str, str] = {}
    for start in range(0, len(listed), AT_ONCE):
        some = listed[start : start + AT_ONCE]
        for mark in Unreachable.objects.filter(pk__in=some).values_list("pk", flat=True):
            found[mark] = "unreachable"
        rows = OptOut.objects.filter(subject__in=some, scope__in={ALL, scope})
        for mark in rows.values_list("subject", flat=True):
            found[mark] = "opted_out"
    return found


def _marks(address: str, customer_id: str) -> list[str]:
    told, key = (("address", normal(address) if address else ""), ("customer", customer_id)), salt()
    return [_hashed(kind, value, key) for kind, value in told if value]


def mark_of(address: str) -> str:
    """The keyed hash of an address as it is kept; nothing of none."""
    return subject("address", normal(address)) if address else ""


def subject(kind: str, value: str) -> str:
    """The keyed hash that stands for an address or a customer."""
    return _hashed(kind, value, salt())


def _hashed(kind: str, value: str, key: bytes) -> str:
    return blake2b(f"{kind}:{value}".encode(), key=key, digest_size=20).hexdigest()


def salt() -> bytes:
    """The key of this home's hashes; made at the first use. It is in the database beside them, so that a
    backup carries both: they keep addresses from being read, not from being guessed by who has both."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if name not in _SALTS:
        row = Salt.objects.get_or_create(pk=1, defaults={"salt": secrets.token_hex(32)})[0]
        if connection.in_atomic_block:
            return bytes.fromhex(row.salt)  # it may yet be rolled back
        _SALTS[name] = bytes.fromhex(row.salt)
    return _SALTS[name]


_SALTS: dict[str, bytes] = {}
