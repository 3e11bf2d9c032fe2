"""Writes guides: every change is a version of its own once the former one was used."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.models import GuideVersion
from rapport.program.interviews.plain import Guide
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

MOST_QUESTIONS = 40


def guide_save(actor: Actor, guide: Guide) -> int:
    """Stores a guide → the id of its version. A version that no study uses is changed in place (`id`),
    else the next one is made. Raises NotAllowedError, InterviewError."""
    actor.require(Permission.INTERVIEWS_PLAN)
    _check(guide)
    try:
        with transaction.atomic():
            return _store(actor, guide)
    except IntegrityError:
        raise InterviewError(
            f"Somebody else has just saved the guide {guide.name!r}", "name", "Load the page again."
        ) from None


def _store(actor: Actor, guide: Guide) -> int:
    row = GuideVersion.objects.select_for_update().filter(pk=guide.id).first() if guide.id else None
    if guide.id and row is None:
        raise InterviewError("There is no such guide", None, "Look at the list.")
    name = row.name if row is not None else guide.name.strip()
    if row is None and GuideVersion.objects.filter(name=name).exists():
        raise InterviewError(f"There is a guide {name!r} already", "name", "Choose another name.")
    if row is None or row.studies.exists():
        last = GuideVersion.objects.filter(name=name).order_by("-number").first()
        row = GuideVersion(name=name, number=last.number + 1 if last else 1, created_by=actor.name)
    row.opening, row.consent = guide.opening.strip(), guide.consent.strip()
    row.questions = [
        {"id": one.id, "text": one.text.strip(), "probes": [probe.strip() for probe in one.probes]}
        for one in guide.questions
    ]
    row.save()
    after = {"name": name, "number": row.number, "questions": len(row.questions)}
    log_change(actor, "guide.save", "guide", str(row.pk), after=after)
    return int(row.pk)


def _check(guide: Guide) -> None:
    if not guide.id and not 0 < len(guide.name.strip()) <= 200:
        raise InterviewError("A guide needs a name of 1 to 200 letters", "name", "Give one.")
    if not guide.questions or not all(one.text.strip() for one in guide.questions):
        raise InterviewError("The guide asks nothing", "questions", "Write at least one question.")
    if len(guide.questions) > MOST_QUESTIONS:
        what = f"The guide has {len(guide.questions)} questions"
        raise InterviewError(what, "questions", f"Nobody answers more than {MOST_QUESTIONS}: leave some out.")
    names = [one.id for one in guide.questions]
    if len(set(names)) < len(names):
        raise InterviewError("Two questions have one name", "questions", "Load the page again.")
