"""How often evaluations are contested and how often rightly, by evaluator and by element: counts only.

Rates with their intervals are made of these by whoever shows them.
"""

from __future__ import annotations

from django.db.models import Count, Q

from rapport.program.audits.models import Evaluation
from rapport.program.judging.access import require_all_judging
from rapport.program.judging.models import Dispute
from rapport.program.judging.plain import DisputeCount
from rapport.program.people.actor import Actor

ACCEPTED, UPHELD = Q(state=Dispute.ACCEPTED), Q(state=Dispute.UPHELD)


def disputes_by_evaluator(actor: Actor) -> list[DisputeCount]:
    """By whose evaluations were contested, in the order of names. Raises NotAllowedError."""
    require_all_judging(actor)
    live = Evaluation.objects.filter(purpose="live", replaces=None)
    made = dict(live.values_list("evaluator__name").annotate(n=Count("id")))
    rows = _counted("evaluation__evaluator__name")
    return [DisputeCount(name, made.get(name, 0), *counts) for name, *counts in rows]


def disputes_by_element(actor: Actor, definition: str) -> list[DisputeCount]:
    """By the contested element of these criteria ("" the whole). Raises NotAllowedError."""
    require_all_judging(actor)
    criteria_id, _, version = definition.rpartition("@")
    by = {"criteria__criteria_id": criteria_id, "criteria__version": version}
    made = Evaluation.objects.filter(purpose="live", replaces=None, **by).count()
    rows = _counted("element", **{f"evaluation__{name}": value for name, value in by.items()})
    return [DisputeCount(name, made, *counts) for name, *counts in rows]


def _counted(column: str, **where: str) -> list[tuple[str, int, int, int]]:
    rows = Dispute.objects.filter(**where).exclude(state=Dispute.WITHDRAWN)
    counted = rows.values_list(column).annotate(
        raised=Count("id"),
        decided=Count("id", filter=ACCEPTED | UPHELD),
        accepted=Count("id", filter=ACCEPTED),
    )
    return sorted(counted)
