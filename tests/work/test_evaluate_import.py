"""Importing evaluations from long CSV files."""

import pytest

from rapport.program.people.actor import TERMINAL
from rapport.records import Answer, Customer, InputError, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.evaluate import EvaluationError, import_evaluations
from rapport.work.publish import publish

HEADER = "interaction_id,evaluator,element,rules,not_applicable,comment"
GOOD = [
    "i0001,Ann,greeting,said_hello;silence*2,,",
    "i0001,Ann,tone,,yes,",
    'i0001,Ann,answer,complete,,"clear, and kind"',
]


@pytest.fixture
def score_file(tmp_path):
    """Writes lines under a header."""

    def write(*lines, name="scores.csv", header=HEADER):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def measurements(home, metric="qci"):
    question = f"SELECT * FROM measurements WHERE metric = '{metric}' ORDER BY subject_id, \"by\""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return snapshot.sql(question).to_pylist()


def qci_of(home):
    return [row["value"] for row in measurements(home) if row["retracted_at"] is None]


def test_scores_reach_the_warehouse_with_everything_analysis_needs(scored_home, score_file, counter_path):
    result = import_evaluations(scored_home, [score_file(*GOOD)], counter_path)
    assert (result.new, result.changed, result.unchanged, result.open) == (1, 0, 0, 0)
    assert result.outside == 1
    (row,) = measurements(scored_home)
    # i0001 is a call (timing × 3) of a gold customer (tone × 3, but not applicable): greeting 0, answer 1.
    assert row["value"] == pytest.approx(100 * 2 / 5)
    assert (row["by"], row["definition"], row["source"]) == ("Ann", "counter@1", "human")
    assert (row["purpose"], row["sample"], row["scale_max"]) == ("live", None, 100)
    assert result.data_version == Warehouse(scored_home.warehouse_path).data_version
    (counted,) = measurements(scored_home, "rule:greeting.silence")
    assert counted["value"] == 2 and counted["scale_max"] is None
    lost = sum(
        row["value"]
        for rule in ("said_hello", "gave_name", "silence")
        for row in measurements(scored_home, f"points_lost:greeting.{rule}")
    )
    assert lost == pytest.approx(measurements(scored_home, "points_available:greeting")[0]["value"])


def test_again_is_nothing_and_a_correction_replaces(scored_home, score_file, counter_path):
    path = score_file(*GOOD)
    import_evaluations(scored_home, [path], counter_path)
    version = Warehouse(scored_home.warehouse_path).data_version
    again = import_evaluations(scored_home, [path], counter_path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert again.data_version == version
    better = score_file(GOOD[0].replace(";silence*2", ""), *GOOD[1:])
    assert import_evaluations(scored_home, [better], counter_path).changed == 1
    rows = measurements(scored_home)
    assert len(rows) == 2 and len(qci_of(scored_home)) == 1
    assert qci_of(scored_home) == [pytest.approx(100 * (3 * 0.6 + 2) / 5)]


@pytest.mark.parametrize(
    ("line", "instead", "says", "where"),
    [
        (0, "i0001,Ann,greeting,waved,,", "Unknown rule 'waved'", "row 2"),
        (0, "i0001,Ann,greeting,silence*3,,", "at most 2", "row 2"),
        (0, "i0001,Ann,greeting,silence*two,,", "no whole number", "row 2, column rules"),
        (0, "i0001,Ann,greeting,silence;silence,,", "stands twice", "row 2, column rules"),
        (0, "i0001,Ann,greeting,,yes,", "cannot be marked not applicable", "row 2"),
        (1, "i0001,Ann,tone,cold,yes,", "and has rules", "row 3"),
        (1, "i0001,Ann,tone,,maybe,", "not_applicable is 'maybe'", "row 3, column not_applicable"),
        (1, "i0001,Ann,tome,,,", "Did you mean tone?", "row 3"),
        (1, "i0001,Ann,greeting,,,", "stands twice", "row 3"),
        (1, "i0001,Ann,answer,,,", "stands twice", "row 4"),
        (1, "", "Element tone is missing", "row 2"),
        (2, "i0001,Ann,answer,?,,", "not scored yet", "row 4"),
        (2, "i0001,,answer,,,", "evaluator is empty", "row 4"),
    ],
)
def test_every_problem_is_named_with_its_place(
    scored_home, score_file, counter_path, line, instead, says, where
):
    lines = [*GOOD[:line], instead, *GOOD[line + 1 :]]
    with pytest.raises(EvaluationError) as error:
        import_evaluations(scored_home, [score_file(*lines)], counter_path)
    assert any(says in f"{one.what} {one.todo}" and where in one.where for one in error.value.problems), str(
        error.value
    )
    assert measurements(scored_home) == []


def test_an_unknown_interaction_is_refused(scored_home, score_file, counter_path):
    lines = [line.replace("i0001", "ghost") for line in GOOD]
    with pytest.raises(EvaluationError, match="no interaction 'ghost'"):
        import_evaluations(scored_home, [score_file(*lines)], counter_path)


def test_good_evaluations_can_be_taken_without_the_bad(scored_home, score_file, counter_path):
    bad = [line.replace("i0001", "ghost") for line in GOOD]
    result = import_evaluations(scored_home, [score_file(*GOOD, *bad)], counter_path, skip_bad=True)
    assert result.new == 1 and {one.interaction_id for one in result.rejected} == {"ghost"}
    assert "no interaction 'ghost'" in result.rejects_path.read_text()


def test_untouched_lines_of_a_sheet_wait(scored_home, score_file, counter_path):
    waiting = [f"i0002,Ann,{element},?,," for element in ("greeting", "tone", "answer")]
    result = import_evaluations(scored_home, [score_file(*GOOD, *waiting)], counter_path)
    assert (result.new, result.open) == (1, 1)


def test_an_element_never_asked_may_be_left_out(scored_home, score_file, counter_path):
    lines = ["i0011,Ann,greeting,said_hello,,", "i0011,Ann,tone,,,"]  # i0011 is praise
    assert import_evaluations(scored_home, [score_file(*lines)], counter_path).new == 1


def test_evidence_is_kept_by_rule_and_checked(scored_home, score_file, counter_path):
    header = HEADER + ",evidence"
    lines = [
        "i0001,Ann,greeting,said_hello,,,said_hello@2:0-13",
        "i0001,Ann,tone,,,,3",
        "i0001,Ann,answer,,,,",
    ]
    import_evaluations(scored_home, [score_file(*lines, header=header)], counter_path)
    assert measurements(scored_home, "rule:greeting.said_hello")[0]["evidence"] == [
        {"turn": 1, "start": 0, "end": 13}
    ]
    assert measurements(scored_home, "element:tone")[0]["evidence"] == [
        {"turn": 2, "start": None, "end": None}
    ]
    for wrong, says in (
        ("4", "there is no turn 4"),
        ("gave_name@2", "not among the rules"),
        ("x", "does not say"),
    ):
        bad = [lines[0].replace("said_hello@2:0-13", wrong), *lines[1:]]
        with pytest.raises(EvaluationError, match=says):
            import_evaluations(scored_home, [score_file(*bad, header=header)], counter_path)


def test_what_matters_to_a_customer_or_their_segment_weighs(scored_home, score_file, counter_path):
    with Warehouse(scored_home.warehouse_path).write() as writer:
        stated = {"importance.timing": "3", "importance.connection": "1"}
        writer.upsert("customers", [Customer("c2", segment="blue", attributes=stated)])
        writer.upsert(
            "answers",
            [
                Answer("n1", "s1", "importance.timing", "rating", 1.0, customer_id="c4"),
                Answer("n2", "s1", "importance.connection", "rating", 3.0, customer_id="c4"),
            ],
        )
    rows = [line.replace("i0001", name) for name in ("i0002", "i0004", "i0003") for line in GOOD]
    rows = [row.replace(";silence*2", "") for row in rows]
    import_evaluations(scored_home, [score_file(*rows)], counter_path)
    found = {row["subject_id"]: row["value"] for row in measurements(scored_home)}
    assert found["i0002"] == pytest.approx(100 * (1.5 * 0.6 + 0.5 * 2) / 2.5)
    assert found["i0004"] == pytest.approx(100 * (3 * 0.5 * 0.6 + 1.5 * 2) / 4.5)  # a call
    assert found["i0003"] == pytest.approx(100 * (0.6 + 2) / 3)  # the segment's mean is 1 and 1


def test_files_that_are_no_score_files_say_so(scored_home, score_file, counter_path, tmp_path):
    cases = {
        "The column rules is missing": ("a", "interaction_id,evaluator,element"),
        "Unknown column 'mood'": ("a", HEADER + ",mood"),
        "cells under": (GOOD[0] + ",,,", HEADER),
        "not whole CSV": ('i0001,Ann,greeting,"', HEADER),
    }
    for says, (line, header) in cases.items():
        with pytest.raises(InputError, match=says):
            import_evaluations(scored_home, [score_file(line, header=header)], counter_path)
    latin = tmp_path / "latin.csv"
    latin.write_bytes((HEADER + "\ni0001,Zo\u00e9,greeting,,,\n").encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        import_evaluations(scored_home, [latin], counter_path)
    with pytest.raises(InputError, match="no such file"):
        import_evaluations(scored_home, [tmp_path / "none.csv"], counter_path)


def test_a_european_spreadsheet_is_read(scored_home, score_file, counter_path):
    lines = ['i0001;Ann;greeting;"said_hello;silence";;', "i0001;Ann;tone;;x;", "i0001;Ann;answer;complete;;"]
    path = score_file(*lines, header="\ufeff" + HEADER.replace(",", ";"))
    assert import_evaluations(scored_home, [path], counter_path).new == 1


def test_other_purposes_are_kept_apart(scored_home, score_file, counter_path):
    path = score_file(*GOOD)
    import_evaluations(scored_home, [path], counter_path)
    result = import_evaluations(scored_home, [path], counter_path, purpose="calibration")
    assert result.new == 1
    assert sorted(row["purpose"] for row in measurements(scored_home)) == ["calibration", "live"]


def test_publishing_again_after_a_lost_acknowledgement_changes_nothing(
    scored_home, score_file, counter_path, monkeypatch
):
    from rapport.program.audits import services

    monkeypatch.setattr(services, "outbox_delivered", lambda ids: None)
    import_evaluations(scored_home, [score_file(*GOOD)], counter_path)
    rows = measurements(scored_home)
    monkeypatch.undo()
    result = publish(scored_home)
    assert result.evaluations == 1 and result.measurements.unchanged > 10
    assert (result.measurements.new, result.measurements.changed) == (0, 0)
    assert measurements(scored_home) == rows
    assert publish(scored_home).evaluations == 0


def test_imported_again_after_the_interaction_changed_it_is_scored_anew(
    scored_home, score_file, counter_path
):
    path = score_file(*GOOD)
    import_evaluations(scored_home, [path], counter_path)
    with Warehouse(scored_home.warehouse_path).write() as writer:
        turns = (Turn("customer", "Hello"), Turn("agent", "Good morning"))
        changed = Interaction("i0001", channel="chat", customer_id="c1", turns=turns)  # it was a call
        writer.upsert("interactions", [changed])
    again = import_evaluations(scored_home, [path], counter_path)
    assert (again.new, again.changed, again.unchanged) == (0, 1, 0)
    assert qci_of(scored_home) == [pytest.approx(100 * 2 / 3)]
    assert import_evaluations(scored_home, [path], counter_path).unchanged == 1


def test_not_applicable_by_its_condition_holds_only_where_the_condition_does(
    scored_home, score_file, counter_path
):
    left_out = [*GOOD[:2], "i0001,Ann,answer,,yes,"]  # i0001 is no praise
    with pytest.raises(EvaluationError, match="answer cannot be marked not applicable here"):
        import_evaluations(scored_home, [score_file(*left_out)], counter_path)
    praise = [line.replace("i0001", "i0011") for line in left_out]
    assert import_evaluations(scored_home, [score_file(*praise)], counter_path).new == 1


def test_a_late_correction_by_an_older_version_does_not_bring_it_back(
    scored_home, score_file, counter_path, tmp_path
):
    from rapport.program.audits.selectors import criteria_named, newest_criteria

    second = tmp_path / "second.yaml"
    second.write_text(counter_path.read_text().replace("version: 1", "version: 10"))
    third = tmp_path / "third.yaml"
    third.write_text(counter_path.read_text().replace("version: 1", "version: 11"))
    import_evaluations(scored_home, [score_file(*GOOD)], second)
    import_evaluations(scored_home, [score_file(*GOOD)], counter_path.with_name("counter.yaml"))
    import_evaluations(scored_home, [score_file(*GOOD)], third, purpose="calibration")
    assert newest_criteria(TERMINAL) == criteria_named(TERMINAL, "counter") == "counter@10"
    assert criteria_named(TERMINAL, "counter@1") == "counter@1"


def test_a_criteria_file_that_is_no_text_is_told(scored_home, score_file, counter_path):
    counter_path.write_bytes(counter_path.read_text().replace("Says hello", "Grüßt").encode("latin-1"))
    with pytest.raises(InputError, match=r"not UTF-8.*counter.yaml.*Save it as UTF-8"):
        import_evaluations(scored_home, [score_file(*GOOD)], counter_path)


def test_the_list_of_rejects_holds_no_formula_and_is_nobody_elses(scored_home, score_file, counter_path):
    bad = [line.replace("i0001", "=1+1").replace("Ann", "@SUM(1)") for line in GOOD]
    found = import_evaluations(scored_home, [score_file(*GOOD, *bad)], counter_path, skip_bad=True)
    text = found.rejects_path.read_text()
    assert "\n'=1+1,'@SUM(1)," in text
    assert found.rejects_path.stat().st_mode & 0o077 == 0
