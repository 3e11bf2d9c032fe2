"""The particulars of one interaction, the same from its first word to its last."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from rapport.story.calendar import START
from rapport.story.people import Person
from rapport.story.words.names import (
    CARRIERS,
    COUNTRIES,
    DEVICES,
    MONTHS,
    PHONES,
    PLANS,
    ROOMS,
    ROUTERS,
    SPEEDS,
)  # fmt: skip
from rapport.story.words.phrases import Draw

PRICES = ("39.99", "49.99", "64.99", "74.99", "89.99", "110.00", "45.00")
WINDOWS = (
    "between 8 and 12",
    "between 9 and 1",
    "between 1 and 5",
    "in the evening, 5 to 8",
    "between 10 and 2",
)

TIMES = ("7 am", "8 am", "9 am", "10 am", "11 am", "noon", "1 pm", "2 pm")

Facts = dict[str, str]


@cache
def day_words(day: int) -> tuple[str, str, str]:
    """The date, weekday and month of a day of the story, in words."""
    at = START + timedelta(days=day)
    return f"{MONTHS[at.month - 1]} {at.day}", at.strftime("%A"), MONTHS[at.month - 1]


def facts(person: Person, day: int, agent: str, draw: Draw) -> Facts:
    """Every slot that a phrase can have, for a contact of `person` with `agent` on `day`."""
    a, b, c, d = draw(), draw(), draw(), draw()
    plan, other = person.plan, (person.plan + 1 + a % 5) % len(PLANS)
    speed = SPEEDS[plan]
    cents = (5, 10, 25, 40, 49, 50, 75, 80, 90, 99)[a // 8 % 10]
    return {
        "first": person.first,
        "last_name": person.last,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "street": person.street,
        "town": person.town,
        "zip": person.zip,
        "account": person.account,
        "card": person.card,
        "last4": person.card[-4:],
        "birth": person.birth,
        "years": str(max(2, person.years)),
        "plan": PLANS[plan],
        "price": f"${PRICES[plan]}",
        "total": f"${float(PRICES[plan]) + 12 + a // 128 % 40:.2f}",
        "new_plan": PLANS[other],
        "new_price": f"${float(PRICES[plan]) - 6 - a // 4096 % 9:.2f}",
        "charge": f"${12 + a // 65536 % 96}.{cents:02d}",
        "credit": f"${(5, 8, 10, 12, 15, 20, 25)[b % 7]}",
        "speed": str(speed),
        "got": str(max(2, speed * (4 + b // 8 % 28) // 100)),
        "days": str(3 + b // 256 % 7),
        "hours": str(3 + b // 2048 % 9),
        "order": f"HO{10_000_000 + c % 90_000_000}",
        "ref": f"R-{c // 128 % 900_000 + 100_000}",
        "old_ref": f"R-{d % 900_000 + 100_000}",
        "router": ROUTERS[c % len(ROUTERS)],
        "phone_model": PHONES[c // 64 % len(PHONES)],
        "device": DEVICES[c // 512 % len(DEVICES)],
        "room": ROOMS[c // 4096 % len(ROOMS)],
        "country": COUNTRIES[d % len(COUNTRIES)],
        "carrier": CARRIERS[d // 32 % len(CARRIERS)],
        "agent_first": agent.partition(" ")[0],
        "agent": agent,
        **_times(day, d >> 8),
    }


def _times(day: int, draw: int) -> Facts:
    """Dates that fit each other: what was is before the contact, what will be after it."""
    before, _, month = day_words(day - 4 - draw % 16)
    _, weekday, _ = day_words(day - 1 - draw // 16 % 4)
    ahead = 1 + draw // 64 % 5
    sunday = (day + ahead + START.weekday()) % 7 == 6
    _, weekday2, _ = day_words(day + ahead + sunday)
    later, _, _ = day_words(day + 9 + draw // 512 % 20)
    return {
        "date": before,
        "month": month,
        "next_month": MONTHS[(MONTHS.index(month) + 2) % 12],
        "day": f"{draw // 8 % 16 + 4}th",
        "weekday": weekday,
        "weekday2": weekday2,
        "date2": later,
        "time": TIMES[draw // 4096 % 8],
        "time2": f"{(4, 5, 6, 7, 8)[draw // 32768 % 5]} pm",
        "window": WINDOWS[draw // 262144 % len(WINDOWS)],
    }


SLOTS = frozenset(("second", "colleague"))  # given by the script itself, beside those of `facts`
