"""The whole way on 4,365 real conversations: import, sample, sheets filled from their labels, report.

The scores are computed a second time here, straight from the definitions, and must agree.
"""

import csv
import gzip
import json
import math
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from scipy import stats

from rapport.cli.main import _code

CRITERIA = Path(__file__).with_name("criteria.yaml")
EVALUATORS = ("ann", "bea", "cy")
WEIGHTS = {  # factor weight × share of the element in its factor, before "not applicable"
    "timing": (1, {"first_reply": 1, "reached_the_end": 2}),
    "information": (2, {"task_done": 3, "sure_of_the_answer": 1}),
    "connection": (1, {"calm_and_helpful": 2, "no_annoyance": 1}),
    "differentiation": (1, {"own_words": 1}),
}


def lines_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def first_reply_seconds(conversation):
    """Seconds from the customer's first turn to the agent's next one; None when there is none."""
    asked = None
    for turn in conversation["turns"]:
        at = datetime.fromisoformat(turn["at"]) if turn["at"] else None
        if turn["speaker"] == "customer" and asked is None:
            asked = at
        elif turn["speaker"] == "agent" and asked is not None and at is not None:
            return (at - asked).total_seconds()
    return None


def decide(label, conversation, evaluator):
    """Element → the rules seen (with counts), or None for not applicable. Cy credits one reply less."""
    reply = first_reply_seconds(conversation)
    free = min(2, label["n_free_replies"]) - (1 if evaluator == "cy" else 0)

    def known(key, rule, when):
        return None if label[key] is None else ({rule: 1} if label[key] is when else {})

    return {
        "first_reply": {"within_30_seconds": 1} if reply is not None and reply <= 30 else {},
        "reached_the_end": {} if label["completion_level"] == "Complete" else {"broke_off": 1},
        "task_done": known("customer_says_task_done", "customer_says_done", True),
        "sure_of_the_answer": known("agent_was_unsure", "was_unsure", True),
        "calm_and_helpful": known("customer_rated_calm_and_helpful", "rated_calm_and_helpful", True),
        "no_annoyance": known("agent_says_customer_annoyed", "customer_annoyed", True),
        "own_words": {"free_reply": free} if free > 0 else {},
    }


def qci(decisions):
    """The score of one evaluation, written straight from its definition."""
    share = {
        "first_reply": lambda seen: 1.0 if seen else 0.0,
        "reached_the_end": lambda seen: 0.0 if seen else 1.0,
        "task_done": lambda seen: 1.0 if seen else 0.0,
        "sure_of_the_answer": lambda seen: 0.4 if seen else 1.0,
        "calm_and_helpful": lambda seen: 1.0 if seen else 0.0,
        "no_annoyance": lambda seen: 0.2 if seen else 1.0,
        "own_words": lambda seen: 2 * sum(seen.values()) / 4,
    }
    top = bottom = 0.0
    for factor_weight, elements in WEIGHTS.values():
        scored = {name: w for name, w in elements.items() if decisions[name] is not None}
        if scored:
            factor = sum(w * share[name](decisions[name]) for name, w in scored.items()) / sum(
                scored.values()
            )
            top, bottom = top + factor_weight * factor, bottom + factor_weight
    return 100 * top / bottom


def expected_interval(scores, frame):
    """Value, low and high by the formula for one stratum, from {interaction: [one score an evaluation]}."""
    means = [sum(each) / len(each) for each in scores.values()]
    n, f = len(means), len(means) / frame
    value = sum(means) / n
    between = sum((mean - value) ** 2 for mean in means) / (n - 1)
    pairs_df = sum(len(each) - 1 for each in scores.values())
    within = sum(sum((s - sum(each) / len(each)) ** 2 for s in each) for each in scores.values()) / pairs_df
    inverse_k = sum(1 / len(each) for each in scores.values()) / n
    sampling, evaluators = (1 - f) * between / n, f * within * inverse_k / n
    df = (sampling + evaluators) ** 2 / (sampling**2 / (n - 1) + evaluators**2 / pairs_df)
    half = stats.t.ppf(0.975, df) * math.sqrt(sampling + evaluators)
    return value, value - half, value + half


@pytest.fixture(scope="module")
def star(shared, tmp_path_factory):
    """A home with the conversations, their questionnaires, and a sample of 200 scored by three people."""
    folder = tmp_path_factory.mktemp("star")
    data = shared / "data" / "star"
    home = str(folder / "acme")
    labels = {label["id"]: label for label in lines_of(data / "labels.jsonl.gz")}
    conversations = {one["id"]: one for one in lines_of(data / "conversations.jsonl.gz")}
    write_answers(folder / "answers.csv", labels, conversations)
    run("init", home)
    run("--home", home, "import", "chats", str(data / "conversations.jsonl.gz"))
    run("--home", home, "import", "answers", str(folder / "answers.csv"))
    run(*f"--home {home} sample --by channel --size 200 --double 0.25 --seed 3".split(),
        "--evaluators", ",".join(EVALUATORS), "--criteria", str(CRITERIA))  # fmt: skip
    sheets = next(Path(home, "sheets").iterdir())
    scores = defaultdict(list)
    for evaluator in EVALUATORS:
        fill = fill_workbook if evaluator == "ann" else fill_csv
        path = sheets / f"{evaluator}.{'xlsx' if evaluator == 'ann' else 'csv'}"
        for name in fill(path, lambda name, e=evaluator: decide(labels[name], conversations[name], e)):
            scores[name].append(qci(decide(labels[name], conversations[name], evaluator)))
        run("--home", home, "evaluate", "import", str(path), "--criteria", str(CRITERIA))
    return home, dict(scores), labels, conversations


def run(*words):
    assert _code(list(words)) == 0, words


def asked(home, capsys, *words):
    capsys.readouterr()
    run("--home", home, *words, "--json")
    return json.loads(capsys.readouterr().out)


def write_answers(path, labels, conversations):
    """The customers' questionnaires as a survey tool would export them: one row an answer."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        columns = "answer_id,submission_id,item,item_type,number,scale_min,scale_max,question"
        writer.writerow([*columns.split(","), "customer_id", "interaction_id", "answered_at"])
        for name, label in labels.items():
            for index, answer in enumerate(label["user_questionnaire"] or []):
                item = "csat" if "calm and helpful" in answer["q"] else f"question_{index + 1}"
                kind = "csat" if item == "csat" else "number"
                who, when = conversations[name]["customer_id"], conversations[name]["started_at"]
                key = f"{name}:{index}"
                number = "" if answer["a"] is None else int(answer["a"])
                writer.writerow([key, name, item, kind, number, 0, 1, answer["q"], who, name, when])


def fill_csv(path, decide_on):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        seen = decide_on(row["interaction_id"])[row["element"]]
        row["not_applicable"] = "yes" if seen is None else ""
        row["rules"] = ";".join(f"{rule}*{n}" if n > 1 else rule for rule, n in (seen or {}).items())
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return dict.fromkeys(row["interaction_id"] for row in rows)


def fill_workbook(path, decide_on):
    book = openpyxl.load_workbook(path)
    scores, listed = book["Scores"], book["Interactions"]
    column = {cell.value: cell.column for cell in scores[1]}
    names = {}
    for row in range(2, scores.max_row + 1):
        name = scores.cell(row, column["interaction_id"]).value
        seen = decide_on(name)[scores.cell(row, column["element"]).value]
        names[name] = None
        if seen is None:
            scores.cell(row, column["Not applicable"]).value = "yes"
        for count in (seen or {}).values():
            scores.cell(row, column["Seen"]).value = count
    scored = next(cell.column for cell in listed[1] if cell.value == "Scored")
    for row in range(2, listed.max_row + 1):
        listed.cell(row, scored).value = "yes"
    book.save(path)
    return names


def test_every_conversation_is_there_and_the_abandoned_ones_are_told_apart(star, capsys):
    home, _, _, conversations = star
    checks = {check["name"]: check["found"] for check in asked(home, capsys, "doctor")}
    assert checks["table interactions"].startswith("4,365 rows")
    rows = asked(home, capsys, "import", "chats", str(_chats()))
    assert (rows["new"], rows["changed"], rows["unchanged"]) == (0, 0, 4365)
    assert rows["abandoned"] == sum(not one["turns"] for one in conversations.values()) == 320


def _chats():
    return Path(__file__).parents[3] / "shared" / "data" / "star" / "conversations.jsonl.gz"


def test_times_are_measured_from_the_turns(star, capsys):
    home, _, _, conversations = star
    times = [first_reply_seconds(one) for one in conversations.values()]
    known = [seconds for seconds in times if seconds is not None]
    [found] = asked(home, capsys, "estimate", "first_reply_s")
    assert found["base"] == len(known)
    assert found["value"] == pytest.approx(sum(known) / len(known))


def test_questionnaires_are_answers_with_a_metric(star, capsys):
    home, _, labels, _ = star
    rated = [
        answer["a"]
        for label in labels.values()
        for answer in label["user_questionnaire"] or []
        if "calm and helpful" in answer["q"] and answer["a"] is not None
    ]
    [found] = asked(home, capsys, "estimate", "csat")
    assert found["base"] == len(rated)
    assert found["value"] == pytest.approx(sum(rated) / len(rated))
    assert found["low"] < found["value"] < found["high"]


def test_the_qci_and_its_interval_agree_with_a_second_computation(star, capsys):
    home, scores, _, conversations = star
    frame = sum(any(turn["speaker"] == "agent" for turn in one["turns"]) for one in conversations.values())
    [found] = asked(home, capsys, "estimate", "qci")
    value, low, high = expected_interval(scores, frame)
    assert len(scores) == 200
    assert found["base"] == 200
    assert (found["value"], found["low"], found["high"]) == pytest.approx((value, low, high), rel=1e-9)


def test_rows_behind_a_number_can_be_listed(star, capsys):
    home, scores, _, _ = star
    rows = asked(home, capsys, "estimate", "task_done", "--rows")
    assert {row["interaction_id"] for row in rows} <= set(scores)
    assert any(row["value"] is not None for row in rows)


def test_a_group_below_the_minimum_base_shows_its_base_only(star, capsys):
    home, *_ = star
    found = asked(home, capsys, "estimate", "qci", "--by", "agent")
    small = [row for row in found if row["base"] < 5]
    assert small
    assert all(row["value"] is None and row["undefined_because"] for row in small)


def test_reports_for_everyone_in_every_format(star, capsys, tmp_path):
    home, *_ = star
    done = asked(home, capsys, "report", "--for", "executive,manager,associate",
                 "--format", "html,pdf,pptx,xlsx", "--to", str(tmp_path))  # fmt: skip
    assert len(done["paths"]) == 12
    assert all(Path(path).stat().st_size > 4000 for path in done["paths"])
    page = next(Path(path) for path in done["paths"] if "executive" in path and path.endswith("html"))
    assert "star-assistant" in page.read_text(encoding="utf-8")
