"""Submitting, replacing and withdrawing evaluations, on both databases."""

from dataclasses import replace

import pytest

from rapport.criteria import Decision, DecisionError, parse_criteria
from rapport.program.audits.errors import AuditError, CriteriaChangedError
from rapport.program.people.actor import TERMINAL
from rapport.records import Span


@pytest.fixture
def audits(home):
    """The services and selectors of a connected home."""
    from rapport.program.audits import selectors, services

    class Both:
        read, write = selectors, services

    return Both


def published(audits):
    ids = [entry.payload["evaluation"] for entry in audits.read.outbox_pending()]
    return list(audits.read.evaluations_published(ids))


def test_an_evaluation_is_scored_stored_and_announced(audits, criteria, submission):
    (made,) = audits.write.evaluations_submit(TERMINAL, criteria, [submission()])
    # greeting 6/10; tone 4/4; answer 5/5: (1 · .6 + 2 · 1) / 3
    assert made.outcome == "new" and made.qci == pytest.approx(100 * 2.6 / 3)
    (one,) = published(audits)
    values = {value.metric: value.value for value in one.values}
    assert values["qci"] == pytest.approx(100 * 2.6 / 3)
    assert values["element:greeting"] == pytest.approx(60)
    assert values["component:warmth"] == pytest.approx(100 * (1 * 0.6 + 0.5) / 1.5)
    assert values["critical_error_free"] == 1 and values["critical_error_free:customer"] == 1
    assert values["rule:greeting.said_hello"] == 1
    assert values["points_available:greeting"] == pytest.approx(100 * 0.4 / 3)
    assert one.definition == "counter@1" and one.purpose == "live" and one.sample is None


def test_the_same_again_is_unchanged_and_another_opinion_replaces(audits, criteria, submission):
    first = audits.write.evaluations_submit(TERMINAL, criteria, [submission()])[0]
    again = audits.write.evaluations_submit(TERMINAL, criteria, [submission()])[0]
    assert (again.outcome, again.evaluation) == ("unchanged", first.evaluation)
    assert audits.read.outbox_size() == 1
    changed = audits.write.evaluations_submit(TERMINAL, criteria, [submission(hello=0)])[0]
    assert changed.outcome == "changed" and changed.evaluation != first.evaluation
    state = {one.evaluation: one.retracted_at for one in published(audits)}
    assert state[first.evaluation] is not None and state[changed.evaluation] is None


def test_going_back_to_a_former_opinion_is_a_change_not_a_resurrection(audits, criteria, submission):
    ids = [
        audits.write.evaluations_submit(TERMINAL, criteria, [submission(hello=n)])[0].evaluation
        for n in (1, 0, 1)
    ]
    assert len(set(ids)) == 3
    standing = [one.evaluation for one in published(audits) if one.retracted_at is None]
    assert standing == [ids[2]] or set(standing) == {ids[2]}


def test_weights_follow_the_facts_of_the_interaction(audits, criteria, submission):
    made = audits.write.evaluations_submit(TERMINAL, criteria, [submission(attributes={"channel": "call"})])[
        0
    ]
    assert made.qci == pytest.approx(100 * (3 * 0.6 + 2 * 1) / 5)


def test_importance_of_the_customer_counts(audits, criteria, submission):
    made = audits.write.evaluations_submit(
        TERMINAL, criteria, [submission(importance={"timing": 3, "connection": 1})]
    )[0]
    assert made.qci == pytest.approx(100 * (1.5 * 0.6 + 1.0 * 1) / 2.5)


def test_an_element_never_asked_may_be_missing(audits, criteria, submission):
    given = submission(attributes={"concern": "praise"})
    decisions = {name: one for name, one in given.decisions.items() if name != "answer"}
    made = audits.write.evaluations_submit(TERMINAL, criteria, [replace(given, decisions=decisions)])[0]
    assert made.qci == pytest.approx(100 * (0.6 + 2 * 1) / 3)


def test_not_applicable_is_published_without_a_value(audits, criteria, submission):
    given = submission()
    decisions = {**given.decisions, "tone": Decision(not_applicable=True)}
    audits.write.evaluations_submit(TERMINAL, criteria, [replace(given, decisions=decisions)])
    (one,) = published(audits)
    tone = next(value for value in one.values if value.metric == "element:tone")
    assert tone.value is None and tone.flags == ("not_applicable",)


def test_a_critical_rule_is_told_by_kind(audits, criteria, submission):
    given = submission()
    decisions = {**given.decisions, "tone": Decision({"cold": 1}, evidence=(Span(2, 0, 4),))}
    made = audits.write.evaluations_submit(TERMINAL, criteria, [replace(given, decisions=decisions)])[0]
    assert made.qci == 0
    values = {value.metric: value for value in published(audits)[0].values}
    assert values["critical_error_free:customer"].value == 0
    assert values["qci_before_criticals"].value > 0
    assert values["rule:tone.cold"].spans == ((2, 0, 4),)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"greeting": Decision({"waved": 1})}, "Unknown rule 'waved'"),
        ({"greeting": Decision({"silence": 3})}, "at most 2"),
        ({"greeting": Decision(not_applicable=True)}, "cannot be marked not applicable"),
        ({"tone": Decision({"cold": 1}, not_applicable=True)}, "has rules"),
        ({"smile": Decision()}, "Unknown element 'smile'"),
    ],
)
def test_bad_decisions_are_refused_whole(audits, criteria, submission, changes, says):
    given = submission("bad", where="file.csv: rows 2–4")
    bad = replace(given, decisions={**given.decisions, **changes})
    with pytest.raises(DecisionError) as error:
        audits.write.evaluations_submit(TERMINAL, criteria, [submission(), bad])
    assert says in str(error.value) and "file.csv: rows 2–4" in str(error.value)
    assert audits.read.outbox_size() == 0


def test_one_call_may_not_hold_two_opinions_of_one_person(audits, criteria, submission):
    with pytest.raises(AuditError, match="twice"):
        audits.write.evaluations_submit(TERMINAL, criteria, [submission(), submission(hello=0)])


def test_used_criteria_do_not_change(audits, criteria, submission):
    audits.write.evaluations_submit(TERMINAL, criteria, [submission()])
    text = criteria.text.replace("points: 6", "points: 5")
    with pytest.raises(CriteriaChangedError, match=r"points: 6.*points: 5") as error:
        audits.write.evaluations_submit(TERMINAL, parse_criteria(text, "counter.yaml"), [submission()])
    assert "version" in error.value.todo
    newer = parse_criteria(text.replace("version: 1", "version: 2"), "counter.yaml")
    assert audits.write.evaluations_submit(TERMINAL, newer, [submission()])[0].outcome == "new"
    assert audits.read.newest_criteria(TERMINAL) == "counter@2"
    assert audits.read.criteria_text(TERMINAL, "counter@1") == criteria.text


def test_a_withdrawn_evaluation_stays_stored_and_leaves(audits, criteria, submission):
    made = audits.write.evaluations_submit(TERMINAL, criteria, [submission()])[0]
    audits.write.evaluation_retract(TERMINAL, made.evaluation)
    assert published(audits)[0].retracted_at is not None
    with pytest.raises(AuditError, match="withdrawn already"):
        audits.write.evaluation_retract(TERMINAL, made.evaluation)


def test_erasing_an_interaction_forgets_what_was_written_about_it(audits, criteria, submission, home):
    secret = "Zanzibar-Quokka"
    given = submission(comment=f"The customer said {secret}")
    audits.write.evaluations_submit(TERMINAL, criteria, [given, submission("i2")])
    counts = audits.write.erase_interactions(TERMINAL, ["i1"])
    assert counts["evaluations"] == 1 and counts["outbox"] == 1
    assert audits.read.outbox_size() == 1
    assert [one.interaction_id for one in audits.read.scored_units(TERMINAL)] == ["i2"]
    for path in home.root.glob("rapport.sqlite3*"):
        assert secret.encode() not in path.read_bytes()
