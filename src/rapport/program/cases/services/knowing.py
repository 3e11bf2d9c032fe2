"""What the warehouse knows of a case is kept with it, so that it is routed and narrowed by it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from rapport.program.cases.models import Case
from rapport.program.cases.services.assigning import route
from rapport.program.cases.services.entries import publish_later
from rapport.program.cases.services.opening import columns_of
from rapport.program.people.actor import TERMINAL

AT_ONCE = 500


def cases_unknown() -> list[tuple[str, str | None, str | None]]:
    """Cases of which nothing was looked up yet: id, customer, interaction. Only the worker asks."""
    rows = Case.objects.filter(facts_at=None).order_by("opened_at")[:AT_ONCE]
    return [
        (str(one), who, what) for one, who, what in rows.values_list("pk", "customer_id", "interaction_id")
    ]


@transaction.atomic
def case_know(case_id: str, facts: Mapping[str, str]) -> None:
    """Adds facts that the case lacks. One that nobody has touched is routed again by what is known now."""
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id, facts_at=None).first()
    if case is None:
        return
    before = (case.team, case.channel, case.concern, case.value)
    case.facts = {**facts, **case.facts}
    for name, value in columns_of(case.facts).items():
        setattr(case, name, value)
    case.facts_at = timezone.now()
    case.version += 1
    case.save(update_fields=["facts", "team", "channel", "concern", "value", "facts_at", "version"])
    known = (case.team, case.channel, case.concern, case.value)
    if known != before and case.state == Case.NEW and not case.by_hand:
        route(TERMINAL, case)
    publish_later(case)
