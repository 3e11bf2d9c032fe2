"""Makes a home in which people are asked to score: chats of twenty turns, criteria of fifteen elements.

Run as `python -m tests.web.scoring_home FOLDER CHATS NAME…`; prints who is signed in by which cookie, and
what each is asked to score.
"""

import csv
import json
import sys
from pathlib import Path

SAID = (
    "Hello, my parcel should have come on Monday. Where is it?",
    "Good morning, I am sorry for the wait. I am looking at your order now.",
)


def criteria_text():
    """Fifteen elements in three factors; every third one has a counted, a needy and a critical rule."""
    lines = ["criteria: fifteen", "version: 1", "factors:"]
    for factor, first in (("timing", 1), ("information", 6), ("connection", 11)):
        lines += [f"  {factor}:", "    weight: 1", "    elements:"]
        for number in range(first, first + 5):
            may = str(number % 2 == 0).lower()
            lines += [
                f"      element_{number}:",
                f"        {{weight: 1, start: 4, max: 10, not_applicable: {may}, rules: [",
                f"          {{id: good, points: 4, text: Good thing {number}, example: As it should be}},",
                f"          {{id: better, points: 2, text: Better thing {number}, requires: [good]}},",
                f"          {{id: slip, points: -2, times: 2, text: Slip {number}}},",
                f"          {{id: grave, points: -4, text: Grave {number}, critical: factor}}]}}",
            ]
    return "\n".join(lines) + "\n"


def chats_file(path, count):
    """So many chats of twenty turns each."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        columns = "conversation_id,sent_at,speaker,message,team,agent_id,agent_name,customer_id,concern"
        writer.writerow(columns.split(","))
        for chat in range(count):
            for turn in range(20):
                who = ("Customer", "Agent")[turn % 2]
                words = f"{SAID[turn % 2]} (turn {turn + 1}) \N{WAVING HAND SIGN} end"
                at = f"2026-04-{1 + chat % 28:02d} {8 + turn // 10:02d}:{turn:02d}"
                team = ("Day", "Evening")[chat % 2]
                writer.writerow(
                    [
                        f"chat-{chat:04d}",
                        at,
                        who,
                        words,
                        team,
                        f"a-{chat % 7}",
                        "Dora Lind",
                        f"k-{chat}",
                        "delivery",
                    ]
                )


def make(root, chats, names):
    """The home with people, chats and a sample that asks each of them for every chat."""
    from rapport.home import open_home
    from rapport.program.setup import connect
    from rapport.work.import_ import import_files
    from rapport.work.init import init_home

    if not (root / "format").exists():
        init_home(root, "Kettles & Co")
    home = open_home(root)
    chats_file(root / "chats.csv", chats)
    import_files(home, "chats", [root / "chats.csv"])
    connect(home)
    from rapport.criteria import parse_criteria
    from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan
    from rapport.program.audits.services import evaluator_me, sample_create
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.selectors import queue_open

    people = {name: _person(name) for name in names}
    for actor, _ in people.values():
        evaluator_me(actor)
    drawn = tuple(DrawnInteraction(f"chat-{n:04d}", "all", 0.5, tuple(names)) for n in range(chats))
    plan = SamplePlan(
        "autumn", 1, 1, (), {}, 2 * chats, {}, (StratumPlan("all", {}, 2 * chats, chats, 1),), drawn, None,
        5.0, 0.95, 0.0, 1, "nothing",
    )  # fmt: skip
    sample_create(TERMINAL, plan, parse_criteria(criteria_text(), "fifteen.yaml"))
    return {
        name: {
            "cookie": cookie,
            "user": actor.user_id,
            "works": [one.key for one in queue_open(actor, limit=10_000)],
        }
        for name, (actor, cookie) in people.items()
    }


def _person(name):
    from django.test import Client

    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    user = person_create(
        TERMINAL,
        f"{name.lower()}@example.org",
        name=name,
        password="a long enough password",
        grants=[Grant("qa_lead" if name == "Lea" else "analyst")],
    )
    client = Client()
    client.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
    return actor_of(user), client.cookies["sessionid"].value


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])))
