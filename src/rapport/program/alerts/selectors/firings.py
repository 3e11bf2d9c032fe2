"""What rules fired for, page by page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from rapport.program.alerts.access import alerts_seen, praise_seen
from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.models import Firing
from rapport.program.alerts.plain import STATES, FiringFacts
from rapport.program.people.actor import Actor

PAGE, MOST_DIGITS = 50, 19


@dataclass(frozen=True)
class Wanted:
    """Which of them: of a rule, in a state, of a kind, a team, a channel, a customer."""

    rule: str | None = None
    state: str | None = None
    kind: str | None = None
    team: str | None = None
    channel: str | None = None
    customer_id: str | None = None


@dataclass(frozen=True)
class FiringsPage:
    """`after` continues the list, None at its end."""

    rows: tuple[FiringFacts, ...]
    after: str | None


def firings_page(
    actor: Actor, wanted: Wanted | None = None, after: str | None = None, *, hidden: Collection[str] = ()
) -> FiringsPage:
    """What rules fired for, newest first, as far as the actor sees; nothing of the interactions `hidden`.
    Raises NotAllowedError, AlertError for a state that there is not or an odd mark."""
    rows = _rows(alerts_seen(actor), hidden)
    wanted = wanted or Wanted()
    if wanted.state is not None and wanted.state not in STATES:
        raise AlertError(f"There is no state {wanted.state[:20]!r}", "state", "Choose one of the list.")
    asked = {"rule_id": wanted.rule, **{name: getattr(wanted, name) for name in _NAMES}}
    try:
        return _page(rows.filter(**{name: value for name, value in asked.items() if value}), after)
    except ValidationError:
        return FiringsPage((), None)


def praise_page(
    actor: Actor, after: str | None = None, *, team: str | None = None, hidden: Collection[str] = ()
) -> FiringsPage:
    """Praise, newest first: one's own, that of one's teams, or all. Raises NotAllowedError."""
    rows = _rows(praise_seen(actor) & Q(kind="praise", state=Firing.FIRED), hidden)
    return _page(rows.filter(team=team) if team else rows, after)


def firing_subjects(actor: Actor, rule_id: str, since: datetime) -> frozenset[str]:
    """What a rule has fired for already, quietly or not, of what happened since."""
    rows = Firing.objects.filter(alerts_seen(actor), rule_id=rule_id, at__gte=since)
    return frozenset(rows.values_list("subject", flat=True))


_NAMES = ("state", "kind", "team", "channel", "customer_id")


def _rows(seen: Q, hidden: Collection[str]) -> QuerySet[Firing]:
    rows = Firing.objects.filter(seen).select_related("rule").order_by("-at", "-id")
    return rows.exclude(interaction_id__in=sorted(hidden)) if hidden else rows


def _page(rows: QuerySet[Firing], after: str | None) -> FiringsPage:
    if after:
        at, number = _mark(after)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=number))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return FiringsPage(tuple(map(_plain, found[:PAGE])), f"{last.at.isoformat()}|{last.pk}" if last else None)


def _mark(after: str) -> tuple[datetime, int]:
    at, _, number = after.partition("|")
    try:
        moment, last = datetime.fromisoformat(at), int(number[:MOST_DIGITS])
    except ValueError:
        moment, last = None, 0
    # Near the first and the last year there is no moment in every zone.
    if moment is None or moment.tzinfo is None or not 1 < moment.year < 9999 or len(number) >= MOST_DIGITS:
        raise AlertError(f"{after[:40]!r} is no place in the list", "after", "Start from the first page.")
    return moment, last


def _plain(row: Firing) -> FiringFacts:
    same = (
        "id", "kind", "state", "at", "found_at", "customer_id", "interaction_id", "agent_id", "team",
        "channel", "problem",
    )  # fmt: skip
    return FiringFacts(
        rule_id=str(row.rule_id),
        rule=row.rule.name,
        version=row.number,
        facts=dict(row.facts),
        case_id=None if row.case_id is None else str(row.case_id),
        **{name: getattr(row, name) for name in same},
    )
