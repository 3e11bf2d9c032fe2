"""Two people press the button at the same moment, in two processes."""

from tests.started import started

SCRIPT = """
import sys
from pathlib import Path
from rapport.criteria import Decision, parse_criteria
from rapport.home import open_home
from rapport.program.setup import connect
root, url, text, name, hello = sys.argv[1:]
connect(open_home(root, database_url=url or None))
from rapport.program.audits.plain import Submission
from rapport.program.audits.services import evaluations_submit
from rapport.program.people.actor import TERMINAL
criteria = parse_criteria(Path(text).read_text(), "counter.yaml")
for number in range(15):
    decisions = {"greeting": Decision({"said_hello": int(hello)}), "tone": Decision(), "answer": Decision()}
    made = [Submission(f"i{number}", who, decisions) for who in ("shared", name)]
    evaluations_submit(TERMINAL, criteria, made)
print("done")
"""


def test_nothing_is_lost_or_doubled(home, criteria, tmp_path):
    path = tmp_path / "counter.yaml"
    path.write_text(criteria.text)
    url = home.settings.database_url or ""
    running = {}
    for name, hello in (("left", "0"), ("right", "1")):
        words = ["-c", SCRIPT, home.root, url, path, name, hello]
        with (tmp_path / name).open("wb") as said:
            running[name] = started(words, stdout=said, stderr=said)
    ends = [process.wait() for process in running.values()]
    assert ends == [0, 0], [(tmp_path / name).read_text() for name in running]
    assert [(tmp_path / name).read_text().strip() for name in running] == ["done", "done"]
    from rapport.program.audits.models import Evaluation, Outbox

    standing = Evaluation.objects.filter(retracted_at__isnull=True)
    assert standing.count() == 15 * 3
    assert standing.values("interaction_id", "evaluator").distinct().count() == 15 * 3
    retracted = Evaluation.objects.filter(retracted_at__isnull=False)
    assert retracted.count() <= 15 and all(one.replaced_by_id for one in retracted)
    assert Outbox.objects.count() == 15 * 3 + 2 * retracted.count()
