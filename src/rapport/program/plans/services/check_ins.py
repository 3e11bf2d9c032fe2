"""Weekly check-ins."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change
from rapport.program.plans.access import worked
from rapport.program.plans.errors import PlanError
from rapport.program.plans.models import CheckIn

LONGEST = 2_000


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def check_in(
    actor: Actor,
    plan: str,
    today: date,
    standing: str,
    *,
    done: str = "",
    comes_next: str = "",
    hindered: str = "",
) -> None:
    """Notes where it stands this week; the same person's earlier words of the week are replaced.

    Raises NotAllowedError or PlanError.
    """
    found = worked(actor, plan)
    if standing not in CheckIn.STANDINGS:
        raise PlanError("That is no standing", "standing", f"Choose {', '.join(CheckIn.STANDINGS)}.")
    if standing != CheckIn.GOES_WELL and not hindered.strip():
        raise PlanError(
            "It is not said what is in the way", "hindered", "Write it, so that somebody can help."
        )
    CheckIn.objects.update_or_create(
        plan=found,
        week=week_of(today),
        who=actor.user_id or actor.name,
        defaults={
            "by": actor.name,
            "standing": standing,
            "done": done.strip()[:LONGEST],
            "comes_next": comes_next.strip()[:LONGEST],
            "hindered": hindered.strip()[:LONGEST],
        },
    )
    announce("plan.checked_in", {"plan": plan, "week": week_of(today).isoformat(), "standing": standing})
    log_change(actor, "plan.check_in", "plan", plan, after={"standing": standing})
