"""Estimates from scored samples, through the verb that the terminal calls."""

import csv

import pytest

from rapport.records import InputError
from rapport.work.estimate import estimate_metric, metric_rows
from rapport.work.evaluate import import_evaluations
from rapport.work.sample import draw_sample


@pytest.fixture
def audited(make_home, counter_path):
    """A home of 200 conversations, of which 60 are scored, a third of them twice."""
    home = make_home(200)
    result = draw_sample(
        home, criteria=counter_path, size=60, double=1 / 3, evaluators=("Ann", "Bob"), seed=5, name="spring"
    )
    for path in result.sheets:
        if path.suffix == ".csv":
            with path.open(newline="") as file:
                rows = list(csv.DictReader(file))
            for number, row in enumerate(rows):
                row["rules"] = {"greeting": "said_hello", "answer": "complete" if number % 5 else ""}.get(
                    row["element"], ""
                )
            with path.open("w", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
            import_evaluations(home, [path])
    return home, result


def test_the_company_is_estimated_from_its_frame(audited):
    home, result = audited
    (found,) = estimate_metric(home, "qci")
    assert found.estimate.base == result.drawn
    assert found.estimate.low < found.estimate.value < found.estimate.high
    assert found.estimate.definition == "counter@1"
    # the strata's frozen sizes are the weights
    (one,) = estimate_metric(home, "greeting")
    assert one.estimate.value == pytest.approx(60)


def test_groups_rows_and_filters(audited):
    home, result = audited
    groups = estimate_metric(home, "qci", by=("channel",))
    assert {one.dimensions["channel"] for one in groups} == {"call", "chat", "email"}
    rows = metric_rows(home, "qci", where={"channel": "call"})
    assert 0 < len(rows) < len(metric_rows(home, "qci")) == result.evaluations


def test_scores_outside_the_sample_are_kept_apart(audited, counter_path):
    home, _ = audited
    path = home.root.parent / "outside.csv"
    lines = ["interaction_id,evaluator,element,rules,not_applicable,comment"]
    for number in (1, 2, 3, 4, 5, 7):
        lines += [f"i{number:04d},Dora,{name},,," for name in ("greeting", "tone", "answer")]
    path.write_text("\n".join(lines))
    import_evaluations(home, [path], counter_path)
    (sampled,), (outside,) = estimate_metric(home, "qci"), estimate_metric(home, "qci", sample="none")
    assert sampled.estimate.base == 60 and outside.estimate.base == 6
    assert "assumed random" in outside.estimate.method


def test_what_is_not_there_is_named(audited):
    home, _ = audited
    for given, says in (
        ({"criteria": "other"}, "other"),
        ({"sample": "autumn"}, "autumn"),
        ({"criteria": "counter@2"}, "counter@2"),
    ):
        with pytest.raises(InputError, match=says):
            estimate_metric(home, "qci", **given)
    with pytest.raises(InputError, match="no metric 'mood'"):
        estimate_metric(home, "mood")


def test_a_home_without_evaluations_says_so(make_home):
    home = make_home(20)
    with pytest.raises(InputError, match="qci"):
        estimate_metric(home, "qci")
