"""One case, whole."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from rapport.program.cases.access import cases_seen
from rapport.program.cases.models import Case, CaseAlert, CaseEntry, CaseMail
from rapport.program.cases.plain import AlertFacts, CaseFacts, CaseLine, EntryFacts, MailFacts
from rapport.program.cases.selectors.inbox import line_of
from rapport.program.people.actor import Actor

MOST = 1000
WAITS = "Given to somebody as soon as what is known of it was looked up"


def case(actor: Actor, case_id: str) -> CaseFacts | None:
    """The case with its alerts, log, further interactions and the cases that are part of it; None when
    there is none that this person sees. Raises NotAllowedError."""
    rows = Case.objects.filter(cases_seen(actor)).select_related("root_cause", "helper")
    try:
        row = rows.filter(pk=case_id).first()
    except ValidationError:
        return None
    if row is None:
        return None
    now = timezone.now()
    merged = list(row.merged.select_related("root_cause", "helper"))
    alerts = CaseAlert.objects.filter(case__in=[row, *merged]).order_by("at", "pk")[:MOST]
    return _whole(row, now, tuple(line_of(one, now) for one in merged), alerts)


def _whole(row: Case, now: datetime, merged: tuple[CaseLine, ...], alerts: QuerySet[CaseAlert]) -> CaseFacts:
    return CaseFacts(
        line=line_of(row, now),
        reason=row.reason,
        source=row.source,
        interaction_id=row.interaction_id,
        facts=row.facts,
        value=row.value,
        why=row.why or ("" if row.facts_at else WAITS),
        outcome=row.outcome,
        cause_id=row.root_cause_id,
        justified=row.justified,
        touched_at=row.touched_at,
        overdue_at=row.overdue_at,
        touch_s=row.touch_s,
        resolution_s=row.resolution_s,
        recovery_value=row.recovery_value,
        recovery_at=row.recovery_at,
        closings=row.closings,
        erased=row.erased_at is not None,
        merged_into=str(row.merged_into_id) if row.merged_into_id else None,
        merged=merged,
        alerts=tuple(
            AlertFacts(one.kind, one.title, one.reason, one.source, one.interaction_id, one.facts, one.at)
            for one in alerts
        ),
        entries=_entries(row),
        links=tuple(row.links.order_by("pk").values_list("interaction_id", flat=True)),
    )


def _entries(row: Case) -> tuple[EntryFacts, ...]:
    mails = {one.entry_id: one for one in CaseMail.objects.filter(case=row)}
    rows = CaseEntry.objects.filter(case=row).order_by("at", "pk")[:MOST]
    return tuple(
        EntryFacts(one.pk, one.kind, one.at, one.by, one.text, one.facts, _mail(mails.get(one.pk)))
        for one in rows
    )


def _mail(row: CaseMail | None) -> MailFacts | None:
    if row is None:
        return None
    return MailFacts(str(row.pk), row.to, row.subject, row.body, row.state, row.problem, row.sent_at)
