"""Lists of cases: those that a person sees, narrowed, by when they are due; and how many wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from rapport.program.cases.access import cases_seen
from rapport.program.cases.models import Case
from rapport.program.cases.plain import CLOSED, STATES, CaseLine, Choices, Inbox, Wanted
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

PAGE = 50
AT_ONCE = 1000
MOST_WORDS = 8
OPEN = tuple(one for one in STATES if one != CLOSED)


def cases(actor: Actor, wanted: Wanted, *, after: str | None = None, now: datetime | None = None) -> Inbox:
    """A page of the inbox: what is due first stands first; closed cases by when they were closed, the
    newest first. `after` is the mark of the last page. Raises NotAllowedError."""
    at = now or timezone.now()
    rows, counts = narrowed(actor, wanted, at), cases_counts(actor, wanted, at)
    closed = wanted.state == CLOSED
    name = "closed_at" if closed else "due_at"
    mark = _mark(after)
    if mark is not None:
        when, last = mark
        beyond = Q(closed_at__lt=when) if closed else Q(due_at__gt=when)
        rows = rows.filter(beyond | Q(**{name: when}, pk__gt=last))
    found = list(rows.order_by(*_order(wanted))[: PAGE + 1])
    lines = tuple(line_of(one, at) for one in found[:PAGE])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return Inbox(lines, f"{getattr(more, name).isoformat()}_{more.pk}" if more else None, counts)


def every_case(actor: Actor, wanted: Wanted, most: int, now: datetime | None = None) -> Iterator[CaseLine]:
    """The first `most` cases that are wanted, read in one go, in the order of their pages.

    Raises NotAllowedError."""
    at = now or timezone.now()
    rows = narrowed(actor, wanted, at).order_by(*_order(wanted))[:most]
    return (line_of(one, at) for one in rows.iterator(chunk_size=AT_ONCE))


def _order(wanted: Wanted) -> tuple[str, str]:
    return ("-closed_at" if wanted.state == CLOSED else "due_at", "pk")


def narrowed(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Case]:
    """The cases that are wanted, of those this person sees."""
    return _of_state(_seen(actor, wanted), wanted.state, at).select_related("root_cause", "helper")


def cases_counts(actor: Actor, wanted: Wanted, now: datetime) -> dict[str, int]:
    """How many cases of each state the same wishes find."""
    rows = _seen(actor, wanted).order_by()
    counted = dict.fromkeys(STATES, 0) | dict(rows.values_list("state").annotate(n=Count("pk")))
    late = rows.filter(due_at__lt=now, state__in=OPEN).count()
    return {**counted, "open": sum(counted[one] for one in OPEN), "overdue": late}


def cases_waiting(actor: Actor) -> int:
    """How many open cases are this person's own, or were brought to them as overdue; 0 for who works on
    none."""
    if actor.user_id is None or not actor.may(Permission.CASES_WORK):
        return 0
    own = Q(owner_id=actor.user_id) | Q(helper_id=actor.user_id)
    return int(Case.objects.exclude(state=CLOSED).filter(own, merged_into=None).count())


def cases_of_customer(actor: Actor, customer_id: str) -> list[CaseLine]:
    """The cases of one customer that this person sees, newest first; none for who works on none."""
    if not actor.may(Permission.CASES_WORK):
        return []
    rows = Case.objects.filter(cases_seen(actor), customer_id=customer_id, merged_into=None)
    now = timezone.now()
    found = rows.select_related("root_cause", "helper").order_by("-opened_at")[:PAGE]
    return [line_of(one, now) for one in found]


def choices(actor: Actor) -> Choices:
    """What the filters offer: teams, concerns and owners of the cases that this person sees."""
    rows = Case.objects.filter(cases_seen(actor), merged_into=None).order_by()
    found = list(rows.values_list("team", "concern", "owner_id", "owner_name").distinct())
    return Choices(
        teams=tuple(sorted({team for team, _, _, _ in found if team})),
        concerns=tuple(sorted({concern for _, concern, _, _ in found if concern})),
        owners=tuple(sorted({(name, str(owner)) for _, _, owner, name in found if owner})),
    )


def _seen(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    rows = Case.objects.filter(cases_seen(actor), merged_into=None)
    for name in ("kind", "urgency", "team", "concern"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.customer:
        rows = rows.filter(customer_id=wanted.customer)
    if wanted.cause is not None:
        rows = rows.filter(root_cause_id=wanted.cause)
    for word in wanted.words.split()[:MOST_WORDS]:
        rows = rows.filter(title__icontains=word)
    return _whose(rows, actor, wanted)


def _whose(rows: QuerySet[Case], actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    if wanted.owner:
        try:
            return rows.filter(owner_id=wanted.owner)
        except ValidationError:
            return rows.none()
    if wanted.whose == "nobody":
        return rows.filter(owner=None)
    if wanted.whose in ("mine", "helping"):
        column = "owner_id" if wanted.whose == "mine" else "helper_id"
        return rows.filter(**{column: actor.user_id}) if actor.user_id else rows.none()
    return rows


def _of_state(rows: QuerySet[Case], state: str, at: datetime) -> QuerySet[Case]:
    if state in STATES:
        return rows.filter(state=state)
    if state == "overdue":
        return rows.filter(state__in=OPEN, due_at__lt=at)
    return rows if state == "all" else rows.filter(state__in=OPEN)


def _mark(after: str | None) -> tuple[datetime, str] | None:
    """Where the last page ended; a mark that cannot be read begins at the beginning."""
    when, _, last = (after or "").partition("_")
    try:
        moment, case_id = parse_datetime(when), UUID(last)
        if moment is None or moment.tzinfo is None:
            return None
        return moment.astimezone(UTC), str(case_id)
    except (ValueError, OverflowError):
        return None  # also moments that are in no year elsewhere


def line_of(row: Case, now: datetime) -> CaseLine:
    """A case as a line."""
    return CaseLine(
        id=str(row.pk),
        kind=row.kind,
        title=row.title,
        urgency=row.urgency,
        state=row.state,
        team=row.team,
        channel=row.channel,
        concern=row.concern,
        customer_id=row.customer_id,
        owner_id=str(row.owner_id) if row.owner_id else None,
        owner=row.owner_name,
        helper=str(row.helper) if row.helper_id else "",
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        overdue=row.state != CLOSED and row.due_at < now,
        resolution=row.resolution,
        root_cause=row.root_cause.name if row.root_cause else "",
        recovered=row.recovered,
        version=row.version,
    )
