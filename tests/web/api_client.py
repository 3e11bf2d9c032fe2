"""A program that holds a key of the API."""

import json

from django.test import Client

PASSWORD = "a long enough password"


class Program:
    """Sends requests with its key."""

    def __init__(self, secret, actor):
        self.secret, self.actor, self.client = secret, actor, Client(raise_request_exception=False)

    def __call__(self, method, path, body=None, /, **more):
        headers = {"Authorization": f"Bearer {self.secret}", **more.pop("headers", {})}
        if body is not None:
            more["data"] = body if isinstance(body, (str, bytes)) else json.dumps(body)
            more.setdefault("content_type", "application/json")
        return self.client.generic(method, path, headers=headers, **more)

    def get(self, path, **query):
        return self.client.get(path, query, headers={"Authorization": f"Bearer {self.secret}"})

    def post(self, path, body, **headers):
        return self("POST", path, body, headers=headers)


def program(role, team=None, agent_id=None, scopes=None, name=None):
    """A key of a new person with a role → a program that holds it."""
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import key_issue, person_create

    number = User.objects.count()
    user = person_create(
        TERMINAL,
        f"program{number}@example.org",
        name=name or f"Program {number}",
        grants=[Grant(role, team)],
        agent_id=agent_id,
    )
    actor = actor_of(user)
    return Program(key_issue(actor, "a program", scopes or actor.permissions).secret, actor)


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
          - {id: said_hello, points: 6, text: Says hello}
          - {id: gave_name, points: 4, text: Gives their name}
  connection:
    weight: 2
    elements:
      tone:
        weight: 1
        start: 4
        max: 4
        not_applicable: true
        rules:
          - {id: cold, points: -4, text: Cold, critical: interaction, kind: customer}
"""


def criteria_stored():
    """Criteria that evaluations can be handed in by."""
    from rapport.criteria import parse_criteria
    from rapport.program.audits.services import criteria_use
    from rapport.program.people.actor import TERMINAL

    criteria_use(TERMINAL, parse_criteria(CRITERIA, "counter.yaml"))
    return "counter@1"


def evaluation(interaction, evaluator=None, hello=1, cold=0, **more):
    """An evaluation as it is sent."""
    decisions = {
        "greeting": {"rules": {"said_hello": hello, "gave_name": 1 - hello}},
        "tone": {"rules": {"cold": cold}, "comment": "short"},
    }
    named = {"evaluator": evaluator} if evaluator else {}
    return {"interaction_id": interaction, "decisions": decisions, **named, **more}


def audited(lead):
    """Scores of the tutorial's chats, by two people, carried to the warehouse."""
    from rapport.home import open_home
    from rapport.work.publish import publish

    criteria_stored()
    chats = lead.get("/api/interactions", limit=200).json()["items"]
    sent = [
        evaluation(one["interaction_id"], name, hello=(place + who) % 2)
        for place, one in enumerate(chats)
        for who, name in enumerate(("Ann", "Bob"))
    ]
    done = lead.post("/api/evaluations", {"definition": "counter@1", "evaluations": sent})
    assert done.status_code == 200, done.content
    publish(open_home())
    return done.json()["items"]
