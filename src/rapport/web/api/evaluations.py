"""`/api/evaluations`: found, read, handed in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from rapport.program.audits.selectors.evaluations import evaluation_facts
from rapport.program.audits.selectors.evaluations_page import Wanted, evaluations_page
from rapport.program.people.permissions import Permission
from rapport.web.api.cursors import cursor_of, mark_of
from rapport.web.api.evaluation_shapes import (
    EvaluationList,
    EvaluationsAsked,
    EvaluationsSent,
    EvaluationWhole,
    SubmittedList,
)
from rapport.web.api.once import PARAMETER, once
from rapport.web.api.problems import missing
from rapport.web.api.routes import reads, writes
from rapport.web.config.home_of import served_home
from rapport.work.api.hand_in import hand_in_all

router = Router(tags=["evaluations"])
READERS = (Permission.EVALUATIONS_READ, Permission.EVALUATIONS_SUBMIT)
WRITERS = (Permission.EVALUATIONS_SUBMIT, Permission.SAMPLES_PLAN)


@reads(router, "", EvaluationList, *READERS, query=EvaluationsAsked)
def list_evaluations(request: HttpRequest, asked: Query[EvaluationsAsked]) -> Any:
    """The newest evaluations that match and that the key may see: blind scoring stays blind."""
    question = asked.question()
    after = mark_of(asked.cursor, question)
    found, mark = evaluations_page(
        request.auth, Wanted(**question), after=tuple(after) if after else None, limit=asked.limit
    )
    return {"next": cursor_of(mark, question), "items": found}


@writes(router, "", {200: SubmittedList}, *WRITERS, headers=(PARAMETER,))
def submit_evaluations(request: HttpRequest, response: HttpResponse, sent: EvaluationsSent) -> Any:
    """Hands in evaluations, scored at once, all or none. Others' than one's own take `samples.plan`.

    The same decisions again are unchanged; other decisions of the same evaluator replace the former. With an
    `Idempotency-Key` the first answer is given again for a day.
    """

    def done() -> dict[str, Any]:
        given = [one.handed_in() for one in sent.evaluations]
        stored = hand_in_all(
            served_home(), request.auth, sent.definition, given, sample=sent.sample, purpose=sent.purpose
        )
        return {"items": [asdict(one) for one in stored]}

    return once(request, response, done)


@reads(router, "/{evaluation_id}", EvaluationWhole, *READERS)
def read_evaluation(request: HttpRequest, evaluation_id: UUID) -> Any:
    """One evaluation with its decisions and their evidence."""
    found = evaluation_facts(request.auth, str(evaluation_id))
    if found is None:
        raise missing("evaluation")
    return found
