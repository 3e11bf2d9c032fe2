"""Which evaluations a person may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from rapport.program.audits.models import Assignment, Evaluation
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight

ABOUT_AGENTS = ("live", "targeted")
NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY
HIDDEN: list[Callable[[Actor], Q]] = []
"""Applications in which people score blind for other reasons than a sample add, when they start, which
evaluations an actor may not read for now. One's own are never hidden."""


def evaluations_seen(actor: Actor) -> QuerySet[Evaluation]:
    """The submitted evaluations that this person may read. Raises NotAllowedError.

    Who sees everything sees all; a team's manager those of the team's interactions, an associate those
    of own ones (of these two kinds only what is about agents: no calibration, no certification). Who
    scores sees own ones, and others' of an interaction once they have scored it themselves. While
    somebody still has to score an interaction, others' scores of it are hidden from them, whatever
    their role: that second score would not be a second opinion.
    """
    if not (actor.may(Permission.EVALUATIONS_READ) or actor.may(Permission.EVALUATIONS_SUBMIT)):
        raise NotAllowedError(Permission.EVALUATIONS_READ, actor.name)
    own = Q(evaluator__user_id=actor.user_id) if actor.user_id else NOBODY
    rows = Evaluation.objects.filter(own | _role(actor) | _scored_too(actor))
    for hidden in HIDDEN:
        rows = rows.filter(own | ~hidden(actor))
    if actor.user_id is None:
        return rows
    return rows.filter(own | ~Q(interaction_id__in=still_to_score(actor)))


def still_to_score(actor: Actor) -> Any:
    """The interactions that this person has been asked to score and has not scored yet."""
    return Assignment.objects.filter(
        evaluator__user_id=actor.user_id, state=Assignment.OPEN, sampled__left_at=None
    ).values("sampled__interaction_id")


def _role(actor: Actor) -> Q:
    if not actor.may(Permission.EVALUATIONS_READ):
        return NOBODY
    sight = actor.sight(Permission.EVALUATIONS_READ)
    if sight is Sight.ALL:
        return EVERYBODY
    about_agents = Q(purpose__in=ABOUT_AGENTS)
    if sight is Sight.TEAMS:
        return about_agents & Q(team__in=sorted(actor.teams(Permission.EVALUATIONS_READ) or ()))
    if sight is Sight.OWN and actor.agent_id:
        return about_agents & Q(agent_id=actor.agent_id)
    return NOBODY


def _scored_too(actor: Actor) -> Q:
    if actor.user_id is None or not actor.may(Permission.EVALUATIONS_SUBMIT):
        return NOBODY
    mine = Evaluation.objects.filter(
        evaluator__user_id=actor.user_id, purpose="live", retracted_at__isnull=True
    )
    return Q(purpose="live", interaction_id__in=mine.values("interaction_id"))
