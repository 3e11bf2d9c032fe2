"""What the kept home's conversations and evaluations are."""

from datetime import UTC, datetime, timedelta

from rapport.criteria import Decision, parse_criteria
from rapport.program.setup import connect
from rapport.records import Interaction, Turn
from rapport.work.publish import publish

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = "My heron ate the blue router and now nothing works at all"
CRITERIA = """\
criteria: counter
version: 1
factors:
  timing:
    weight: 1
    elements:
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 10, text: Says hello}
"""


def talk(number, customer, words="Where is my parcel, please? It was due on Monday."):
    at = START + timedelta(hours=number)
    turns = (
        Turn("customer", words, at),
        Turn("agent", "Good morning! Let me look for it.", at + timedelta(seconds=40)),
    )
    return Interaction(
        f"talk-{number}", "chat", at, customer_id=customer, agent_id="a1", team="north", turns=turns
    )


def evaluate(home, *interactions, comment):
    connect(home)
    from rapport.program.audits.plain import Submission
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.people.actor import TERMINAL

    decisions = {"greeting": Decision({"said_hello": 1}, comment=comment)}
    evaluations_submit(
        TERMINAL,
        parse_criteria(CRITERIA, "counter.yaml"),
        [Submission(one, "Eve", decisions, comment=comment) for one in interactions],
    )
    publish(home)
