"""Round tables as plain data: what was spoken about and what became of it is for everybody at the front."""

from __future__ import annotations

from django.db.models import Prefetch

from rapport.program.front.models import Roundtable, RoundtableTopic
from rapport.program.front.plain import RoundtableFacts, Topic
from rapport.program.front.selectors.training import require_front
from rapport.program.people.actor import Actor

MOST = 50


def roundtables(actor: Actor) -> tuple[RoundtableFacts, ...]:
    """The newest first. Raises NotAllowedError."""
    require_front(actor)
    topics = RoundtableTopic.objects.select_related("suggestion").order_by("pk")
    rows = Roundtable.objects.prefetch_related(Prefetch("topics", queryset=topics)).order_by(
        "-held_on", "-pk"
    )
    return tuple(
        RoundtableFacts(
            one.pk,
            one.title,
            one.held_on,
            one.notes,
            one.by,
            tuple(
                Topic(
                    str(each.suggestion_id),
                    each.suggestion.text,
                    each.suggestion.state,
                    each.suggestion.answer,
                    actor.user_id is not None and str(each.suggestion.user_id) == actor.user_id,
                )
                for each in one.topics.all()
            ),
        )
        for one in rows[:MOST]
    )
