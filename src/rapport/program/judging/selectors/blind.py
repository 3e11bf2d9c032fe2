"""What somebody may not know for now, because they or others still score blind."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rapport.program.audits.models import Assignment
from rapport.program.audits.selectors.sight import still_to_score
from rapport.program.judging.access import require_judging
from rapport.program.judging.models import Session, Task
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import CALIBRATION, SHOP, TARGETED
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

BLIND = ~Q(purpose=TARGETED) | Q(source_kind=SHOP)
"""Tasks that hide others' scores until they are done: what `Task.hides_others` says, of rows."""


def hidden_from(actor: Actor) -> Q:
    """A condition on evaluations: those of sessions that were not revealed, from everybody; and all of an
    interaction that this person is asked to score blind.

    Numbers of sessions are few and their ids are looked up first: one column holds them as text.
    """
    hidden = Q(purpose=CALIBRATION, pk__in=_unrevealed().values("evaluation"))
    if actor.user_id is None:
        return hidden
    return hidden | Q(interaction_id__in=_to_judge(actor).values("interaction_id"))


def interactions_blind(actor: Actor) -> frozenset[str]:
    """The interactions that this person still has to score blind, for a sample or for any other reason:
    others' scores of them, and what others marked in them, are shown nowhere."""
    if actor.user_id is None:
        return frozenset()
    of_samples = still_to_score(actor).values_list("sampled__interaction_id", flat=True)
    return frozenset((*of_samples, *_to_judge(actor).values_list("interaction_id", flat=True)))


def interactions_blind_to_anybody(actor: Actor) -> frozenset[str]:
    """Those that somebody still has to score blind: what is sent round tells nothing of them.

    Raises NotAllowedError for who makes no reports.
    """
    actor.require(Permission.REPORTS_MAKE)
    asked = Assignment.objects.filter(state=Assignment.OPEN, sampled__left_at=None)
    of_samples = asked.values_list("sampled__interaction_id", flat=True)
    tasks = Task.objects.filter(BLIND, state=Task.OPEN).values_list("interaction_id", flat=True)
    return frozenset((*of_samples, *tasks))


def evaluations_unrevealed(actor: Actor) -> frozenset[str]:
    """Ids of evaluations in sessions that nobody revealed: whoever makes numbers of calibrations leaves them
    out. Raises NotAllowedError."""
    require_judging(actor)
    return frozenset(str(one) for one in _unrevealed().values_list("evaluation", flat=True))


def _to_judge(actor: Actor) -> QuerySet[Task]:
    return Task.objects.filter(own_evaluator(actor), BLIND, state=Task.OPEN)


def _unrevealed() -> QuerySet[Task]:
    sessions = Session.objects.filter(revealed_at=None).values_list("pk", flat=True)
    return Task.objects.filter(
        source_kind=CALIBRATION, source_id__in=[str(one) for one in sessions], evaluation__isnull=False
    )
