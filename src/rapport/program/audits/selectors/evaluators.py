"""Who scores, and what may keep them from scoring something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.program.audits.models import Evaluator
from rapport.program.audits.plain import Interests
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission

SCORING = [name for name, role in ROLES.items() if Permission.EVALUATIONS_SUBMIT in role.permissions]


@dataclass(frozen=True)
class EvaluatorChoice:
    """Somebody who may be asked to score, by the name they score under."""

    user_id: str
    name: str
    email: str
    agent_id: str | None
    teams: tuple[str, ...]


def evaluator_choices(actor: Actor) -> list[EvaluatorChoice]:
    """Everybody with an account that scores, by name. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_PLAN)
    users = User.objects.filter(is_active=True, grants__role__in=SCORING).distinct()
    known = dict(Evaluator.objects.filter(user__in=users).values_list("user_id", "name"))
    new = [str(user) for user in users if user.pk not in known]
    taken = {*Evaluator.objects.filter(name__in=new).values_list("name", flat=True)}
    taken |= {name for name in new if new.count(name) > 1}
    found = []
    for user in users.prefetch_related("grants"):
        name = known.get(user.pk) or (f"{user} ({user.email})" if str(user) in taken else str(user))
        found.append(EvaluatorChoice(str(user.pk), name, user.email, user.agent_id, _teams(user)))
    return sorted(found, key=lambda one: (one.name.lower(), one.email))


def evaluator_interests(actor: Actor, names: Sequence[str]) -> dict[str, Interests]:
    """By evaluator with an account: what can be a conflict of interest. Raises NotAllowedError."""
    actor.require(Permission.SAMPLES_PLAN)
    rows = Evaluator.objects.filter(name__in=names, user__isnull=False).select_related("user")
    return {
        row.name: Interests(row.user.agent_id, _teams(row.user))
        for row in rows.prefetch_related("user__grants")
    }


def _teams(user: User) -> tuple[str, ...]:
    return tuple(sorted({one.team for one in user.grants.all() if one.team}))
