"""Small made-up records for the warehouse's tests."""

from datetime import UTC, datetime, timedelta

from rapport.records import (
    Annotation,
    Answer,
    Customer,
    Event,
    Indicator,
    Interaction,
    Measurement,
    Reading,
    Span,
    Turn,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def interaction(number, customer="c1", text="My parcel is late", **facts):
    at = START + timedelta(minutes=number)
    turns = (
        Turn("customer", text, at, quoted="On Monday you wrote"),
        Turn("agent", "I am sorry. It leaves today.", at + timedelta(seconds=40), person="Ann"),
    )
    given = {"channel": "chat", "started_at": at, "customer_id": customer, "agent_id": "a1", "turns": turns}
    return Interaction(
        **{"interaction_id": f"i{number}", **given, "attributes": {"site": "north", "app": "7"}, **facts}
    )


def measurement(number, value=80.0, subject="i1", **facts):
    given = {"flags": ("draft_shown",), "evidence": (Span(1), Span(0, 3, 9))} | facts
    return Measurement(
        f"k{number}", "interaction", subject, "qci", value, "human", "eve", "retail@1", START, 0, 100, **given
    )


ANSWER = Answer(
    "s1-nps", "s1", "nps", "nps", 9.0, None, 0, 10, customer_id="c1", interaction_id="i1", answered_at=START
)
EVENT = Event("e1", "purchase", START, "c1", None, 12.5, "EUR", {"shop": "web"})
CUSTOMER = Customer(
    "c1", "Ada Quill", "ada@quill.example", "+44 20 7946 0000", "1 Long Lane", "acc1", "Quill"
)
INDICATOR = Indicator("d1", "shipping_days", START, 3.5, "days", "north")
READING = Reading(
    "i1|feelings",
    "i1",
    "feelings",
    ("feelings@1", "emotions@2"),
    "0a1b",
    (
        Annotation("i1", "sentiment", "negative", "feelings@1", 0, -0.5, 0.8, 3, 9),
        Annotation("i1", "course", "cannot_tell", "feelings@1"),
    ),
)
