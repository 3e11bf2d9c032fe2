"""Keeps what people say of machine labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.reading.errors import ReadingError
from rapport.program.reading.models import Check, Opened
from rapport.program.reading.plain import (
    CANNOT_TELL,
    EVERY,
    KINDS,
    RANDOM,
    RIGHT,
    SCORING,
    SEEN,
    SKIPPED,
    TEACHING,
    WRONG,
    Drawn,
    Question,
    Said,
)

UNDO = timedelta(minutes=10)
READ = "read/"
"""How `work` begins where what was read was looked at outside of any work."""
WHOLE = -1
"""The turn of a question about the interaction as a whole: unique constraints take no empty values."""


def check_answer(
    actor: Actor, question: Question, said: Said, drawn: Drawn, answer: str, agent_id: str | None = None
) -> str:
    """Keeps one answer → its id. `answer` may be CANNOT_TELL or SKIPPED.

    The caller has made sure that the actor may see the interaction and need not score it blind. A random
    question counts as none where this person had seen the machine's answer: they took an answer back, or
    looked at what was read. Raises NotAllowedError, ReadingError for what cannot be, or where this person
    answered the question before.
    """
    actor.require(Permission.READINGS_CHECK)
    if question.kind not in KINDS or drawn.how not in (RANDOM, TEACHING, SCORING, SEEN) or not answer:
        raise ReadingError("There is no such question", None, "Load the page again.")
    if (drawn.how == RANDOM) != (drawn.probability is not None):
        raise ReadingError("A random question has a probability, others have none", None, None)
    if drawn.how == RANDOM and _seen(actor, question):
        drawn = Drawn(SEEN)
    verdict = answer if answer in (CANNOT_TELL, SKIPPED) else RIGHT if answer == said.label else WRONG
    try:
        with transaction.atomic():
            row = Check.objects.create(
                **_asked(question),
                label=said.label,
                answer="" if answer == verdict else answer,
                verdict=verdict,
                model=said.model,
                probability=said.probability,
                drawn=drawn.how,
                inclusion_probability=drawn.probability,
                agent_id=agent_id,
                user_id=actor.user_id,
                by=actor.name,
                at=timezone.now(),
            )
            log_change(actor, "check.answer", "check", str(row.pk), after={"verdict": verdict})
    except IntegrityError:
        raise ReadingError("You answered this before", None, "Go on with the next.") from None
    return str(row.pk)


def _asked(question: Question) -> dict[str, str | int]:
    """How a question stands in the table."""
    return {
        "interaction_id": question.interaction_id,
        "turn": WHOLE if question.turn is None else question.turn,
        "kind": question.kind,
        "about": question.about,
    }


def _seen(actor: Actor, question: Question) -> bool:
    if actor.user_id is None:
        return False
    taken_back = Check.objects.filter(undone_at__isnull=False, user_id=actor.user_id, **_asked(question))
    opened = Opened.objects.filter(interaction_id=question.interaction_id, user_id=actor.user_id)
    return bool(taken_back.exists() or opened.exists())


@transaction.atomic
def check_undo(actor: Actor, check_id: str) -> Question:
    """Takes one's own answer of the last minutes back → what was asked. Raises NotAllowedError, ReadingError
    when there is none or it is too late."""
    actor.require(Permission.READINGS_CHECK)
    try:
        row = Check.objects.select_for_update().filter(pk=check_id, undone_at=None).first()
    except ValidationError:
        row = None
    own = row is not None and actor.user_id is not None and str(row.user_id) == actor.user_id
    if row is None or not own or timezone.now() - row.at > UNDO:
        raise ReadingError("It is too late to take this back", None, "Go on with the next.")
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    log_change(actor, "check.undo", "check", check_id, before={"verdict": row.verdict})
    return Question(row.interaction_id, row.kind, None if row.turn == WHOLE else row.turn, row.about)


@transaction.atomic
def drafts_opened_note(actor: Actor, work: str, interaction_id: str, element: str) -> None:
    """Keeps that the actor looked at the drafts of an element. Once is enough. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if actor.user_id is None:
        return
    _, new = Opened.objects.get_or_create(
        work=work, element=element, user_id=actor.user_id, defaults={"interaction_id": interaction_id}
    )
    if new:
        log_change(actor, "drafts.open", "work", work, after={"element": element})


def reading_opened_note(actor: Actor, interaction_id: str) -> None:
    """Keeps that somebody who scores looked at what was read of an interaction: they do not score it, nor
    check the machine, without having seen it. Nothing is kept of others. Once is enough."""
    readings_opened_note(actor, [interaction_id])


def readings_opened_note(actor: Actor, ids: Iterable[str]) -> None:
    """The same of several at once, as lists and quotes show them; a line in the log for all that are new."""
    if actor.user_id is None or not actor.may(Permission.EVALUATIONS_SUBMIT):
        return
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        with transaction.atomic():
            own = Opened.objects.filter(user_id=actor.user_id)
            seen = set(own.filter(interaction_id__in=part).values_list("interaction_id", flat=True))
            if new := [one for one in part if one not in seen]:
                _note(actor, new)


def _note(actor: Actor, ids: Sequence[str]) -> None:
    works = {one: f"{READ}{blake2b(one.encode(), digest_size=16).hexdigest()}" for one in ids}
    Opened.objects.bulk_create(
        [
            Opened(work=work, element=EVERY, user_id=actor.user_id, interaction_id=one)
            for one, work in works.items()
        ],
        ignore_conflicts=True,
    )
    many = {"conversations": len(ids)} if len(ids) > 1 else None
    log_change(actor, "reading.open", "work", works[ids[0]], after=many)


def reading_erase(ids: Iterable[str]) -> Mapping[str, int]:
    """Removes checks of these interactions → how many. The caller may erase customers; this asks no more."""
    wanted = sorted(set(ids))
    gone = 0
    with transaction.atomic():
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            gone += Check.objects.filter(interaction_id__in=part).delete()[0]
            Opened.objects.filter(interaction_id__in=part).delete()
    return {"checks": gone}
