"""The demo: the whole way from files to a report, on a company whose truth is known."""

import json

import pytest

from rapport.home import HomeError
from rapport.measures import Estimate
from rapport.records import Span
from rapport.story import Company, index_of
from rapport.warehouse import Warehouse
from rapport.work.demo import run_demo
from rapport.work.demonstration.evidence import moved
from rapport.work.demonstration.truths import held_together, planted
from tests.demonstrated import demonstrated


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return demonstrated(tmp_path_factory)


def test_planted_truths_lie_in_their_intervals(result):
    """Of 95 % intervals one in twenty may miss; the company's own must not, for this seed."""
    assert len(result.truths) >= 10
    assert sum(one.inside for one in result.truths) >= len(result.truths) - 3
    assert all(one.together for one in result.truths)
    assert all(one.inside for one in result.truths[:2])
    assert result.evaluations > 300


def test_what_is_published_is_what_the_evaluators_decided(result):
    company = Company(7, 1_000)
    live = "metric = 'qci' AND purpose = 'live'"
    query = f'SELECT subject_id, "by", value FROM measurements WHERE {live} LIMIT 60'
    with Warehouse(result.home / "warehouse").snapshot() as snapshot:
        rows = snapshot.sql(query).to_pylist()
    assert len(rows) == 60
    for row in rows:
        expected = company.scores([index_of(row["subject_id"])], company.evaluator(row["by"])).qci[0]
        assert row["value"] == pytest.approx(expected, abs=1e-6)


def test_evidence_points_at_words_that_are_stored(result):
    query = """
        SELECT m.metric, m.evidence, i.turns FROM measurements m JOIN interactions i
        ON m.subject_id = i.interaction_id
        WHERE m.metric = 'rule:acknowledgement.named_the_trouble' AND len(m.evidence) > 0
    """
    with Warehouse(result.home / "warehouse").snapshot() as snapshot:
        rows = snapshot.sql(query).to_pylist()
    assert len(rows) > 20
    for row in rows:
        for span in row["evidence"]:
            turn = row["turns"][span["turn"]]
            assert turn["speaker"] == "agent"
            assert turn["text"][span["start"] : span["end"]].strip()


def test_reports_are_written_with_what_they_rest_on(result):
    assert result.report.name.endswith("executive.html")
    assert "QCI" in result.report.read_text(encoding="utf-8")
    record = json.loads(result.report.with_suffix(".json").read_text(encoding="utf-8"))
    assert record["provenance"]["sample"] == "2026-q2"


def test_no_personal_data_of_customers_stays_in_the_words(result):
    query = "SELECT string_agg(t.text, ' ') AS text FROM (SELECT unnest(turns) AS t FROM interactions)"
    with Warehouse(result.home / "warehouse").snapshot() as snapshot:
        text = snapshot.sql(query).to_pylist()[0]["text"]
    assert "@example" not in text
    assert text.count("[EMAIL]") > 50 and text.count("[CARD]") > 5
    phones = text.count("[PHONE]")
    assert phones > 50
    assert text.count("-555-01") <= 0.03 * phones


def test_a_demo_replaces_only_a_demo(tmp_path):
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(HomeError, match="not a demo"):
        run_demo(tmp_path, size=1_000)
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_evidence_moves_with_redaction():
    said = ["Hello Ben Ash, mail ben@example.com. I will fix it. Bye."]
    stored = ["Hello [NAME], mail [EMAIL]. I will fix it. Bye."]
    start = said[0].index("I will")
    (span,) = moved([Span(0, start, start + len("I will fix it."))], said, stored)
    assert stored[0][span.start : span.end] == "I will fix it."
    whole = Span(0)
    assert moved([whole], said, stored) == (whole,)
    assert moved([Span(0, 0, 5)], said, ["Something else"]) == (whole,)
    assert moved([Span(3, 0, 5)], said, stored) == ()


def test_a_truth_far_outside_is_not_held_together():
    estimate = Estimate(50.0, 48.0, 52.0, standard_error=1.0, degrees_of_freedom=200.0)
    near, far = (planted("it", truth, estimate) for truth in (52.5, 60.0))
    assert not near.inside
    assert [one.together for one in held_together([near, far, *[near] * 14])][:2] == [True, False]


def test_people_can_come_in_as_their_roles_and_analysts_find_work(result):
    from rapport.home import open_home
    from rapport.program.audits.selectors import assigned, latest_sample
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.models import User
    from rapport.program.people.permissions import ROLES
    from rapport.program.setup import connect

    connect(open_home(result.home))
    assert {one.role for one in result.people} <= set(ROLES) and len(result.people) >= 9
    for one in result.people:
        assert User.objects.get(email=one.email).check_password(result.password)
    waiting = [assigned(TERMINAL, "2026-q2-again", name) for name in ("Ines", "Tomasz")]
    assert min(map(len, waiting)) >= 10
    assert latest_sample(TERMINAL).name == "2026-q2"
