"""Makes a home in which the machine has read everything, rules stand for behaviours, and somebody is asked
for a targeted review.

Run as `python -m tests.web.teaching_home FOLDER ADDRESS`; prints the key of the work.
"""

import sys

CRITERIA = """\
criteria: desk
version: 1
factors:
  warmth:
    weight: 1
    elements:
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 6, text: Greets the customer}
          - {id: gave_name, points: 4, text: Says their own name}
      care:
        weight: 1
        max: 10
        rules:
          - {id: cared, points: 10, text: Cares}
"""


def criteria():
    """Two elements, one of them with rules that stand for behaviours."""
    from rapport.criteria import parse_criteria

    return parse_criteria(CRITERIA, "desk.yaml")


def read_and_mapped(home):
    """The machine reads all of it; the rules stand for what they could."""
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL
    from rapport.work.annotate import annotate_home
    from rapport.work.teaching.mapping import map_suggested

    annotate_home(home, processes=1)
    criteria_use(TERMINAL, criteria())
    map_suggested(home, TERMINAL, criteria())


def targeted(actor, interaction="c-01", purpose="targeted", source_kind="rule"):
    """A task of this person's → its key."""
    from rapport.program.audits.models import CriteriaVersion, Evaluator
    from rapport.program.audits.services import evaluator_me
    from rapport.program.judging.models import Task

    task = Task.objects.create(
        purpose=purpose,
        interaction_id=interaction,
        evaluator=Evaluator.objects.get(name=evaluator_me(actor)),
        criteria=CriteriaVersion.objects.get(criteria_id="desk"),
        source_kind=source_kind,
        source_id="one",
    )
    return f"task/{task.pk}"


def main(root, email):
    from rapport.home import open_home
    from rapport.program.setup import connect

    home = open_home(root)
    connect(home)
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of

    read_and_mapped(home)
    print(targeted(actor_of(str(User.objects.get(email=email).pk))))


if __name__ == "__main__":
    main(*sys.argv[1:])
