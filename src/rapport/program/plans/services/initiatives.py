"""Adds, drops and ticks off what a plan does."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change
from rapport.program.plans.access import worked
from rapport.program.plans.errors import PlanError
from rapport.program.plans.models import Initiative, Plan, Step
from rapport.program.plans.services.plans import known_user

MOST_INITIATIVES = 20
MOST_STEPS = 50
LONGEST_LEAD_DAYS = 1_000


@transaction.atomic
def initiative_add(
    actor: Actor,
    plan: str,
    title: str,
    *,
    owner: str | None = None,
    begins_on: date | None = None,
    lead_days: int = 0,
    effect: float | None = None,
) -> int:
    """Adds an initiative → its id. Raises NotAllowedError or PlanError."""
    found = worked(actor, plan)
    if not title.strip():
        raise PlanError("The initiative says nothing", "title", "Write what will be done.")
    if found.initiatives.count() >= MOST_INITIATIVES:
        raise PlanError(f"More than {MOST_INITIATIVES} initiatives are no plan", "title", "Drop some first.")
    if not 0 <= lead_days <= LONGEST_LEAD_DAYS:
        raise PlanError("That is no lead time", "lead_days", f"Write days from 0 to {LONGEST_LEAD_DAYS:,}.")
    who = known_user(owner)
    made = Initiative.objects.create(
        plan=found,
        title=title.strip()[:200],
        owner_id=who.pk if who else None,
        owner_name=who.name if who else "",
        begins_on=begins_on,
        lead_days=lead_days,
        effect=effect,
    )
    announce("plan.initiative_added", {"plan": plan, "initiative": made.pk})
    log_change(actor, "plan.initiative", "plan", plan, after={"initiative": made.pk})
    return int(made.pk)


@transaction.atomic
def initiative_drop(actor: Actor, plan: str, initiative: int, dropped: bool = True) -> None:
    """It is not done after all, or is."""
    found = worked(actor, plan)
    rows = found.initiatives.filter(pk=initiative)
    if not rows.exists():
        raise PlanError("There is no such initiative", None, "Look at the plan.")
    if rows.filter(dropped_at__isnull=dropped).update(dropped_at=timezone.now() if dropped else None):
        announce("plan.initiative_dropped", {"plan": plan, "initiative": initiative, "dropped": dropped})
    log_change(actor, "plan.drop", "plan", plan, after={"initiative": initiative, "dropped": dropped})


@transaction.atomic
def step_add(actor: Actor, plan: str, initiative: int, text: str, due_on: date) -> int:
    """Adds a step → its id. Raises NotAllowedError or PlanError."""
    found = worked(actor, plan)
    of = found.initiatives.filter(pk=initiative, dropped_at=None).first()
    if of is None or not text.strip():
        what = "There is no such initiative" if of is None else "The step says nothing"
        raise PlanError(what, "text", "Write what will be done.")
    if of.steps.count() >= MOST_STEPS:
        raise PlanError(f"More than {MOST_STEPS} steps", "text", "Make another initiative.")
    made = Step.objects.create(initiative=of, text=text.strip()[:500], due_on=due_on)
    told = {"plan": plan, "initiative": initiative, "step": made.pk, "due_on": due_on.isoformat()}
    announce("plan.step_added", told)
    log_change(actor, "plan.step", "plan", plan, after={"step": made.pk, "due_on": due_on.isoformat()})
    return int(made.pk)


@transaction.atomic
def step_done(actor: Actor, plan: str, step: int, done: bool = True) -> None:
    """A step is done, or is not after all."""
    found: Plan = worked(actor, plan)
    rows = Step.objects.filter(pk=step, initiative__plan=found)
    if not rows.exists():
        raise PlanError("There is no such step", None, "Look at the plan.")
    if rows.filter(done_at__isnull=done).update(
        done_at=timezone.now() if done else None, done_by=actor.name if done else ""
    ):
        announce("plan.step_done", {"plan": plan, "step": step, "done": done})
    log_change(actor, "plan.done", "plan", plan, after={"step": step, "done": done})
