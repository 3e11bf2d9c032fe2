"""Whom an interviewer talks to: a customer's name and ways to reach them, and what happened before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.interviews.plain import RecruitFacts
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.warehouse import Snapshot, Warehouse

SHOWN = 20


@dataclass(frozen=True)
class Contact:
    """A customer as their interviewer needs to know them; None where the home does not say."""

    name: str | None
    email: str | None
    phone: str | None
    language: str | None
    segment: str | None
    interactions: tuple[Mapping[str, Any], ...]


def contact_of(home: Home, actor: Actor, recruit: RecruitFacts) -> Contact | None:
    """The customer behind a recruit, for their interviewer and who plans; None when they were erased.

    Raises NotAllowedError.
    """
    from rapport.program.interviews.selectors import may_work_on

    if not may_work_on(actor, recruit):
        raise NotAllowedError(Permission.INTERVIEWS_HOLD, actor.name)

    def question(snapshot: Snapshot) -> Contact | None:
        known = {"id": recruit.customer_id}
        person = snapshot.sql(
            "SELECT name, email, phone, language, segment FROM customers WHERE customer_id = $id", known
        ).to_pylist()
        rows = snapshot.sql(
            "SELECT interaction_id, started_at, channel, concern, subject FROM interactions "
            f"WHERE customer_id = $id ORDER BY started_at DESC NULLS LAST, interaction_id LIMIT {SHOWN}",
            known,
        ).to_pylist()
        if not person and not rows:
            return None
        return Contact(**(person[0] if person else dict.fromkeys(FIELDS)), interactions=tuple(rows))

    return Warehouse(home.warehouse_path).ask(question)


FIELDS = ("name", "email", "phone", "language", "segment")
