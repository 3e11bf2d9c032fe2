"""A process that scores and publishes until it is killed; it prints what was acknowledged."""

import sys
from pathlib import Path

from rapport.criteria import Decision, parse_criteria
from rapport.home import open_home
from rapport.program.setup import connect
from rapport.work.publish import publish

home, start = open_home(sys.argv[1]), int(sys.argv[2])
criteria = parse_criteria(Path(sys.argv[3]).read_text(), "counter.yaml")
connect(home)

from rapport.program.audits.plain import Submission  # noqa: E402
from rapport.program.audits.services import evaluations_submit  # noqa: E402

for number in range(start, start + 10_000):
    decisions = {
        "greeting": Decision({"said_hello": 1}),
        "tone": Decision(),
        "answer": Decision({"complete": number % 2}),
    }
    # every third one corrects the evaluation before it
    interaction = f"k{number - 1 if number % 3 == 2 else number}"
    (made,) = evaluations_submit(criteria, [Submission(interaction, "Ann", decisions)])
    print(made.evaluation, flush=True)
    if number % 4 == 0:
        publish(home)
        print(f"published {number}", flush=True)
