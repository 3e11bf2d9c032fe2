"""Plans and how far they are."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission, Sight
from rapport.program.shops.models import ShopPlan, ShopTask, Visit
from rapport.program.shops.plain import Plan, PlanFacts, TaskFacts
from rapport.program.shops.selectors.personas import persona_facts
from rapport.program.shops.services.plans import SCORING, SHOPPING


def shop_plans(actor: Actor) -> list[Plan]:
    """All plans, newest first, counting the visits that the person may see. Raises NotAllowedError."""
    actor.require(Permission.SHOPS_READ)
    return [_plan(row) for row in _counted(actor).order_by("-id")]


def shop_plan(actor: Actor, plan_id: int) -> Plan | None:
    """One plan with its scenarios; None when there is none. Raises NotAllowedError."""
    actor.require(Permission.SHOPS_READ)
    row = _counted(actor).filter(pk=plan_id).prefetch_related("tasks__persona").first()
    return None if row is None else _plan(row, tasks=True)


def visible(actor: Actor) -> Q:
    """The visits a person may see: their teams' where the role is about teams; all else."""
    if actor.sight(Permission.SHOPS_READ) is Sight.TEAMS:
        teams = sorted(actor.teams(Permission.SHOPS_READ) or ())
        return Q(team__in=teams, state=Visit.REPORTED)
    return Q()


def _counted(actor: Actor) -> QuerySet[ShopPlan]:
    seen = visible(actor)
    mine = Q(visits__in=Visit.objects.filter(seen)) if seen else Q(visits__isnull=False)
    reported = mine & Q(visits__state=Visit.REPORTED)
    late = Q(visits__state=Visit.PLANNED, visits__until_at__lt=timezone.now())
    found: QuerySet[ShopPlan] = ShopPlan.objects.select_related("criteria").annotate(
        n_planned=Count("visits", filter=mine & Q(visits__state=Visit.PLANNED)),
        n_reported=Count("visits", filter=reported),
        n_cancelled=Count("visits", filter=mine & Q(visits__state=Visit.CANCELLED)),
        n_overdue=Count("visits", filter=mine & late),
        s_expenses=Sum("visits__expenses", filter=reported),
    )
    return found


def _plan(row: ShopPlan, tasks: bool = False) -> Plan:
    facts = PlanFacts(
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        brief=row.brief,
        sites=tuple(row.sites),
        channels=tuple(row.channels),
        hour_from=row.hour_from,
        hour_to=row.hour_to,
        weekdays=tuple(row.weekdays),
        fee=row.fee,
        currency=row.currency,
        criteria=str(row.criteria) if row.criteria else None,
        scorers=tuple(row.scorers),
        double=row.double,
    )
    expenses = Decimal(row.s_expenses or 0)
    return Plan(
        id=row.pk,
        facts=facts,
        state=row.state,
        seed=row.seed,
        created_by=row.created_by,
        created_at=row.created_at,
        tasks=tuple(task_facts(one) for one in row.tasks.all()) if tasks else (),
        planned=row.n_planned,
        reported=row.n_reported,
        cancelled=row.n_cancelled,
        overdue=row.n_overdue,
        spent=row.fee * row.n_reported + expenses,
        expenses=expenses,
    )


def task_facts(row: ShopTask) -> TaskFacts:
    """A scenario to be tried, as others see it."""
    return TaskFacts(
        row.title, persona_facts(row.persona), row.ask, dict(row.scenario), row.pk, dict(row.facts)
    )


def possible_shoppers(actor: Actor) -> list[tuple[str, str]]:
    """Accounts that may shop, as (id, name). Raises NotAllowedError."""
    return _people(actor, SHOPPING)


def possible_scorers(actor: Actor) -> list[tuple[str, str]]:
    """Accounts that may score, as (id, name). Raises NotAllowedError."""
    return _people(actor, SCORING)


def _people(actor: Actor, roles: list[str]) -> list[tuple[str, str]]:
    actor.require(Permission.SHOPS_PLAN)
    people = User.objects.filter(is_active=True, grants__role__in=roles).distinct().order_by("name", "email")
    return [(str(one.pk), str(one)) for one in people]
