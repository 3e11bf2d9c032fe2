"""A home with a survey, customers and contacts, for the tests of asking."""

from datetime import UTC, datetime, timedelta

from rapport.records import Customer, Interaction
from rapport.records.interaction import Turn
from rapport.warehouse import Warehouse

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)  # a Tuesday
SURVEY = """\
survey: after-support
version: 1
title: After your call
items:
  - id: ease
    type: ces
    about: get help from us
  - id: why
    type: text
    text: "What made it hard, {customer.first_name|if you may say}?"
    asked_if: {ease: {at_most: 4}}
translations:
  de:
    items:
      ease: {text: "Wie leicht oder schwer war es, Hilfe zu bekommen?", low: Sehr schwer, high: Sehr leicht}
  ar:
    items:
      ease: {text: "ما مدى سهولة حصولك على المساعدة؟", low: صعب جدا, high: سهل جدا}
"""


def publish(text=SURVEY, name="after-support", number=1):
    """A survey with one open version → its primary key."""
    from rapport.program.surveys.models import Survey, SurveyVersion

    survey, _ = Survey.objects.get_or_create(pk=name, defaults={"title": name, "created_by": "t"})
    made = SurveyVersion.objects.create(
        survey=survey, number=number, text=text, sha256="x", published_at=NOW, published_by="t"
    )
    return made.pk


def customer(number, **facts):
    given = {
        "customer_id": f"c{number}",
        "name": f"Mia Moss {number}",
        "email": f"c{number}@example.org",
        "phone": f"+1202555{number % 10_000:04d}",
        "segment": ("Home", "Business")[number % 2],
        "language": "en",
    }
    return Customer(**{**given, **facts})


def contact(number, customer_id=None, at=NOW - timedelta(hours=3), **facts):
    given = {
        "interaction_id": f"i{number:06d}",
        "channel": "call",
        "started_at": at - timedelta(minutes=8),
        "ended_at": at,
        "customer_id": customer_id or f"c{number}",
        "agent_id": f"a{number % 7}",
        "team": ("Day", "Night")[number % 2],
        "turns": (Turn("customer", "Hello"), Turn("agent", "Hello, how may I help?")),
    }
    return Interaction(**{**given, **facts})


def store(home, customers=(), interactions=(), events=()):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", customers)
        writer.upsert("interactions", interactions)
        writer.upsert("events", events)


def programme(name="support", since=NOW - timedelta(days=1), **plan):
    """A programme that is on."""
    from rapport.program.people.actor import TERMINAL
    from rapport.program.sending.plain import Plan
    from rapport.program.sending.services import programme_create, programme_switch

    given = {"survey": "after-support", **plan}
    programme_create(TERMINAL, name=name, title=name, plan=Plan(**given), now=since)
    programme_switch(TERMINAL, name, on=True, now=since)
    return name
