"""What happens to a home while people walk through its pages: its history, contacts, the worker's rounds.

Run as `python -m tests.web.walking_home FOLDER WHAT`, as a browser's loop and the database do not go
together; prints what came of it as JSON.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

PEOPLE = {"pam": "program_manager", "quin": "qa_lead", "olga": "case_owner", "zoe": "case_owner"}
WEEKS, A_DAY = 16, 5
BEGAN_DAYS_AGO = 35
SATISFIED = {"Billing": (0.35, 0.85), "Delivery": (0.6, 0.6), "Sales": (0.6, 0.6)}
"""The share of satisfied customers before and since, by team: only with bills it became better."""


def begin(home):
    """A home with a history, and people invited: name → the path that lets them in."""
    from rapport.work.people import invite

    history(home)
    return {name: invite(home, f"{name}@example.org", (role,)).path for name, role in PEOPLE.items()}


def history(home):
    """Sixteen weeks of calls and what customers said of them on paper."""
    from rapport.records import Answer, Interaction
    from rapport.warehouse import Warehouse

    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    chance, interactions, answers = np.random.default_rng(7), [], []
    for day in range(1, WEEKS * 7):
        for team, shares in SATISFIED.items():
            # The same share in every week, in an order of chance: what is measured does not hang on the date.
            happy = chance.permutation(A_DAY) < round(
                shares[day < BEGAN_DAYS_AGO] * A_DAY + chance.uniform(-0.5, 0.5)
            )
            for number in range(A_DAY):
                at, name = today - timedelta(days=day, minutes=number), f"{team}-{day}-{number}"
                interactions.append(Interaction(name, channel="call", started_at=at, team=team,
                                                agent_id=f"{team}-{chance.integers(0, 6)}"))  # fmt: skip
                answers.append(
                    Answer(f"x-{name}", f"s-{name}", "satisfied", "csat", interaction_id=name,
                           number=5.0 if happy[number] else 2.0, scale_min=1, scale_max=5, survey="paper",
                           answered_at=at)
                )  # fmt: skip
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", interactions)
        writer.upsert("answers", answers)


def called(home):
    """Lena, who reads German, called about her bill just now: the rounds of asking plan and send."""
    from rapport.records import Customer, Interaction
    from rapport.records.interaction import Turn
    from rapport.warehouse import Warehouse
    from rapport.work.asking.planning import plan_due
    from rapport.work.asking.sending import send_due

    now = datetime.now(UTC)
    lena = Customer("c-lena", name="Lena Vogt", email="lena@customer.example", language="de", segment="Home")
    wim = Customer("c-wim", name="Wim Maas", email="wim@customer.example", language="en", segment="Home")
    call = Interaction(
        "call-lena",
        channel="call",
        started_at=now - timedelta(minutes=6),
        ended_at=now,
        customer_id="c-lena",
        team="Billing",
        agent_id="Billing-1",
        turns=(Turn("customer", "My bill is wrong again."), Turn("agent", "I shall look at it.")),
    )
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", [lena, wim])
        writer.upsert("interactions", [call])
    plan_due(home)
    send_due(home)


def answered(home):
    """The rounds that carry answers into the warehouse, ask the rules, and route what they opened."""
    from rapport.program.cases.models import Case
    from rapport.program.people.actor import TERMINAL
    from rapport.work.alerts.run import run_alerts
    from rapport.work.cases.knowing import know_cases
    from rapport.work.surveys.publish_submissions import publish_submissions

    publish_submissions(home)
    run_alerts(home, TERMINAL)
    know_cases(home)
    rows = Case.objects.values_list("customer_id", "owner__name")
    return {"cases": [list(one) for one in rows], "answers": carried(home)}


def letters(home):
    """The round that sends what was written from cases."""
    from rapport.work.cases.mailing import send_letters

    return send_letters(home)


def next_day(home):
    """The rounds of asking after a case, a day later by their clock."""
    from rapport.work.asking.planning import plan_by
    from rapport.work.asking.sending import send_by

    now = datetime.now(UTC)
    plan_by(home, now + timedelta(minutes=2))
    return send_by(home, now + timedelta(hours=25)).sent


def confirmed(home):
    """The rounds that tell cases what their customers said."""
    from rapport.work.asking.recovery import recoveries_due
    from rapport.work.surveys.publish_submissions import publish_submissions

    publish_submissions(home)
    return recoveries_due(home)


def carried(home):
    """What the warehouse has of the walk's survey: customer, item, number or words, channel, language."""
    from rapport.warehouse import Warehouse

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        columns = "customer_id, item, coalesce(text, number::VARCHAR) AS said, channel, interaction_id"
        rows = snapshot.sql(f"SELECT {columns} FROM answers WHERE survey = 'care@1' ORDER BY ALL").to_pylist()
    return [list(one.values()) for one in rows]


if __name__ == "__main__":
    from rapport.home import open_home
    from rapport.program.setup import connect

    opened = open_home(Path(sys.argv[1]))
    connect(opened)
    print(json.dumps(globals()[sys.argv[2]](opened)))
