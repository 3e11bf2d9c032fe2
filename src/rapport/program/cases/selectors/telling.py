"""What owners of cases and those who help are to be told; for the worker, on nobody's behalf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from rapport.program.cases.models import Case, CaseEntry, Suggestion

MOST = 20_000
"""Lines of the log that are looked at in one round, the newest first: many more than people write in days."""
TOLD = {
    "assigned": "given",
    "reopened": "given",
    "overdue": "overdue",
    "escalated": "help",
    "recovery": "answered",
}


def cases_to_tell(since: datetime) -> Iterator[tuple[str, str, int, str]]:
    """(what happened, case, the line of its log that says so, account): "given" and "overdue" of cases still
    open, for the owner now and, when overdue, who helps; "help" for who helps; "answered" for the
    owner, whatever its state."""
    entries = (
        CaseEntry.objects.filter(at__gte=since, kind__in=TOLD).select_related("case").order_by("-at", "-pk")
    )
    seen: set[tuple[str, object]] = set()
    for entry in entries[:MOST]:
        what, case = TOLD[entry.kind], entry.case
        if (what, case.pk) in seen:  # an older line was for who had it then
            continue
        seen.add((what, case.pk))
        if case.state == Case.CLOSED and what != "answered":
            continue
        helped = case.helper_id if what in ("overdue", "help") else None
        people = {None if what == "help" else case.owner_id, helped} - {None}
        for person in sorted(map(str, people)):
            yield what, str(case.pk), entry.pk, person


def suggestions_to_tell(since: datetime) -> Iterator[tuple[str, str, str]]:
    """(suggestion, what becomes of it, account of who made it), of those somebody spoke about since."""
    heard = Q(answered_at__gte=since) | Q(spoken_of__roundtable__created_at__gte=since)
    rows = Suggestion.objects.filter(heard, user__is_active=True).exclude(state=Suggestion.NEW).distinct()
    for suggestion, state, user in rows.order_by("pk").values_list("pk", "state", "user_id")[:MOST]:
        yield str(suggestion), str(state), str(user)
