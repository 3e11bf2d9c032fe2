"""Disputes: raised in time by who was scored, decided by somebody else, scored again blind, never dropped."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.program.judging_people import FACTS, People, score_all

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    made("Ann")
    made("Bob")
    made("Cara", "associate", agent_id="a1")
    made("Dan", "associate", agent_id="a2")
    made("Mia", "team_manager", "Day")
    made("Ned", "team_manager", "Night")
    return made


@pytest.fixture
def scored(people, criteria, submission):
    """Ann scored an interaction of agent a1 of the day team."""
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.audits.services.evaluators import evaluator_me

    evaluator_me(people("Ann"))
    said = submission("i1", "Ann", hello=0, attributes=dict(FACTS.attributes))
    return evaluations_submit(people("Ann"), criteria, [said])[0].evaluation


def contest(actor, evaluation, **facts):
    from rapport.program.judging.services import dispute_raise

    said = {"element": "greeting", "reason": "overlooked", "text": "I did say hello", **facts}
    return dispute_raise(actor, evaluation, zone=BERLIN, **said)


def contestable(actor):
    from rapport.program.judging.selectors import contestable_list

    return contestable_list(actor, datetime.now(UTC) - timedelta(days=1))


@pytest.mark.parametrize("name", ["Cara", "Mia"])
def test_who_was_scored_and_their_manager_may_contest(people, scored, name):
    from rapport.program.judging.selectors import dispute, disputes

    assert [one.evaluation for one in contestable(people(name))] == [scored]
    made = contest(people(name), scored)
    assert contestable(people(name)) == []
    found = dispute(people(name), made)
    assert (found.state, found.evaluator, found.element, found.own) == ("open", "Ann", "greeting", True)
    assert [one.id for one in disputes(people("Lee"), state="waiting")] == [made]
    for other in ("Dan", "Ned"):
        assert dispute(people(other), made) is None and disputes(people(other)) == []


@pytest.mark.parametrize("name", ["Dan", "Ned"])
def test_others_may_not_even_know_of_it(people, scored, name):
    from rapport.program.judging.errors import JudgingError

    with pytest.raises(JudgingError, match="no such evaluation of yours"):
        contest(people(name), scored)


def test_analysts_neither_contest_nor_look(people, scored):
    from rapport.program.judging.selectors import disputes
    from rapport.program.people.errors import NotAllowedError

    for act in (lambda: contest(people("Bob"), scored), lambda: disputes(people("Bob"))):
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "  "}, "Nothing is written"),
        ({"reason": "mood"}, "No reason"),
        ({"element": "song"}, "no element"),
        ({"now": datetime.now(UTC) + timedelta(days=30)}, "older than 10 business days"),
    ],
)
def test_what_cannot_be_contested(people, scored, facts, words):
    from rapport.program.judging.errors import JudgingError

    with pytest.raises(JudgingError, match=words):
        contest(people("Cara"), scored, **facts)


def test_one_dispute_at_a_time_and_only_its_author_takes_it_back(people, scored):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import dispute
    from rapport.program.judging.services import dispute_withdraw
    from rapport.program.people.errors import NotAllowedError

    made = contest(people("Cara"), scored)
    with pytest.raises(JudgingError, match="contested already"):
        contest(people("Mia"), scored)
    with pytest.raises(NotAllowedError):
        dispute_withdraw(people("Mia"), made)
    dispute_withdraw(people("Cara"), made)
    assert dispute(people("Mia"), made).state == "withdrawn"
    contest(people("Mia"), scored)


def test_whoever_scored_does_not_decide(people, criteria, submission):
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.audits.services.evaluators import evaluator_me
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.services import dispute_take, dispute_uphold

    lead = people("Lee")
    said = submission("i1", evaluator_me(lead), attributes=dict(FACTS.attributes))
    made = contest(people("Cara"), evaluations_submit(lead, criteria, [said])[0].evaluation)
    for act in (lambda: dispute_take(lead, made), lambda: dispute_uphold(lead, made, "No")):
        with pytest.raises(JudgingError, match="Whoever scored it"):
            act()


def test_an_upheld_dispute_tells_why_and_changes_nothing(people, scored):
    from rapport.program.audits.models import Evaluation
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import dispute
    from rapport.program.judging.services import dispute_take, dispute_uphold

    made, lead = contest(people("Cara"), scored), people("Lee")
    dispute_take(lead, made)
    assert dispute(people("Cara"), made).state == "under_review"
    with pytest.raises(JudgingError, match="No answer"):
        dispute_uphold(lead, made, " ")
    dispute_uphold(lead, made, "The greeting came after two minutes.")
    found = dispute(people("Cara"), made)
    assert (found.state, found.outcome) == ("upheld", "The greeting came after two minutes.")
    assert Evaluation.objects.get().retracted_at is None
    with pytest.raises(JudgingError, match="decided already"):
        dispute_uphold(lead, made, "Again")
    with pytest.raises(JudgingError, match="contested already"):
        contest(people("Cara"), scored)
    assert not contestable(people("Cara"))


def test_an_accepted_dispute_is_scored_again_blind_in_the_same_place(people, criteria, submission):
    from rapport.program.audits.models import Evaluation, Outbox
    from rapport.program.audits.services import evaluations_submit, sample_create
    from rapport.program.audits.services.evaluators import evaluator_me
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import dispute, rescorers, tasks_open
    from rapport.program.judging.services import dispute_accept

    ann, bob, lead = people("Ann"), people("Bob"), people("Lee")
    evaluator_me(ann)
    sample_create(lead, plan("i1", "Ann"), criteria)
    said = submission("i1", "Ann", hello=0, attributes=dict(FACTS.attributes))
    old = evaluations_submit(ann, criteria, [said])[0]
    made = contest(people("Cara"), old.evaluation)
    assert [one.name for one in rescorers(lead, made)] == ["Bob"]
    with pytest.raises(JudgingError, match="cannot score it again blind"):
        dispute_accept(lead, made, "Right", ann.user_id)
    dispute_accept(lead, made, "You did say hello.", bob.user_id)
    before = Evaluation.objects.get()
    assert before.retracted_at is None, "it stands until somebody scored again"
    (task,) = tasks_open(bob)
    assert (task.purpose, task.purpose_stored, task.hides_others) == ("rescore", "live", True)
    score_all(bob, criteria, submission)
    before.refresh_from_db()
    after = before.replaced_by
    assert before.retracted_at and after.evaluator.name == "Bob" and after.purpose == "live"
    assert (after.sample_id, after.stratum, after.inclusion_probability) == ("march", "all", 0.25)
    assert (after.agent_id, after.team) == ("a1", "Day")
    keys = set(Outbox.objects.values_list("key", flat=True))
    assert {f"evaluation:{before.pk}:retracted", f"evaluation:{after.pk}:submitted"} <= keys
    found = dispute(people("Cara"), made)
    assert found.state == "accepted" and found.rescored == str(after.pk) and found.rescored_qci == after.qci


def test_who_scores_again_does_not_see_the_dispute_before(people, scored, criteria, submission):
    from rapport.program.audits.selectors import evaluations_of
    from rapport.program.judging.selectors import dispute
    from rapport.program.judging.services import dispute_accept

    other = people("Max", "qa_lead")
    made = contest(people("Cara"), scored)
    dispute_accept(people("Lee"), made, "Right", other.user_id)
    assert dispute(other, made) is None and evaluations_of(other, ["i1"]) == []
    score_all(other, criteria, submission)
    assert dispute(other, made).state == "accepted" and len(evaluations_of(other, ["i1"])) == 1


def test_a_correction_made_meanwhile_is_what_the_second_score_replaces(people, scored, criteria, submission):
    from rapport.program.audits.models import Evaluation
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.judging.services import dispute_accept

    made = contest(people("Cara"), scored)
    dispute_accept(people("Lee"), made, "Right", people("Bob").user_id)
    said = submission("i1", "Ann", hello=1, attributes=dict(FACTS.attributes))
    evaluations_submit(people("Ann"), criteria, [said])
    score_all(people("Bob"), criteria, submission, hello=0)
    standing = Evaluation.objects.get(retracted_at=None)
    assert standing.evaluator.name == "Bob" and Evaluation.objects.count() == 3


def test_somebody_else_can_be_asked_to_score_again(people, scored, criteria, submission):
    from rapport.program.judging.selectors import dispute, tasks_open
    from rapport.program.judging.services import dispute_accept, dispute_reassign

    eve = people("Eve")
    made = contest(people("Cara"), scored)
    dispute_accept(people("Lee"), made, "Right", people("Bob").user_id)
    dispute_reassign(people("Lee"), made, eve.user_id)
    assert tasks_open(people("Bob")) == []
    score_all(eve, criteria, submission)
    assert dispute(people("Lee"), made).rescored


def test_disputes_are_counted_by_evaluator_and_element(people, scored):
    from rapport.program.judging.selectors import disputes_by_element, disputes_by_evaluator
    from rapport.program.judging.services import dispute_accept, dispute_withdraw
    from rapport.program.people.errors import NotAllowedError

    dispute_withdraw(people("Cara"), contest(people("Cara"), scored))
    dispute_accept(people("Lee"), contest(people("Cara"), scored), "Right", people("Bob").user_id)
    (one,) = disputes_by_evaluator(people("Lee"))
    assert (one.name, one.evaluations, one.raised, one.decided, one.accepted) == ("Ann", 1, 1, 1, 1)
    (one,) = disputes_by_element(people("Lee"), "counter@1")
    assert (one.name, one.raised) == ("greeting", 1)
    with pytest.raises(NotAllowedError):
        disputes_by_evaluator(people("Cara"))


def plan(interaction, evaluator):
    from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan

    return SamplePlan(
        name="march",
        seed=1,
        data_version=1,
        by=(),
        where={},
        frame_size=4,
        excluded={},
        strata=(StratumPlan("all", {}, 4, 1, 1),),
        interactions=(DrawnInteraction(interaction, "all", 0.25, (evaluator,)),),
        margin_asked=None,
        margin_expected=None,
        confidence=0.95,
        double_share=0.0,
        minimum=1,
        planned_from="nothing",
    )
