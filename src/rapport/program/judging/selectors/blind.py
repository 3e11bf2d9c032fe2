"""Which evaluations somebody may not read for now, because they or others still score blind."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rapport.program.judging.access import require_judging
from rapport.program.judging.models import Session, Task
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import CALIBRATION, TARGETED
from rapport.program.people.actor import Actor


def hidden_from(actor: Actor) -> Q:
    """A condition on evaluations: those of sessions that were not revealed, from everybody; and all of an
    interaction that this person is asked to score blind.

    Numbers of sessions are few and their ids are looked up first: one column holds them as text.
    """
    hidden = Q(purpose=CALIBRATION, pk__in=_unrevealed().values("evaluation"))
    if actor.user_id is None:
        return hidden
    waiting = Task.objects.filter(own_evaluator(actor), state=Task.OPEN).exclude(purpose=TARGETED)
    return hidden | Q(interaction_id__in=waiting.values("interaction_id"))


def evaluations_unrevealed(actor: Actor) -> frozenset[str]:
    """Ids of evaluations in sessions that nobody revealed: whoever makes numbers of calibrations leaves them
    out. Raises NotAllowedError."""
    require_judging(actor)
    return frozenset(str(one) for one in _unrevealed().values_list("evaluation", flat=True))


def _unrevealed() -> QuerySet[Task]:
    sessions = Session.objects.filter(revealed_at=None).values_list("pk", flat=True)
    return Task.objects.filter(
        source_kind=CALIBRATION, source_id__in=[str(one) for one in sessions], evaluation__isnull=False
    )
