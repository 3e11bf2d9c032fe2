"""What the warehouse knows of a case is kept with it, so that it is routed and narrowed by it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import DataError, transaction
from django.utils import timezone

from rapport.program.cases.models import Case
from rapport.program.cases.services.assigning import route
from rapport.program.cases.services.entries import publish_later
from rapport.program.cases.services.opening import columns_of
from rapport.program.people.actor import TERMINAL

AT_ONCE = 500
LOG = logging.getLogger("rapport.cases")


def cases_unknown() -> list[tuple[str, str | None, str | None]]:
    """Cases of which nothing was looked up yet: id, customer, interaction. Only the worker asks."""
    rows = Case.objects.filter(facts_at=None).order_by("opened_at")[:AT_ONCE]
    return [
        (str(one), who, what) for one, who, what in rows.values_list("pk", "customer_id", "interaction_id")
    ]


@transaction.atomic
def case_know(case_id: str, facts: Mapping[str, str]) -> None:
    """Adds facts that the case lacks. One that waits for an owner is routed by what is known now, and one
    that nobody has touched again."""
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
    if _waits(case) or (known != before and case.state == Case.NEW and not case.by_hand):
        route(TERMINAL, case)
    publish_later(case)


def cases_know(found: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """The same for many. Facts that cannot be kept hold up no other case: theirs goes on without them."""
    for case_id, facts in found:
        try:
            case_know(case_id, facts)
        except (DataError, ValueError):
            LOG.exception("what is known of case %s cannot be kept", case_id)
            case_know(case_id, {})


def cases_route_unknown() -> int:
    """Gives cases that wait for an owner to somebody by what is known of them so far → how many."""
    waiting = Case.objects.filter(facts_at=None, why="").order_by("opened_at")[:AT_ONCE]
    return sum(_route_unknown(one) for one in waiting.values_list("pk", flat=True))


@transaction.atomic
def _route_unknown(case_id: UUID) -> bool:
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id, facts_at=None).first()
    if case is None or not _waits(case):
        return False
    route(TERMINAL, case)
    publish_later(case)
    return True


def _waits(case: Case) -> bool:
    """Whether nobody was looked for yet: who looks says why they chose whom."""
    return not case.why and case.state != Case.CLOSED and case.merged_into_id is None
