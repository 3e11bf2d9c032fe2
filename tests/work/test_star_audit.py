"""The whole way on real conversations: import, questionnaires, sample, sheets, scores, report."""

import csv
import gzip
import json

import pytest

from rapport.home import create_home
from rapport.program.setup import disconnect
from rapport.records import Answer
from rapport.warehouse import Warehouse
from rapport.work.estimate import estimate_metric
from rapport.work.evaluate import import_evaluations
from rapport.work.import_ import import_files
from rapport.work.report import write_reports
from rapport.work.sample import draw_sample

CRITERIA = """\
criteria: star
version: 1
components:
  empathy: [manner]
factors:
  information:
    weight: 2
    elements:
      task:
        weight: 1
        max: 10
        rules:
          - {id: done, points: 7, text: The task is done}
          - {id: sure, points: 3, text: Knows what to do}
  connection:
    weight: 1
    elements:
      manner:
        weight: 1
        start: 4
        max: 10
        rules:
          - {id: calm, points: 6, text: Calm and helpful}
          - {id: annoyed, points: -4, text: The customer is annoyed}
"""
QUESTIONS = {"customer_says_task_done": "task_done", "customer_rated_calm_and_helpful": "calm_and_helpful"}


@pytest.fixture(scope="module")
def labels(shared):
    with gzip.open(shared / "data/star/labels.jsonl.gz", "rt") as file:
        return {row["id"]: row for row in map(json.loads, file)}


@pytest.fixture(scope="module")
def star(shared, labels, tmp_path_factory):
    """A home with the conversations and what both sides answered after them."""
    home = create_home(tmp_path_factory.mktemp("star") / "home")
    imported = import_files(home, "chats", [shared / "data/star/conversations.jsonl.gz"])
    answers = (
        Answer(
            f"{name}:{item}",
            name,
            item,
            "psat",
            float(row[label]),
            scale_min=0,
            scale_max=1,
            interaction_id=name,
        )
        for name, row in labels.items()
        for label, item in QUESTIONS.items()
        if row[label] is not None
    )
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("answers", answers)
    yield home, imported
    disconnect()


def fill(path, labels):
    """What the two sides said, as an evaluator's rules."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = labels[row["interaction_id"]]
        seen = {
            "task": {"done": said["customer_says_task_done"], "sure": said["agent_was_unsure"] is False},
            "manner": {
                "calm": said["customer_rated_calm_and_helpful"],
                "annoyed": said["agent_says_customer_annoyed"],
            },
        }[row["element"]]
        row["rules"] = ";".join(rule for rule, yes in seen.items() if yes)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def true_qci(said):
    task = 0.7 * bool(said["customer_says_task_done"]) + 0.3 * (said["agent_was_unsure"] is False)
    points = (
        4 + 6 * bool(said["customer_rated_calm_and_helpful"]) - 4 * bool(said["agent_says_customer_annoyed"])
    )
    return 100 * (2 * task + max(0, min(10, points)) / 10) / 3


@pytest.mark.shared
def test_every_conversation_is_kept_and_timed(star):
    home, imported = star
    assert imported.new == 4365
    query = """SELECT count(*) AS n, count(*) FILTER (abandoned) AS abandoned, count(handle_s) AS timed,
        median(first_reply_s) AS first, min(handle_s) AS least FROM interactions"""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        (row,) = snapshot.sql(query).to_pylist()
    assert row["n"] == 4365 and row["abandoned"] == 320 and row["timed"] > 3900
    assert row["least"] >= 0 and 1 < row["first"] < 300
    (handled,) = estimate_metric(home, "handle_s")
    assert handled.estimate.value > 30 and handled.estimate.base == row["timed"]


@pytest.mark.shared
def test_a_sample_of_them_tells_what_the_labels_of_all_say(star, labels):
    home, _ = star
    path = home.root.parent / "star.yaml"
    path.write_text(CRITERIA)
    drawn = draw_sample(
        home, by=("month",), margin=0.06, double=0.1, evaluators=("Ann", "Bob"), criteria=path, seed=11
    )
    sheets = [sheet for sheet in drawn.sheets if sheet.suffix == ".csv"]
    for sheet in sheets:
        fill(sheet, labels)
    assert import_evaluations(home, sheets).new == drawn.evaluations
    (qci,) = estimate_metric(home, "qci")
    query = "SELECT interaction_id FROM interactions WHERE eligible"
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        frame = snapshot.sql(query).column("interaction_id").to_pylist()
    truth = sum(true_qci(labels[name]) for name in frame) / len(frame)
    assert qci.estimate.low < truth < qci.estimate.high
    assert qci.estimate.margin_of_error < 6
    written = write_reports(home, audiences=("executive",), formats=("html",))
    assert "QCI" in written.summary[0] and written.paths[0].stat().st_size > 20_000
