"""`/api/interactions`: found, read, brought in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from rapport.program.people.permissions import Permission
from rapport.web.api.cursors import cursor_of, mark_of
from rapport.web.api.interaction_shapes import (
    Imported,
    InteractionList,
    InteractionsAsked,
    InteractionsSent,
    InteractionWhole,
)
from rapport.web.api.job_shapes import JobShape
from rapport.web.api.jobs import job_of
from rapport.web.api.problems import missing
from rapport.web.api.routes import reads, writes
from rapport.web.config.home_of import served_home
from rapport.work.api.bring_in import AT_ONCE, bring_in, bring_in_beside, told
from rapport.work.exploring.asked import FIELDS, Scored, Search
from rapport.work.exploring.interaction import read_interaction
from rapport.work.exploring.search import find_interactions

router = Router(tags=["interactions"])


@reads(router, "", InteractionList, Permission.INTERACTIONS_READ, query=InteractionsAsked)
def list_interactions(request: HttpRequest, asked: Query[InteractionsAsked]) -> Any:
    """The interactions that match and that the key may see. What comes in meanwhile moves no page."""
    question = asked.question()
    after = mark_of(asked.cursor, question)
    found = find_interactions(served_home(), request.auth, _search(asked), after=after, limit=asked.limit)
    return {
        "data_version": found.data_version,
        "total": found.total,
        "at_least": found.at_least,
        "next": cursor_of(found.after, question),
        "items": found.rows,
    }


@writes(router, "", {200: Imported, 202: JobShape}, Permission.INTERACTIONS_IMPORT)
def import_interactions(request: HttpRequest, response: HttpResponse, sent: InteractionsSent) -> Any:
    """Stores interactions, redacted as the home says, all or none. The same again changes nothing.

    Up to 200 are stored at once. More, or any with `Prefer: respond-async`, are stored beside: the answer is
    202 with the job, whose `result` then holds the same counts.
    """
    records = [one.record() for one in sent.interactions]
    if len(records) <= AT_ONCE and "respond-async" not in request.headers.get("Prefer", ""):
        return Status(200, told(bring_in(served_home(), request.auth, records)))
    job = bring_in_beside(served_home(), request.auth, records)
    response["Location"] = f"/api/jobs/{job}"
    return Status(202, job_of(request.auth, job))


@reads(router, "/{path:interaction_id}", InteractionWhole, Permission.INTERACTIONS_READ)
def read_one_interaction(request: HttpRequest, interaction_id: str) -> Any:
    """One interaction with its turns and what its customer answered about it."""
    found = read_interaction(served_home(), request.auth, interaction_id)
    if found is None:
        raise missing("interaction")
    return {**found.facts, "turns": found.turns, "answers": found.answers, "data_version": found.data_version}


def _search(asked: InteractionsAsked) -> Search:
    given = asked.model_dump()
    scored = Scored(
        evaluated=asked.evaluated,
        lowest=asked.qci_from,
        highest=asked.qci_to,
        evaluator=asked.evaluator,
        element=asked.element,
        critical=asked.critical,
    )
    return Search(
        where={name: given[name] for name in FIELDS if given[name] is not None},
        since=asked.since,
        until=asked.until,
        words=asked.q or "",
        attributes=dict(one.partition("=")[::2] for one in asked.attribute),
        segment=asked.segment,
        kind=asked.kind,
        scored=scored,
        sort=asked.sort,
    )
