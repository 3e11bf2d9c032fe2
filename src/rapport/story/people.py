"""The customers: who they are, what they are worth, what matters to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from rapport.records import Customer
from rapport.story.calendar import START
from rapport.story.randomness import Floats, bits, uniform
from rapport.story.situations import SEGMENT_SHARES, SEGMENTS
from rapport.story.staff import FACTORS
from rapport.story.words.names import FIRST, LAST, MAIL_HOSTS, PLANS, STREETS, TOWNS

VALUES = (640.0, 1180.0, 3900.0, 520.0)  # dollars a year, by segment
AREA_CODES = (202, 206, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702)
DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # what a digit counts at every second place of a card number
ANSWERED_IMPORTANCE = 0.3  # share of customers who said what matters to them
# What matters by segment, on 1–10: timing, information, connection, differentiation.
IMPORTANCE = np.array(
    [[6.0, 8.0, 6.0, 4.5], [6.5, 7.5, 6.5, 5.0], [9.0, 8.5, 4.0, 4.0], [5.0, 8.0, 8.5, 4.5]]
)


@dataclass(frozen=True, slots=True)
class Person:
    """What a customer would give when asked."""

    number: int
    first: str
    last: str
    email: str
    phone: str
    street: str
    town: str
    zip: str
    account: str
    card: str
    birth: str
    years: int
    plan: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def identifier(customer: int) -> str:
    return f"C{customer + 1:07d}"


def persons(seed: int, customers: NDArray[np.int64]) -> list[Person]:
    """The persons behind customer numbers; always the same for a number."""
    rows = (bits(seed, "person", customers, 12) >> np.uint64(20)).tolist()
    return [_person(number, row) for number, row in zip(customers.tolist(), rows, strict=True)]


def _person(number: int, draw: list[int]) -> Person:
    first, last = FIRST[draw[0] % len(FIRST)], LAST[draw[1] % len(LAST)]
    local = (f"{first}.{last}", f"{first[0]}{last}{draw[2] % 90 + 10}", f"{last}.{first[0]}")[draw[2] % 3]
    return Person(
        number=number,
        first=first,
        last=last,
        email=f"{local.lower()}@{MAIL_HOSTS[draw[3] % len(MAIL_HOSTS)]}",
        phone=f"{AREA_CODES[draw[4] % len(AREA_CODES)]}-555-01{draw[4] // 16 % 100:02d}",
        street=f"{draw[5] % 240 + 1} {STREETS[draw[6] % len(STREETS)]}",
        town=TOWNS[draw[7] % len(TOWNS)],
        zip=f"{draw[7] // 64 % 89_000 + 10_000}",
        account=f"HY-{number * 7919 % 9_000_000 + 1_000_000}",
        card=_card(draw[8]),
        birth=f"{draw[9] % 12 + 1}/{draw[9] // 16 % 28 + 1}/{1940 + draw[9] // 512 % 62}",
        years=draw[10] % 14 + 1,
        plan=draw[11] % len(PLANS),
    )


def _card(draw: int) -> str:
    """A card number from a range kept for tests, with a right check digit."""
    digits = f"400000{draw % 10**9:09d}"
    total = sum(map(int, digits[1::2])) + sum(DOUBLED[int(digit)] for digit in digits[0::2])
    number = digits + str(-total % 10)
    return " ".join(number[i : i + 4] for i in range(0, 16, 4))


def importances(seed: int, customers: NDArray[np.int64], segment: NDArray[np.int64]) -> Floats:
    """What matters to each customer by factor (1–10); NaN for those who never said."""
    given = np.clip(
        IMPORTANCE[segment] + 3 * uniform(seed, "importance", customers, len(FACTORS)) - 1.5, 1, 10
    )
    given = np.round(given)
    given[uniform(seed, "said", customers) >= ANSWERED_IMPORTANCE] = np.nan
    return given


def customers(seed: int, count: int, chunk: int = 5_000) -> Iterator[Customer]:
    """All customers with their accounts."""
    for begin in range(0, count, chunk):
        numbers = np.arange(begin, min(begin + chunk, count))
        draws = uniform(seed, "segment", numbers)
        segment = np.minimum(np.searchsorted(np.cumsum(SEGMENT_SHARES), draws, side="right"), 3)
        matters = importances(seed, numbers, segment).tolist()
        worth = np.array(VALUES)[segment] * (0.6 + 0.8 * uniform(seed, "value", numbers))
        people = persons(seed, numbers)
        for person, code, value, given in zip(people, segment.tolist(), worth.tolist(), matters, strict=True):
            yield _customer(person, SEGMENTS[code], value, given)


def _customer(person: Person, segment: str, value: float, given: list[float]) -> Customer:
    said = {f"importance.{name}": f"{rating:g}" for name, rating in zip(FACTORS, given, strict=True)}
    business = segment == "Business"
    return Customer(
        customer_id=identifier(person.number),
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=f"{person.street}, {person.town} {person.zip}",
        account_id=person.account,
        account_name=f"{person.last} {('& Partners', 'Services', 'Studio')[person.years % 3]}"
        if business
        else None,
        segment=segment,
        language="en",
        joined_at=START - timedelta(days=365 * person.years + person.number % 360),
        value=round(value, 2),
        currency="USD",
        attributes={} if given[0] != given[0] else said,
    )
