"""A customer erased because a program asked for it."""

from __future__ import annotations

from django.db import transaction

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.erase import Erasure, erase_customer


def erase_asked(home: Home, actor: Actor, customer_id: str) -> Erasure:
    """Erases the customer and logs that it was done, not whom: the log is never changed.

    Raises NotAllowedError.
    """
    from rapport.program.people.services import log_change

    actor.require(Permission.CUSTOMERS_ERASE)
    done = erase_customer(home, customer_id)
    with transaction.atomic():
        log_change(actor, "customer.erase", "customer", "", after=dict(done.counts))
    return done
