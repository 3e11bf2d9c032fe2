"""Makes plans, their tasks and their visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from rapport.program.audits.models import CriteriaVersion
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission
from rapport.program.people.services import log_change
from rapport.program.shops.errors import ShopError
from rapport.program.shops.models import Persona, ShopPlan, ShopTask, Visit
from rapport.program.shops.plain import PlanFacts, PlannedVisit

SHOPPING = [name for name, role in ROLES.items() if Permission.SHOPS_REPORT in role.permissions]
SCORING = [name for name, role in ROLES.items() if Permission.EVALUATIONS_SUBMIT in role.permissions]


@transaction.atomic
def plan_create(actor: Actor, facts: PlanFacts) -> int:
    """A new plan without visits → its id. Raises NotAllowedError, or ShopError for days, hours, money or
    people that cannot be."""
    actor.require(Permission.SHOPS_PLAN)
    check_plan(facts)
    scorers = accounts_with(facts.scorers, SCORING)
    row = ShopPlan.objects.create(
        title=facts.title.strip(),
        brief=facts.brief.strip(),
        sites=list(facts.sites),
        channels=list(facts.channels),
        first_day=facts.first_day,
        last_day=facts.last_day,
        hour_from=facts.hour_from,
        hour_to=facts.hour_to,
        weekdays=sorted(facts.weekdays),
        fee=facts.fee,
        currency=facts.currency.upper(),
        criteria=_criteria(facts.criteria),
        scorers=scorers,
        double=facts.double,
        created_by=actor.name,
    )
    log_change(actor, "shop.plan", "shop_plan", str(row.pk), after={"title": row.title})
    return int(row.pk)


@transaction.atomic
def task_add(
    actor: Actor,
    plan_id: int,
    persona_id: int,
    title: str,
    ask: str,
    scenario: Mapping[str, str],
    facts: Mapping[str, str] | None = None,
) -> int:
    """Adds a scenario to try to a plan without visits → its id. Raises NotAllowedError, ShopError."""
    actor.require(Permission.SHOPS_PLAN)
    plan = plan_of(plan_id)
    _before_the_draw(plan)
    persona = Persona.objects.filter(pk=persona_id, retired_at=None).first()
    if persona is None:
        raise ShopError("There is no such persona", "persona", "Choose one of the list.")
    if not title.strip():
        raise ShopError("The scenario has no name", "title", "Say in a few words what is tried.")
    row = ShopTask.objects.create(
        plan=plan,
        persona=persona,
        title=title.strip()[:200],
        ask=ask.strip(),
        scenario={axis: value for axis, value in scenario.items() if value},
        facts=dict(facts or {}),
    )
    log_change(actor, "shop.task_add", "shop_plan", str(plan_id), after={"title": row.title})
    return int(row.pk)


@transaction.atomic
def task_remove(actor: Actor, plan_id: int, task_id: int) -> None:
    """Takes a scenario out of a plan without visits."""
    actor.require(Permission.SHOPS_PLAN)
    plan = plan_of(plan_id)
    _before_the_draw(plan)
    row = plan.tasks.filter(pk=task_id).first()
    if row is None:
        raise ShopError("There is no such scenario in the plan", None, "Load the page again.")
    row.delete()
    log_change(actor, "shop.task_remove", "shop_plan", str(plan_id), before={"title": row.title})


@transaction.atomic
def visits_create(actor: Actor, plan_id: int, visits: Sequence[PlannedVisit], seed: int) -> int:
    """Stores the visits that were drawn and starts the plan → how many. Raises NotAllowedError, or
    ShopError when it was drawn before or somebody may not shop."""
    actor.require(Permission.SHOPS_PLAN)
    plan = plan_of(plan_id)
    _before_the_draw(plan)
    if not visits:
        raise ShopError("No visit was drawn", None, "Ask for one or more.")
    accounts_with(sorted({one.shopper for one in visits}), SHOPPING)
    Visit.objects.bulk_create(
        [
            Visit(
                plan=plan,
                task_id=one.task,
                shopper_id=one.shopper,
                site=one.site,
                channel=one.channel,
                position=place,
                from_at=one.from_at,
                until_at=one.until_at,
            )
            for place, one in enumerate(visits, start=1)
        ],
        batch_size=500,
    )
    plan.state, plan.seed = ShopPlan.RUNNING, seed
    plan.save(update_fields=["state", "seed"])
    after = {"visits": len(visits), "seed": seed}
    log_change(actor, "shop.draw", "shop_plan", str(plan_id), after=after)
    return len(visits)


@transaction.atomic
def plan_close(actor: Actor, plan_id: int, closed: bool = True) -> None:
    """No more reports are taken, or they are again."""
    actor.require(Permission.SHOPS_PLAN)
    plan = plan_of(plan_id)
    plan.state = ShopPlan.CLOSED if closed else ShopPlan.RUNNING
    plan.save(update_fields=["state"])
    log_change(actor, "shop.close" if closed else "shop.open", "shop_plan", str(plan_id))


def plan_of(plan_id: int) -> ShopPlan:
    """The plan, locked where the database can. Raises ShopError."""
    row: ShopPlan | None = ShopPlan.objects.select_for_update().filter(pk=plan_id).first()
    if row is None:
        raise ShopError("There is no such plan", None, "Look at the list of plans.")
    return row


def check_plan(facts: PlanFacts) -> None:
    """Raises ShopError for the first thing that cannot be."""
    if not facts.title.strip() or len(facts.title) > 200:
        raise ShopError("The plan has no name of 1 to 200 letters", "title", "Give one.")
    if facts.last_day < facts.first_day:
        raise ShopError("The last day lies before the first", "last_day", "Swap them.")
    if not 0 <= facts.hour_from < facts.hour_to <= 24:
        raise ShopError("The hours cannot be", "hour_from, hour_to", "Use hours from 0 to 24, earlier first.")
    if not facts.weekdays or not set(facts.weekdays) <= set(range(7)):
        raise ShopError("No day of the week is left", "weekdays", "Choose at least one.")
    if not facts.channels:
        raise ShopError("No channel is named", "channels", "Name one, such as visit, call or chat.")
    if not 0 <= facts.fee < 10**9:
        raise ShopError("The fee cannot be", "fee", "Use an amount of 0 or more.")
    if len(facts.currency) != 3 or not facts.currency.isalpha():
        raise ShopError("The currency is no code of three letters", "currency", "Write one such as USD.")
    if facts.double and len(set(facts.scorers)) < 2:
        raise ShopError("Scoring twice needs two people", "scorers", "Choose a second.")


def _before_the_draw(plan: ShopPlan) -> None:
    if plan.state != ShopPlan.DRAFT:
        raise ShopError("The visits of this plan are drawn", plan.title, "Make another plan.")


def _criteria(definition: str | None) -> CriteriaVersion | None:
    if not definition:
        return None
    criteria_id, _, version = definition.rpartition("@")
    row: CriteriaVersion | None = CriteriaVersion.objects.filter(
        criteria_id=criteria_id, version=version
    ).first()
    if row is None:
        raise ShopError(f"There are no criteria {definition}", "criteria", "Choose some of the list.")
    return row


def accounts_with(ids: Sequence[str], roles: Sequence[str]) -> list[str]:
    """These accounts, each once. Raises ShopError for one that is closed or has none of the roles."""
    wanted = list(dict.fromkeys(ids))
    people = User.objects.filter(pk__in=wanted, is_active=True, grants__role__in=roles).distinct()
    found = {str(user.pk) for user in people}
    if set(wanted) - found:
        raise ShopError("Somebody chosen has no role for it", None, "Choose people of the list.")
    return wanted
