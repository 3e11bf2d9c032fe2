"""Submits and publishes evaluations, saying which are stored and which published, until it is killed."""

import sys

from rapport.criteria import Decision, parse_criteria
from rapport.home import open_home
from rapport.program.setup import connect
from rapport.work.publish import publish

CRITERIA = """\
criteria: killed
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
AT_ONCE = 5


def main(root, number):
    home = open_home(root)
    connect(home)
    from rapport.program.audits.plain import Submission
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.people.actor import TERMINAL

    criteria = parse_criteria(CRITERIA, "killed.yaml")
    while True:
        hello = Decision({"said_hello": number % 2})
        ids = [f"talk-{number}-{i}" for i in range(AT_ONCE)]
        # the last of each round corrects the round before: a retraction is published too
        ids[-1] = f"talk-{number - 1}-0"
        evaluations_submit(TERMINAL, criteria, [Submission(one, "Eve", {"greeting": hello}) for one in ids])
        print(f"stored {number}", flush=True)
        publish(home)
        print(f"published {number}", flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
