"""Which evaluator somebody is, and who may be asked to score."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from rapport.program.audits.models import Evaluator
from rapport.program.judging.access import require_judging
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission

SCORING = [name for name, role in ROLES.items() if Permission.EVALUATIONS_SUBMIT in role.permissions]


@dataclass(frozen=True)
class Scorer:
    """Somebody with an account who may score; `name` is the one they score under."""

    user_id: str
    name: str
    agent_id: str | None = None


def own_evaluator(actor: Actor, prefix: str = "evaluator__") -> Q:
    """A condition on rows with an evaluator: those of this person's account."""
    if actor.user_id is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}user_id": actor.user_id})


def own_names(actor: Actor) -> frozenset[str]:
    """The names under which this person scores: one, or none before the first time."""
    return frozenset(Evaluator.objects.filter(own_evaluator(actor, "")).values_list("name", flat=True))


def scorers(actor: Actor) -> list[Scorer]:
    """Active people who may score, by name. Raises NotAllowedError for who neither scores nor sees all."""
    require_judging(actor)
    return all_scorers()


def all_scorers() -> list[Scorer]:
    """The same, for the services and selectors of this application, which checked who asks."""
    users = User.objects.filter(is_active=True, grants__role__in=SCORING).distinct()
    bound = dict(Evaluator.objects.exclude(user=None).values_list("user_id", "name"))
    listed = [Scorer(str(user.pk), bound.get(user.pk, str(user)), user.agent_id) for user in users]
    return sorted(listed, key=lambda one: (one.name, one.user_id))
