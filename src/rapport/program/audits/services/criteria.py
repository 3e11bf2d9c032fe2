"""Keeps the text of every criteria version that is used, and refuses to change it afterwards."""

from __future__ import annotations

import difflib

from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.errors import CriteriaChangedError, CriteriaWithdrawnError
from rapport.program.audits.models import CriteriaVersion
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission

USING = (Permission.SAMPLES_PLAN, Permission.EVALUATIONS_SUBMIT, Permission.CRITERIA_EDIT)


@transaction.atomic
def criteria_use(actor: Actor, criteria: Criteria, scored: bool = True) -> CriteriaVersion:
    """Stores this version of the criteria, or finds it; `scored` marks it as used from now on.

    Who draws samples, scores or edits criteria does so. Raises CriteriaChangedError when the version was
    used or published with another text.
    """
    if not any(map(actor.may, USING)):
        raise NotAllowedError(Permission.CRITERIA_EDIT, actor.name)
    version: CriteriaVersion
    version, new = CriteriaVersion.objects.get_or_create(
        criteria_id=criteria.id,
        version=str(criteria.version),
        defaults={"text": criteria.text, "sha256": criteria.sha256},
    )
    if not new and version.sha256 != criteria.sha256:
        if version.first_used_at is not None or version.published_at is not None:
            done = "was used" if version.first_used_at else "is published"
            raise CriteriaChangedError(
                f"{criteria.definition} {done} with another text",
                _first_difference(version.text, criteria.text),
                "Raise `version` in the file, or go back to the text that was used.",
            )
        version.text, version.sha256 = criteria.text, criteria.sha256
        version.save(update_fields=["text", "sha256"])
    if scored and version.first_used_at is None:
        version.first_used_at = timezone.now()
        version.save(update_fields=["first_used_at"])
    return version


def criteria_offer(actor: Actor, criteria: Criteria, scored: bool = True) -> CriteriaVersion:
    """Like `criteria_use`, for new work: raises CriteriaWithdrawnError for a version that was withdrawn."""
    version: CriteriaVersion = criteria_use(actor, criteria, scored)
    if version.withdrawn_at is not None:
        why = f"{version.withdrawn_by} withdrew {version}: {version.withdrawn_because}"
        todo = "Nothing is lost; ask by which version to score, or have this one restored."
        raise CriteriaWithdrawnError(why, str(version), todo)
    return version


def _first_difference(before: str, now: str) -> str:
    old, new = before.splitlines(), now.splitlines()
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            was = old[i1].strip() if i1 < i2 else "nothing"
            becomes = new[j1].strip() if j1 < j2 else "nothing"
            return f"line {j1 + 1}: was {was[:80]!r}, is {becomes[:80]!r}"
    return "line endings"
