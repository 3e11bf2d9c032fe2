"""What goes with a customer who is erased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from rapport.program.alerts.models import Firing

AT_ONCE = 400


@transaction.atomic
def alerts_erase(interactions: Iterable[str], customer_id: str) -> Mapping[str, int]:
    """Takes customer and conversation out of what rules fired for; that they fired, when and for which team
    stays."""
    wanted = sorted(set(interactions))
    done = _blank(Firing.objects.filter(customer_id=customer_id))
    for start in range(0, len(wanted), AT_ONCE):
        done += _blank(Firing.objects.filter(interaction_id__in=wanted[start : start + AT_ONCE]))
    return {"alerts": done}


def _blank(rows: QuerySet[Firing]) -> int:
    found = list(rows)
    for row in found:
        row.subject, row.facts = f"erased:{uuid4().hex}", {}
        row.customer_id = row.interaction_id = row.channel = None
        if row.state in (Firing.DUE, Firing.HELD, Firing.FAILED):
            row.state, row.problem = Firing.LEFT, ""
    Firing.objects.bulk_update(
        found, ["subject", "facts", "customer_id", "interaction_id", "channel", "state", "problem"], AT_ONCE
    )
    return len(found)
