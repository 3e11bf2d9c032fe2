"""Certification: measured against gold nobody met before, decided by the measures, for a time."""

from datetime import timedelta

import pytest

from rapport.criteria import Decision
from rapport.measures import certification
from tests.program.judging_people import FACTS, People, open_session, score_all

GOLD = {"greeting": Decision({"said_hello": 1}), "tone": Decision(), "answer": Decision({"complete": 1})}


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    made("Max", "qa_lead")
    return made


@pytest.fixture
def stock(people, criteria, submission):
    """Makes gold of as many interactions as asked for, settled by Lee and Max."""
    from rapport.program.judging.services import certificate_appoint, consensus_record, consensus_sign

    def make(number, start=0):
        lead, other = people("Lee"), people("Max")
        names = tuple(f"g{one:02d}" for one in range(start, start + number))
        session = open_session(lead, [lead, other], criteria, names)
        for one in (lead, other):
            if start == 0:
                certificate_appoint(lead, one.user_id, "counter", "Wrote the criteria")
            score_all(one, criteria, submission)
        for name in names:
            consensus_record(lead, session, name, criteria, GOLD, FACTS)
            consensus_sign(other, session, name, criteria, FACTS)

    return make


def test_the_decision_is_the_measures_and_a_certificate_lasts(people, stock, criteria, submission):
    from rapport.program.judging.models import Attempt
    from rapport.program.judging.selectors import attempts_of, certified, own_standing
    from rapport.program.judging.services import attempt_start

    stock(25)
    ann = people("Ann")
    assert own_standing(ann, "counter").state == "not_started"
    attempt_start(ann, "counter@1", seed=7)
    standing = own_standing(ann, "counter")
    assert standing.state == "in_progress" and (standing.attempt.done, standing.attempt.asked) == (0, 20)
    score_all(ann, criteria, submission)
    (attempt,) = attempts_of(ann, "Ann", "counter")
    assert attempt.state == "passed" and attempt.result["score"]["value"] == 1.0
    rows = 60
    expected = certification(
        ["a", "b", "c"] * 20,
        ["a", "b", "c"] * 20,
        [row // 3 for row in range(rows)],
        [1 / 3, 1 / 6, 1 / 2] * 20,
        elements=["greeting", "tone", "answer"] * 20,
    )
    assert attempt.result["score"]["low"] == pytest.approx(expected.score.low)
    assert attempt.result["passes_wrongly"] == pytest.approx(expected.passes_wrongly)
    until = certified(ann, "counter")["Ann"]
    finished = Attempt.objects.get().finished_at
    assert until - finished == timedelta(days=180)
    assert own_standing(ann, "counter").state == "certified"


def test_who_fails_tries_again_on_other_gold(people, stock, criteria, submission):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.models import Task
    from rapport.program.judging.selectors import attempts_of, certified, own_standing
    from rapport.program.judging.services import attempt_start

    stock(22)
    ann = people("Ann")
    attempt_start(ann, "counter@1")
    with pytest.raises(JudgingError, match=r"gold interactions are unknown|attempt running"):
        attempt_start(ann, "counter@1")
    score_all(ann, criteria, submission, hello=0)
    (attempt,) = attempts_of(ann, "Ann", "counter")
    assert attempt.state == "failed" and attempt.result["score"]["value"] == pytest.approx(2 / 3)
    assert {row["element"] for row in attempt.result["misses"]} == {"greeting"}
    assert own_standing(ann, "counter").state == "failed" and "Ann" not in certified(ann)
    with pytest.raises(JudgingError, match="2 gold interactions are unknown to Ann; 20"):
        attempt_start(ann, "counter@1")
    first = set(Task.objects.filter(purpose="certification").values_list("interaction_id", flat=True))
    stock(20, start=30)
    attempt_start(ann, "counter@1")
    second = Task.objects.filter(purpose="certification", state="open")
    assert not first & set(second.values_list("interaction_id", flat=True))


def test_who_settled_gold_is_not_measured_by_it_and_gold_is_not_shown_to_evaluators(people, stock):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import gold_counts, gold_list
    from rapport.program.judging.services import attempt_start, certificate_appoint, gold_retire
    from rapport.program.people.errors import NotAllowedError

    stock(20)
    with pytest.raises(JudgingError, match="0 gold interactions are unknown to Lee"):
        attempt_start(people("Lee"), "counter@1")
    with pytest.raises(NotAllowedError):
        gold_list(people("Ann"), "counter")
    assert gold_counts(people("Ann")) == {"counter@1": 20}
    with pytest.raises(JudgingError, match="enough gold"):
        certificate_appoint(people("Lee"), people("Ann").user_id, "counter", "Nice")
    with pytest.raises(NotAllowedError):
        attempt_start(people("Ann"), "counter@1", people("Bob").user_id)
    gold_retire(people("Lee"), gold_list(people("Lee"), "counter")[0].id, "The policy changed")
    assert gold_counts(people("Ann")) == {"counter@1": 19}


def test_a_tolerance_counts_a_near_score_as_a_match(people, stock, criteria, submission):
    from rapport.program.judging.plain import Standard
    from rapport.program.judging.selectors import attempts_of
    from rapport.program.judging.services import attempt_start, standard_set

    stock(20)
    standard_set(people("Lee"), Standard("counter", tolerances={"greeting": 0.6}), criteria)
    attempt_start(people("Ann"), "counter@1")
    score_all(people("Ann"), criteria, submission, hello=0)
    (attempt,) = attempts_of(people("Ann"), "Ann", "counter")
    assert attempt.result["score"]["value"] == 1.0 and attempt.state == "passed"


def test_certificates_expire_remind_and_end(people, stock, criteria, submission):
    from rapport.program.judging.models import Certificate
    from rapport.program.judging.selectors import certified, standings
    from rapport.program.judging.services import attempt_start, certificates_revoke

    stock(20)
    lead, ann = people("Lee"), people("Ann")
    attempt_start(ann, "counter@1")
    score_all(ann, criteria, submission)
    mine = Certificate.objects.filter(kind="earned")
    given = mine.get().until

    def state():
        return next(one for one in standings(lead, "counter") if one.evaluator == "Ann")

    assert not state().expires_soon
    mine.update(until=given - timedelta(days=160))
    assert state().expires_soon and state().state == "certified"
    mine.update(until=given - timedelta(days=200))
    assert state().state == "expired" and "Ann" not in certified(lead, "counter")
    mine.update(until=given)
    assert certificates_revoke(lead, "Ann", "counter", "Left the team") == 1
    assert "Ann" not in certified(lead, "counter")


def test_an_evaluator_sees_own_attempts_only(people, stock):
    from rapport.program.judging.selectors import attempt, attempts_of, standing_of, standings
    from rapport.program.judging.services import attempt_end, attempt_start
    from rapport.program.people.errors import NotAllowedError

    stock(20)
    made = attempt_start(people("Lee"), "counter@1", people("Ann").user_id)
    bob = people("Bob")
    assert attempt(people("Ann"), made).evaluator == "Ann" and attempt(bob, made) is None
    assert attempts_of(bob, "Ann", "counter") == [] and standing_of(bob, "Ann", "counter") is None
    with pytest.raises(NotAllowedError):
        standings(bob, "counter")
    with pytest.raises(NotAllowedError):
        certified(people("Cara", "associate", agent_id="a1"))
    attempt_end(people("Ann"), made)
    assert attempt(people("Ann"), made).state == "ended"


def certified(actor):
    from rapport.program.judging.selectors import certified

    return certified(actor)


def test_webhooks_hear_how_somebody_was_measured(people, stock, criteria, submission):
    import orjson

    from rapport.program.hooks.models import Event, Hook
    from rapport.program.hooks.plain import EVENTS
    from rapport.program.judging.services import attempt_end, attempt_start, certificates_revoke

    wanted = [one for one in EVENTS if one.startswith("certifica")]
    Hook.objects.create(name="HR", address="https://example.org", events=wanted, made_by="x")
    stock(20)
    lead, ann, bob = people("Lee"), people("Ann"), people("Bob")
    attempt_start(ann, "counter@1")
    score_all(ann, criteria, submission)
    given_up = attempt_start(bob, "counter@1")
    attempt_end(bob, given_up)
    certificates_revoke(lead, "Ann", "counter", "Long away")
    told = [(one.kind, orjson.loads(one.body)["data"]) for one in Event.objects.order_by("at")]
    assert [(kind, data["evaluator"], data.get("state") or data.get("kind")) for kind, data in told] == [
        ("certificate.given", "Lee", "appointed"),
        ("certificate.given", "Max", "appointed"),
        ("certification.started", "Ann", None),
        ("certificate.given", "Ann", "earned"),
        ("certification.ended", "Ann", "passed"),
        ("certification.started", "Bob", None),
        ("certification.ended", "Bob", "ended"),
        ("certificate.revoked", "Ann", None),
    ]
    assert told[-2][1] == {
        "attempt": given_up, "evaluator": "Bob", "state": "ended", "criteria": "counter@1",
    }  # fmt: skip
    assert "Long away" not in Event.objects.order_by("at").last().body
