"""Which evaluations somebody may not read for now, because they or others still score blind."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.judging.models import Session, Task
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import CALIBRATION, TARGETED
from rapport.program.people.actor import Actor


def hidden_from(actor: Actor) -> Q:
    """A condition on evaluations: those of sessions that were not revealed, from everybody; and all of an
    interaction that this person is asked to score blind.

    Numbers of sessions are few and their ids are looked up first: one column holds them as text.
    """
    sessions = Session.objects.filter(revealed_at=None).values_list("pk", flat=True)
    unrevealed = Task.objects.filter(
        source_kind=CALIBRATION, source_id__in=[str(one) for one in sessions], evaluation__isnull=False
    )
    hidden = Q(purpose=CALIBRATION, pk__in=unrevealed.values("evaluation"))
    if actor.user_id is None:
        return hidden
    waiting = Task.objects.filter(own_evaluator(actor), state=Task.OPEN).exclude(purpose=TARGETED)
    return hidden | Q(interaction_id__in=waiting.values("interaction_id"))
