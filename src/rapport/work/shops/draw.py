"""Draws visits: every scenario and site in turn, at times and by shoppers of chance."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from zoneinfo import ZoneInfo

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.errors import ShopError
from rapport.program.shops.plain import Plan, PlanFacts, PlannedVisit

WINDOW_H = 2
MOST = 2000


def draw_visits(
    home: Home, actor: Actor, plan_id: int, *, visits: int, shoppers: Sequence[str], seed: int | None = None
) -> int:
    """Draws so many visits for a plan and starts it → how many. The same seed draws the same.

    Raises NotAllowedError, or ShopError for a plan without scenarios, people or days.
    """
    from rapport.program.shops.selectors import shop_plan
    from rapport.program.shops.services import visits_create

    actor.require(Permission.SHOPS_PLAN)
    plan = shop_plan(actor, plan_id)
    if plan is None:
        raise ShopError("There is no such plan", None, "Look at the list of plans.")
    chosen = secrets.randbelow(2**31) if seed is None else seed
    drawn = planned_visits(plan, visits, tuple(dict.fromkeys(shoppers)), chosen, home.settings.zone)
    made: int = visits_create(actor, plan_id, drawn, chosen)
    return made


def planned_visits(
    plan: Plan, visits: int, shoppers: Sequence[str], seed: int, zone: ZoneInfo
) -> list[PlannedVisit]:
    """The visits: scenarios × channels × sites as evenly as the number allows, in an order of chance.

    A shopper sees as many visits as any other, give or take one, and comes to the same site again only
    when everybody has been there. Times are windows of two hours on the plan's days, in `zone`. Raises
    ShopError.
    """
    if not plan.tasks:
        raise ShopError("The plan has no scenario", "tasks", "Add what shall be tried.")
    if not shoppers:
        raise ShopError("Nobody is chosen to shop", "shoppers", "Choose one person or more.")
    if not 1 <= visits <= MOST:
        raise ShopError(f"The plan would have {visits} visits", "visits", f"Use 1 to {MOST:,}.")
    days = _days(plan.facts)
    chance = random.Random(seed)
    cells = list(product([one.id for one in plan.tasks], plan.facts.channels, plan.facts.sites or ("",)))
    chosen = list(islice(_rounds(cells, chance), visits))
    people = _people(chosen, shoppers, chance)
    found = []
    for (task, channel, site), shopper in zip(chosen, people, strict=True):
        start, end = _window(chance.choice(days), plan.facts, zone, chance)
        found.append(PlannedVisit(task, shopper, site, channel, start, end))
    return found


def _rounds(cells: list[tuple[int, str, str]], chance: random.Random) -> Iterator[tuple[int, str, str]]:
    """Every cell once in an order of chance, then every cell again, without end."""
    while True:
        order = list(cells)
        chance.shuffle(order)
        yield from order


def _people(
    chosen: Sequence[tuple[int, str, str]], shoppers: Sequence[str], chance: random.Random
) -> list[str]:
    load = dict.fromkeys(shoppers, 0)
    met: dict[tuple[str, str], int] = {}
    found = []
    for _, _, site in chosen:
        order = list(shoppers)
        chance.shuffle(order)
        least = min(load.values())
        free = [one for one in order if load[one] == least]
        shopper = min(free, key=lambda one: met.get((one, site), 0))
        load[shopper] += 1
        met[shopper, site] = met.get((shopper, site), 0) + 1
        found.append(shopper)
    return found


def _days(facts: PlanFacts) -> list[date]:
    span = (facts.last_day - facts.first_day).days
    if span > 730:
        raise ShopError("The plan lasts more than two years", "last_day", "Plan a shorter time.")
    days = [facts.first_day + timedelta(days=place) for place in range(span + 1)]
    kept = [day for day in days if day.weekday() in facts.weekdays]
    if not kept:
        raise ShopError("No day of the plan is on the chosen days of the week", "weekdays", "Choose more.")
    return kept


def _window(day: date, facts: PlanFacts, zone: ZoneInfo, chance: random.Random) -> tuple[datetime, datetime]:
    length = min(WINDOW_H, facts.hour_to - facts.hour_from)
    start = chance.randint(facts.hour_from, facts.hour_to - length)
    return _moment(day, start, zone), _moment(day, start + length, zone)


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The hour on the clock of that zone; 24 is midnight."""
    local = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), zone)
    return local.astimezone(UTC)
