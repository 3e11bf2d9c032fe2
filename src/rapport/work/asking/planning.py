"""Plans invitations of every programme that is on: the worker's round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from rapport.home import Home
from rapport.program.sending.plain import FOLLOW_UP, RELATIONSHIP, Candidate, Looked, Mark, ProgrammeFacts
from rapport.warehouse import Warehouse
from rapport.warehouse.snapshot import Snapshot
from rapport.work.asking.candidates import BATCH, a_day, batches, customers_of, with_records_now
from rapport.work.asking.records import candidate_of, names_of

SETTLED = timedelta(minutes=1)


def plan_due(home: Home) -> None:
    """The worker's round."""
    from django.utils import timezone

    plan_by(home, timezone.now())


def plan_by(home: Home, now: datetime) -> dict[str, Looked]:
    """Looks at what happened since the last look → counts by programme. Ended in the middle, it goes on where
    it was; two at once do not ask anybody twice."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.selectors.marks import running

    programmes, found = running(), {}
    if programmes:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            for one in programmes:
                found[one.id] = _plan(home, snapshot, one, now)
    return found


def _plan(home: Home, snapshot: Snapshot, programme: ProgrammeFacts, now: datetime) -> Looked:
    from rapport.program.sending.selectors.marks import survey_text
    from rapport.program.sending.services import plan_batch

    plan, total = programme.plan, Looked()
    looks_back = plan.kind not in (RELATIONSHIP, FOLLOW_UP)
    if looks_back and programme.data_version == snapshot.data_version:
        return total
    text = survey_text(plan)
    if text is None:
        return total
    names = names_of(text, plan.subject, plan.intro, *(f"{one.subject} {one.intro}" for one in plan.arms))
    volume = a_day(snapshot, plan, now) if plan.draw == "daily" else 0.0
    mark, version = programme.mark, snapshot.data_version
    for after, candidates in _found(home, snapshot, programme, now, names):
        looked = plan_batch(
            programme.id,
            candidates,
            before=mark,
            after=after,
            now=now,
            zone=home.settings.zone,
            a_day=volume,
        )
        if looked is None:
            return total  # somebody else is at it, or it was changed: it comes round again
        total, mark = total + looked, after
    if looks_back:
        plan_batch(
            programme.id, [], before=mark, after=mark, now=now, zone=home.settings.zone, data_version=version
        )
    return total


def _found(
    home: Home, snapshot: Snapshot, programme: ProgrammeFacts, now: datetime, names: frozenset[str]
) -> Iterator[tuple[Mark, list[Candidate]]]:
    from rapport.program.sending.selectors.marks import without_record

    plan = programme.plan
    if plan.kind == FOLLOW_UP:
        yield from after_cases(home, snapshot, programme, now, names)
        return
    since = programme.running_since or now
    if waiting := without_record(programme.id, now):
        for candidates in with_records_now(home, snapshot, plan, waiting, now, since, names):
            yield programme.mark, with_cases(home, candidates)
    for mark, candidates in batches(home, snapshot, plan, programme.mark, now, since, names):
        yield mark, with_cases(home, candidates)


def with_cases(home: Home, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, those barred whom people are dealing with, or who work here."""
    from rapport.program.sending.selectors.barring import with_open_case
    from rapport.program.sending.services import rules_now

    listed = list(candidates)
    busy, staff = with_open_case(one.customer_id for one in listed), rules_now().staff_domains

    def looked(one: Candidate) -> Candidate:
        if one.barred:
            return one
        if one.address.rpartition("@")[2] in staff and "@" in one.address:
            return replace(one, barred="employee")
        return replace(one, barred="open_case") if one.customer_id in busy else one

    return [looked(one) for one in listed]


def after_cases(
    home: Home, snapshot: Snapshot, programme: ProgrammeFacts, now: datetime, names: frozenset[str]
) -> Iterator[tuple[Mark, list[Candidate]]]:
    """Customers whose case was closed since the last look."""
    from rapport.program.sending.selectors.marks import closed_cases

    plan, mark = programme.plan, programme.mark
    since = max(programme.running_since or now, now - timedelta(hours=plan.expires_hours))
    # One that is being closed just now may be stored later than its time says.
    while cases := closed_cases(mark, since, now - SETTLED, BATCH):
        mark = Mark(cases[-1].closed_at, cases[-1].id)
        known = customers_of(snapshot, [one.customer_id for one in cases], now)
        rows = [
            {
                **known[one.customer_id],
                "about": f"{one.id}:{one.closings}",
                "at": one.closed_at,
                "interaction_id": one.interaction_id,
                "team": one.team,
                "touchpoint": "case",
            }
            for one in cases
            if one.customer_id in known
        ]
        yield mark, with_cases(home, [candidate_of(home, plan, one, names) for one in rows])
