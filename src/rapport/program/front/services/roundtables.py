"""Keeps round tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rapport.program.cases.models import Suggestion
from rapport.program.front.errors import FrontError
from rapport.program.front.models import Roundtable, RoundtableTopic
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

MOST_TOPICS = 50


@transaction.atomic
def roundtable_save(
    actor: Actor,
    title: str,
    held_on: date,
    notes: str,
    suggestions: Sequence[str],
    roundtable: int | None = None,
) -> int:
    """Keeps a round table with the suggestions spoken about → its id; those that were new count as discussed.

    Raises NotAllowedError or FrontError.
    """
    actor.require(Permission.CASES_LEAD)
    if not title.strip():
        raise FrontError("The round table has no title", "title", "Write one.")
    if len(suggestions) > MOST_TOPICS:
        raise FrontError(f"{len(suggestions)} topics are no round table", "suggestions", "Choose fewer.")
    try:
        found = list(Suggestion.objects.filter(pk__in=suggestions))
    except (ValidationError, ValueError):
        found = []
    if len(found) != len(set(suggestions)):
        raise FrontError("A suggestion is not there any more", "suggestions", "Choose from the list again.")
    facts = {"title": title.strip()[:200], "held_on": held_on, "notes": notes.strip()[:10_000]}
    if roundtable is None:
        kept = Roundtable.objects.create(**facts, by=actor.name)
    else:
        Roundtable.objects.filter(pk=roundtable).update(**facts)
        one = Roundtable.objects.filter(pk=roundtable).first()
        if one is None:
            raise FrontError("There is no such round table", None, "Look at the list.")
        kept = one
        kept.topics.exclude(suggestion__in=found).delete()
    RoundtableTopic.objects.bulk_create(
        [RoundtableTopic(roundtable=kept, suggestion=one) for one in found], ignore_conflicts=True
    )
    Suggestion.objects.filter(pk__in=[one.pk for one in found], state=Suggestion.NEW).update(
        state=Suggestion.DISCUSSED
    )
    log_change(actor, "roundtable.save", "roundtable", str(kept.pk), after={"topics": len(found)})
    return int(kept.pk)
