"""The follow-up log, and what is told when a case changes; called in the transaction of the change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from rapport.program.audits.models import Outbox
from rapport.program.cases.models import Case, CaseEntry
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor

TOPIC = "case"
AT_ONCE = 500


def entry_add(
    actor: Actor, case: Case, kind: str, text: str = "", facts: Mapping[str, Any] | None = None
) -> CaseEntry:
    """One more line of the log of this case."""
    made: CaseEntry = CaseEntry.objects.create(
        case=case,
        kind=kind,
        at=timezone.now(),
        by=actor.name,
        user_id=actor.user_id,
        text=text.strip(),
        facts=dict(facts or {}),
    )
    return made


def tell(case: Case, event: str, **more: object) -> None:
    """Webhooks hear of it; `more` are plain values, never words."""
    data = {
        "case": str(case.pk),
        "kind": case.kind,
        "urgency": case.urgency,
        "state": case.state,
        "customer": case.customer_id,
        "interaction": case.interaction_id,
        "team": case.team,
        "owner": case.owner_name or None,
        "due_at": case.due_at.isoformat(),
        **more,
    }
    announce(event, data, about=case.interaction_id or about_customer(case.customer_id))


def publish_later(case: Case) -> None:
    """Notes that the warehouse lacks this state of the case."""
    key = f"case:{case.pk}:{case.version}"
    Outbox.objects.get_or_create(key=key, defaults={"topic": TOPIC, "payload": {"case": str(case.pk)}})


def publish_many_later(cases: Iterable[uuid.UUID], why: str) -> None:
    """Notes that the warehouse tells these cases as they were before `why`, which names one change."""
    rows = [Outbox(key=f"case:{one}:{why}", topic=TOPIC, payload={"case": str(one)}) for one in cases]
    Outbox.objects.bulk_create(rows, batch_size=AT_ONCE)


def about_customer(customer_id: str | None) -> str | None:
    """How messages that are about no interaction are found when their customer is erased."""
    return f"customer:{customer_id}" if customer_id else None
