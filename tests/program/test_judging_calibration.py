"""Calibration: blind until revealed, settled together, gold by two certified people."""

import pytest

from rapport.criteria import Decision
from tests.program.judging_people import FACTS, People, open_session, score_all

SETTLED = {
    "greeting": Decision({"said_hello": 1}),
    "tone": Decision(not_applicable=True),
    "answer": Decision({"complete": 1}, comment="All of it"),
}


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    return made


@pytest.fixture
def session(people, criteria):
    return open_session(people("Lee"), [people("Ann"), people("Bob")], criteria)


@pytest.fixture
def revealed(people, session, criteria, submission):
    score_all(people("Ann"), criteria, submission)
    score_all(people("Bob"), criteria, submission, hello=0)
    return session


def test_nobody_sees_scores_before_all_are_in_then_everybody_who_took_part(
    people, session, criteria, submission
):
    from rapport.program.judging.selectors import compared, sessions
    from rapport.program.judging.selectors import session as look

    score_all(people("Ann"), criteria, submission)
    for one in (people("Ann"), people("Lee"), people("Pat", "administrator")):
        assert compared(one, session) == () and look(one, session).done == 2
    assert look(people("Eve"), session) is None and sessions(people("Eve")) == []
    score_all(people("Bob"), criteria, submission, hello=0)
    assert look(people("Bob"), session).state == "revealed"
    first, second = compared(people("Bob"), session)
    assert [one.evaluator for one in first.scored] == ["Ann", "Bob"]
    assert [one.elements["greeting"] for one in second.scored] == [60.0, 0.0]
    assert compared(people("Eve"), session) == ()


def test_evaluations_of_a_session_are_hidden_from_who_may_read_all_until_it_is_revealed(
    people, session, criteria, submission
):
    from rapport.program.audits.selectors.sight import evaluations_seen

    score_all(people("Ann"), criteria, submission)
    assert evaluations_seen(people("Lee")).count() == 0 and evaluations_seen(people("Ann")).count() == 2
    score_all(people("Bob"), criteria, submission)
    assert evaluations_seen(people("Lee")).count() == 4


def test_revealing_early_withdraws_what_is_open_and_needs_two_people(people, session, criteria, submission):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import compared, tasks_open
    from rapport.program.judging.services import session_reveal, task_submit
    from rapport.program.people.errors import NotAllowedError

    lead, ann, bob = people("Lee"), people("Ann"), people("Bob")
    score_all(ann, criteria, submission)
    with pytest.raises(JudgingError, match="Fewer than two"):
        session_reveal(lead, session)
    task_submit(bob, tasks_open(bob)[0].id, criteria, submission("i1", attributes=dict(FACTS.attributes)))
    with pytest.raises(NotAllowedError):
        session_reveal(ann, session)
    session_reveal(lead, session)
    assert tasks_open(bob) == [] and [len(one.scored) for one in compared(lead, session)] == [2, 1]


@pytest.mark.parametrize("wrong", ["title", "people", "interactions"])
def test_a_plan_that_is_no_calibration(people, criteria, wrong):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.models import Session

    facts = {"title": "", "people": [people("Ann")], "interactions": ()}
    whole = {"title": "T", "people": [people("Ann"), people("Bob")], "interactions": ("i1",)}
    given = {**whole, wrong: facts[wrong]}
    with pytest.raises(JudgingError):
        open_session(people("Lee"), given["people"], criteria, given["interactions"], given["title"])
    assert not Session.objects.exists()


def test_two_certified_people_make_gold_and_others_do_not(people, revealed, criteria):
    from rapport.program.judging.selectors import compared, gold_list
    from rapport.program.judging.services import certificate_appoint, consensus_record, consensus_sign

    lead, ann, bob = people("Lee"), people("Ann"), people("Bob")
    consensus_record(lead, revealed, "i1", criteria, SETTLED, FACTS)
    consensus_sign(ann, revealed, "i1", criteria, FACTS)
    assert gold_list(lead, "counter") == [] and compared(lead, revealed)[0].signed == {
        "Ann": False,
        "Lee": False,
    }
    for one in (lead, bob):
        certificate_appoint(lead, one.user_id, "counter", "Wrote the criteria")
    assert not consensus_sign(lead, revealed, "i1", criteria, FACTS)
    assert consensus_sign(bob, revealed, "i1", criteria, FACTS)
    (gold,) = gold_list(lead, "counter")
    assert gold.adjudicators == ("Lee", "Bob") and gold.decisions["tone"].not_applicable
    assert gold.weights == pytest.approx({"greeting": 1 / 3, "tone": 1 / 6, "answer": 1 / 2})
    assert compared(ann, revealed)[0].gold and not compared(ann, revealed)[1].gold


def test_a_changed_consensus_needs_new_signatures_and_replaces_gold(people, revealed, criteria):
    from rapport.program.judging.models import Gold
    from rapport.program.judging.selectors import compared, gold_list
    from rapport.program.judging.services import certificate_appoint, consensus_record, consensus_sign

    lead, bob = people("Lee"), people("Bob")
    for one in (lead, bob):
        certificate_appoint(lead, one.user_id, "counter", "Wrote the criteria")
    consensus_record(lead, revealed, "i1", criteria, SETTLED, FACTS)
    consensus_sign(bob, revealed, "i1", criteria, FACTS)
    consensus_record(lead, revealed, "i1", criteria, SETTLED, FACTS)
    assert set(compared(lead, revealed)[0].signed) == {"Lee", "Bob"}
    other = {**SETTLED, "greeting": Decision({"said_hello": 1, "gave_name": 1})}
    consensus_record(lead, revealed, "i1", criteria, other, FACTS)
    assert set(compared(lead, revealed)[0].signed) == {"Lee"}
    consensus_sign(bob, revealed, "i1", criteria, FACTS)
    (gold,) = gold_list(lead, "counter")
    assert gold.decisions["greeting"].rules == {"said_hello": 1, "gave_name": 1}
    assert Gold.objects.filter(retired_because="Settled anew").exists()


def test_who_did_not_take_part_settles_nothing(people, revealed, criteria):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.services import consensus_record, consensus_sign
    from rapport.program.people.errors import NotAllowedError

    with pytest.raises(JudgingError, match="Nothing is settled"):
        consensus_sign(people("Ann"), revealed, "i1", criteria, FACTS)
    consensus_record(people("Lee"), revealed, "i1", criteria, SETTLED, FACTS)
    for act in (
        lambda: consensus_sign(people("Eve"), revealed, "i1", criteria, FACTS),
        lambda: consensus_record(people("Ann"), revealed, "i1", criteria, SETTLED, FACTS),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_rule_is_asked_to_be_rewritten_once(people, revealed, criteria):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import rewrites
    from rapport.program.judging.services import rewrite_ask, rewrite_end

    lead = people("Lee")
    first = rewrite_ask(lead, criteria, "greeting", "silence", "When does silence begin?", revealed)
    assert rewrite_ask(lead, criteria, "greeting", "silence", "Again") == first
    with pytest.raises(JudgingError, match="has no rule"):
        rewrite_ask(lead, criteria, "greeting", "song", "")
    (note,) = rewrites(people("Ann"), "counter")
    assert note.text == "When does silence begin?" and note.session == revealed
    rewrite_end(lead, first, done=True)
    assert rewrites(lead, "counter") == [] and rewrites(lead, "counter", ended=True)[0].state == "done"


def test_erasing_an_interaction_leaves_nothing_of_it_here(people, revealed, criteria):
    from rapport.program.judging.models import Consensus, SessionInteraction, Task
    from rapport.program.judging.services import consensus_record, judging_erase

    consensus_record(people("Lee"), revealed, "i1", criteria, SETTLED, FACTS)
    assert judging_erase(["i1"])["tasks"] == 2
    assert not Consensus.objects.exists() and not Task.objects.filter(interaction_id="i1").exists()
    assert SessionInteraction.objects.count() == 1
