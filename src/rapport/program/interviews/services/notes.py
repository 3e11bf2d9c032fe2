"""Keeps what was said in an interview: notes that save themselves, codes, passages."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.models import Excerpt, Interview, Recruit
from rapport.program.interviews.services.studies import own_recruit
from rapport.program.people.actor import Actor
from rapport.program.people.services import log_change

LONGEST = 100_000


@transaction.atomic
def notes_save(actor: Actor, recruit_id: str, notes: Mapping[str, str], number: int) -> int:
    """Stores the notes of every question → the number of this state.

    Raises NotAllowedError, or InterviewError without consent, for an unknown question, or when another
    window has saved since `number`.
    """
    row = own_recruit(actor, recruit_id)
    if row.consent_at is None:
        raise InterviewError(
            "The customer's consent is not noted", None, "Note it above before you write anything down."
        )
    interview = _interview(row)
    if interview.number != number:
        raise InterviewError(
            "These notes were changed in another window", None, "Copy what you typed, then load the page."
        )
    known = {one["id"] for one in row.study.guide.questions} | {"more"}
    if unknown := sorted(set(notes) - known):
        raise InterviewError(f"The guide has no question {unknown[0]!r}", None, "Load the page again.")
    interview.notes = {name: text[:LONGEST] for name, text in notes.items()}
    interview.number = number + 1
    interview.save(update_fields=["notes", "number"])
    return int(interview.number)


@transaction.atomic
def codes_save(actor: Actor, recruit_id: str, codes: Mapping[str, str]) -> None:
    """Says which values of the schema's axes the customer stands for; an empty value says none."""
    row = own_recruit(actor, recruit_id)
    interview = _interview(row)
    interview.codes = {axis: value for axis, value in codes.items() if value}
    interview.save(update_fields=["codes"])
    log_change(actor, "interview.code", "recruit", str(row.pk), after=dict(interview.codes))


@transaction.atomic
def excerpt_add(actor: Actor, recruit_id: str, question: str, text: str, code: str) -> int:
    """Keeps a passage of the notes with a code → its id. The passage must stand in the notes."""
    row = own_recruit(actor, recruit_id)
    interview = _interview(row)
    passage, name = text.strip(), " ".join(code.split())[:100]
    if not passage or not name:
        raise InterviewError("A passage and a code are needed", "text, code", "Fill in both.")
    noted = interview.notes.get(question, "")
    if " ".join(passage.split()) not in " ".join(noted.split()):
        raise InterviewError("The passage does not stand in the notes", "text", "Copy it from the notes.")
    made = Excerpt.objects.create(
        interview=interview, question=question, text=passage, code=name, by=actor.name
    )
    log_change(actor, "interview.excerpt", "recruit", str(row.pk), after={"code": name})
    return int(made.pk)


@transaction.atomic
def excerpt_remove(actor: Actor, recruit_id: str, excerpt_id: int) -> None:
    """Forgets a passage."""
    row = own_recruit(actor, recruit_id)
    gone, _ = Excerpt.objects.filter(pk=excerpt_id, interview__recruit=row).delete()
    if not gone:
        raise InterviewError("There is no such passage", None, "Load the page again.")
    log_change(actor, "interview.excerpt_remove", "recruit", str(row.pk))


def _interview(row: Recruit) -> Interview:
    found: Interview
    found, _ = Interview.objects.select_for_update().get_or_create(recruit=row)
    return found
