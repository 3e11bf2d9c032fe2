"""Programmes, their versions, and how far their invitations are."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.checking import plan_of
from rapport.program.sending.models import Message, Programme, ProgrammeVersion, Round
from rapport.program.sending.plain import InDoubt, Looked, Mark, Plan, ProgrammeFacts, Progress, VersionFacts
from rapport.program.surveys.models import Invitation


def programmes(actor: Actor, *, archived: bool = False) -> list[ProgrammeFacts]:
    """All of them, running ones first."""
    actor.require(Permission.SURVEYS_READ)
    rows = list(Programme.objects.filter(archived_at__isnull=not archived).order_by("title"))
    plans = _plans(rows)
    found = [_facts(row, plans[row.pk]) for row in rows]
    return sorted(found, key=lambda one: one.running_since is None)


def programme(actor: Actor, programme_id: str) -> ProgrammeFacts | None:
    """One of them."""
    actor.require(Permission.SURVEYS_READ)
    row = Programme.objects.filter(pk=programme_id).first()
    return None if row is None else _facts(row, _plans([row])[row.pk])


def programme_versions(actor: Actor, programme_id: str) -> list[VersionFacts]:
    """Its versions, newest first."""
    actor.require(Permission.SURVEYS_READ)
    rows = ProgrammeVersion.objects.filter(programme_id=programme_id).order_by("-number")
    return [VersionFacts(one.number, one.by, one.at, plan_of(one.plan)) for one in rows]


def progress(actor: Actor, programme_ids: list[str]) -> dict[str, Progress]:
    """How the invitations of each stand. `sent` counts all that went out."""
    actor.require(Permission.SURVEYS_READ)
    state = Invitation
    rows = (
        Invitation.objects.filter(programme__in=programme_ids)
        .values("programme")
        .annotate(
            waiting=Count("id", filter=Q(state=state.WAITING)),
            sent=Count("id", filter=Q(sent_at__isnull=False)),
            started=Count("id", filter=Q(started_at__isnull=False)),
            completed=Count("id", filter=Q(completed_at__isnull=False)),
            bounced=Count("id", filter=Q(state=state.BOUNCED)),
            refused=Count("id", filter=Q(state=state.REFUSED)),
            expired=Count("id", filter=Q(state=state.EXPIRED)),
        )
    )
    doubt = Message.objects.filter(programme__in=programme_ids, state=Message.UNCERTAIN)
    uncertain = dict(doubt.values_list("programme").annotate(Count("id")))
    found = {one: Progress(uncertain=uncertain.get(one, 0)) for one in programme_ids}
    for row in rows:
        name = row.pop("programme")
        found[name] = Progress(**row, uncertain=uncertain.get(name, 0))
    return found


def rounds(actor: Actor, programme_id: str, since: date) -> list[tuple[date, Looked]]:
    """Day by day since then, newest first: how many could have been asked, were, and were not, why."""
    actor.require(Permission.SURVEYS_READ)
    rows = Round.objects.filter(programme_id=programme_id, day__gte=since).order_by("-day")
    return [(one.day, Looked(one.candidates, one.asked, one.left_out)) for one in rows]


def messages_in_doubt(actor: Actor, programme_id: str, most: int = 50) -> list[InDoubt]:
    """Those nobody knows of whether they arrived, newest first."""
    actor.require(Permission.SURVEYS_READ)
    return in_doubt(Message.objects.filter(programme=programme_id), most)


def in_doubt(messages: QuerySet[Message], most: int) -> list[InDoubt]:
    """Those of these messages, newest first."""
    found = list(messages.filter(state=Message.UNCERTAIN).order_by("-taken_at")[:most])
    asked = Invitation.objects.filter(pk__in=[one.invitation_id for one in found])
    known = {pk: (customer, key) for pk, customer, key in asked.values_list("pk", "customer_id", "key")}
    told = [(one, *known.get(one.invitation_id, ("", ""))) for one in found]
    return [
        InDoubt(one.pk, customer, one.number, one.taken_at, one.problem, key) for one, customer, key in told
    ]


def _plans(rows: list[Programme]) -> dict[str, Plan]:
    wanted = {(row.pk, row.number) for row in rows}
    kept = ProgrammeVersion.objects.filter(programme__in=[row.pk for row in rows])
    return {one.programme_id: plan_of(one.plan) for one in kept if (one.programme_id, one.number) in wanted}


def _facts(row: Programme, plan: Plan) -> ProgrammeFacts:
    return ProgrammeFacts(
        id=row.pk,
        title=row.title,
        number=row.number,
        plan=plan,
        running_since=row.running_since,
        archived_at=row.archived_at,
        created_by=row.created_by,
        created_at=row.created_at,
        mark=Mark(row.read_at, row.read_key),
        data_version=row.data_version,
    )
