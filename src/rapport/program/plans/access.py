"""Who may see, change and report on a plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.plans.errors import PlanError
from rapport.program.plans.models import Plan


def found_plan(plan: str) -> Plan | None:
    """The plan of that id."""
    try:
        found: Plan | None = Plan.objects.filter(pk=plan).first()
    except (ValidationError, ValueError):
        return None
    return found


def sees(actor: Actor, plan: Plan) -> bool:
    """Whether this person may read it: of their teams (all, for who sees all), or in which they are."""
    return belongs(actor, plan) or (
        actor.may(Permission.PLANS_READ) and _in_reach(actor, plan, Permission.PLANS_READ)
    )


def belongs(actor: Actor, plan: Plan) -> bool:
    """Whether they own it, one of its initiatives, or are of its team."""
    if actor.user_id is None or not actor.may(Permission.PLANS_READ):
        return False
    if str(plan.owner_id) == actor.user_id or any(one.get("user") == actor.user_id for one in plan.people):
        return True
    return any(str(one.owner_id) == actor.user_id for one in plan.initiatives.all())


def may_edit(actor: Actor, plan: Plan) -> bool:
    """Whether they may change what the plan says."""
    return actor.may(Permission.PLANS_EDIT) and _in_reach(actor, plan, Permission.PLANS_EDIT)


def edited(actor: Actor, plan: str) -> Plan:
    """The plan, to be changed by this person. Raises NotAllowedError, or PlanError when there is none."""
    actor.require(Permission.PLANS_EDIT)
    found = _there(actor, plan)
    if not may_edit(actor, found):
        raise NotAllowedError(Permission.PLANS_EDIT, actor.name)
    return found


def worked(actor: Actor, plan: str) -> Plan:
    """The plan, to be worked on: by those who may change it, and those who belong to it."""
    found = _there(actor, plan)
    if not (may_edit(actor, found) or belongs(actor, found)):
        raise NotAllowedError(Permission.PLANS_EDIT, actor.name)
    if found.state not in Plan.OPEN:
        raise PlanError(f"This plan is {found.state}", found.title, "Nothing more is noted on it.")
    return found


def require_reach(actor: Actor, where: Mapping[str, str], others: Mapping[str, str | bool]) -> None:
    """Raises NotAllowedError for a plan about more than this person leads, or held against one team that is
    not theirs; all the others together tell of no single team."""
    teams = actor.teams(Permission.PLANS_EDIT)
    if teams is None:
        return
    compared = others.get("team")
    if where.get("team") not in teams or (compared is not None and compared not in teams):
        raise NotAllowedError(Permission.PLANS_EDIT, actor.name)


def _there(actor: Actor, plan: str) -> Plan:
    found = found_plan(plan)
    if found is None or not sees(actor, found):
        raise PlanError("There is no such plan", None, "Look at the list of plans.")
    return found


def _in_reach(actor: Actor, plan: Plan, permission: Permission) -> bool:
    teams = actor.teams(permission)
    return teams is None or plan.where.get("team") in teams
