"""`/api/submissions`: answers that a program hands in by a way in made for programs."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from rapport.program.people.permissions import Permission
from rapport.program.surveys.selectors.answering import answerable, entrance
from rapport.surveys.translation import in_language
from rapport.web.answer.handed_in import checked_answers, keep
from rapport.web.answer.stamp import Stamp
from rapport.web.answer.visit import Visit, language_of
from rapport.web.answer.words import said_in
from rapport.web.api.problems import ApiError, missing
from rapport.web.api.routes import writes
from rapport.web.api.shapes import Moment, Sent, Word

router = Router(tags=["submissions"])
Said = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Value = Said | int | Annotated[float, Field(allow_inf_nan=False)] | list[Said] | None


class SubmissionSent(Sent):
    """What one person answered. `answers` by item: a number of the scale, a choice's id (several: a list),
    or text; words beside a choice under `item.choice`."""

    door: Word = Field(description="The id of a way in of the kind for programs.")
    answers: dict[Word, Value] = Field(max_length=400)
    submission_id: Word | None = Field(
        None, description="Yours: the same again adds to it, never doubles it."
    )
    complete: bool = Field(True, description="False: more will come under the same submission_id.")
    language: str = Field("", max_length=20)
    customer_id: Word | None = None
    interaction_id: Word | None = None
    started_at: Moment | None = None


class SubmissionKept(Schema):
    """`submission_id` as answers in the warehouse carry it. `kept` False: it was complete before, and nothing
    changed."""

    submission_id: str
    kept: bool


@writes(router, "", {200: SubmissionKept}, Permission.SURVEYS_EDIT, errors=(404, 409))
def hand_in(request: HttpRequest, sent: SubmissionSent) -> Any:
    """Keeps what one person answered; it lasts when this answers, and is in results within seconds."""
    visit = _visit(sent)
    chosen = language_of(visit.version.survey, sent.language, "")
    survey = in_language(visit.version.survey, chosen)
    pairs = {"customer.id": sent.customer_id, "interaction.id": sent.interaction_id}
    known = {name: value for name, value in pairs.items() if value}
    facts = {**(visit.entrance.facts if visit.entrance else {}), **known}
    found = checked_answers(survey, sent.answers, facts, sent.complete)
    if found.wrong:
        words = said_in("en")
        wrong = [(f"answers.{name}", words[why].format("10,000")) for name, why in found.wrong.items()]
        raise ApiError(422, "Some answers do not fit the survey.", wrong)
    stamp = Stamp(sent.started_at or visit.now, visit.now)
    kept = keep(visit, survey, found, stamp, complete=sent.complete, known=known)
    return {"submission_id": visit.key, "kept": kept}


def _visit(sent: SubmissionSent) -> Visit:
    now, found = datetime.now(UTC), entrance(sent.door)
    if found is None or not found.for_programs:
        raise missing("way in for programs")
    version = answerable(found.version) if found.version is not None else None
    key = uuid.uuid4().hex
    if sent.submission_id is not None:
        key = hashlib.sha256(f"{found.id}\0{sent.submission_id}".encode()).hexdigest()[:32]
    if version is None:
        raise ApiError(409, "The survey is closed.")
    visit = Visit(key, "", version, now, now, entrance=found)
    if version.closed_at is not None or (found.ends_at is not None and found.ends_at <= now):
        raise ApiError(409, "The survey, or this way in, is closed.")
    return visit
