"""Who reads whose evaluations: as far as their role reaches, and nobody before their own."""

import pytest

from rapport.program.audits.errors import AuditError
from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError


@pytest.fixture
def audits(home):
    from rapport.program.audits import selectors, services

    class Both:
        read, write = selectors, services

    return Both


@pytest.fixture
def someone(home):
    """Makes an account with a role → its actor."""
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    def made(name, role="analyst", team=None, agent_id=None):
        grants = [Grant(role, team)]
        user = person_create(TERMINAL, f"{name}@example.org", name=name, grants=grants, agent_id=agent_id)
        return actor_of(user)

    return made


def sample(audits, names, interactions=("i1", "i2")):
    drawn = tuple(
        DrawnInteraction(one, "all", 0.5, names, agent_id="a1" if one == "i1" else "a2", team="North")
        for one in interactions
    )
    plan = SamplePlan(
        name="s", seed=1, data_version=1, by=(), where={}, frame_size=4, excluded={},
        strata=(StratumPlan("all", {}, 4, 2, 1),), interactions=drawn, margin_asked=None,
        margin_expected=5.0, confidence=0.95, double_share=1, minimum=1, planned_from="x",
    )  # fmt: skip
    audits.write.sample_create(TERMINAL, plan)


def seen(audits, actor, *ids):
    return {(one.interaction_id, one.evaluator) for one in audits.read.evaluations_of(actor, ids)}


def test_a_second_score_is_blind_until_it_is_given(audits, someone, criteria, submission):
    ann, ben, lead = someone("Ann"), someone("Ben"), someone("Lea", "qa_lead")
    sample(audits, (audits.write.evaluator_me(ann), audits.write.evaluator_me(ben)))
    (one,) = audits.write.evaluations_submit(ann, criteria, [submission("i1", "Ann")])
    assert seen(audits, ann, "i1") == {("i1", "Ann")} == seen(audits, lead, "i1")
    assert seen(audits, ben, "i1") == set()
    assert audits.read.evaluation_facts(ben, one.evaluation) is None
    audits.write.evaluations_submit(ben, criteria, [submission("i1", "Ben", hello=0)])
    both = {("i1", "Ann"), ("i1", "Ben")}
    assert seen(audits, ben, "i1") == both == seen(audits, ann, "i1")
    facts = audits.read.evaluation_facts(ben, one.evaluation)
    assert not facts.mine and {each.element for each in facts.decisions} == {"greeting", "tone", "answer"}


def test_a_lead_who_still_has_to_score_is_blind_too(audits, someone, criteria, submission):
    ann, lead = someone("Ann"), someone("Lea", "qa_lead")
    sample(audits, (audits.write.evaluator_me(ann), audits.write.evaluator_me(lead)))
    audits.write.evaluations_submit(ann, criteria, [submission("i1", "Ann")])
    assert seen(audits, lead, "i1") == set()
    assert seen(audits, someone("Max", "auditor"), "i1") == {("i1", "Ann")}


def test_managers_see_their_teams_and_associates_their_own(audits, someone, criteria, submission):
    given = [
        submission("n", "Ann", attributes={"agent_id": "a1", "team": "North"}),
        submission("s", "Ann", attributes={"agent_id": "a2", "team": "South"}),
        submission("c", "Ann", attributes={"agent_id": "a1", "team": "North"}, purpose="calibration"),
    ]
    audits.write.evaluations_submit(TERMINAL, criteria, given)
    every = ("n", "s", "c")
    assert seen(audits, someone("M", "team_manager", "North"), *every) == {("n", "Ann")}
    assert seen(audits, someone("A", "associate", agent_id="a2"), *every) == {("s", "Ann")}
    assert seen(audits, someone("B", "associate"), *every) == set()
    assert len(seen(audits, TERMINAL, *every)) == 3
    with pytest.raises(NotAllowedError):
        seen(audits, someone("V", "client_viewer"), *every)


def test_nobody_hands_in_scores_for_somebody_else(audits, someone, criteria, submission):
    ann = someone("Ann")
    audits.write.evaluator_me(ann)
    with pytest.raises(NotAllowedError):
        audits.write.evaluations_submit(ann, criteria, [submission("i1", "Ben")])
    with pytest.raises(NotAllowedError):
        audits.write.evaluations_submit(someone("M", "auditor"), criteria, [submission("i1", "M")])
    made = audits.write.evaluations_submit(someone("Lea", "qa_lead"), criteria, [submission("i1", "Ben")])
    with pytest.raises(NotAllowedError):
        audits.write.evaluation_retract(ann, made[0].evaluation)


def test_nobody_scores_an_interaction_they_served_in(audits, someone, criteria, submission):
    eve = someone("Eve", agent_id="a1")
    name = audits.write.evaluator_me(eve)
    own = submission("i1", name, attributes={"agent_id": "a1"})
    with pytest.raises(AuditError, match="Somebody else must score it"):
        audits.write.evaluations_submit(eve, criteria, [own])


def test_a_withdrawn_evaluation_can_be_asked_for_again(audits, someone, criteria, submission):
    ann = someone("Ann")
    sample(audits, (audits.write.evaluator_me(ann),))
    (one,) = audits.write.evaluations_submit(ann, criteria, [submission("i1", "Ann")])
    audits.write.evaluation_retract(ann, one.evaluation, "a slip", reopen=True)
    states = {each.interaction_id: each.state for each in audits.read.assigned(ann, "s", "Ann")}
    assert states == {"i1": "open", "i2": "open"}
    assert seen(audits, ann, "i1") == set()


def test_two_people_of_one_name_are_two_evaluators(audits, someone):
    names = {audits.write.evaluator_me(someone("Ann"))}
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    other = person_create(TERMINAL, "ann2@example.org", name="Ann", grants=[Grant("analyst")])
    names.add(audits.write.evaluator_me(actor_of(other)))
    assert names == {"Ann", "Ann (ann2@example.org)"}


def test_a_stranger_reads_nothing(audits):
    nobody = Actor("nobody")
    for ask in (
        lambda: audits.read.samples(nobody),
        lambda: audits.read.newest_criteria(nobody),
        lambda: audits.read.scored_units(nobody),
        lambda: audits.read.evaluations_of(nobody, ["i1"]),
        lambda: audits.read.audits(nobody),
        lambda: audits.read.sample_progress(nobody, "s"),
        lambda: audits.read.evaluator_choices(nobody),
    ):
        with pytest.raises(NotAllowedError):
            ask()


def test_objectives_and_audits_make_a_chain(audits):
    wish = audits.write.ObjectiveWish("Whole answers", strategy="education", emphases={"information": 2})
    number = audits.write.objective_save(TERMINAL, wish)
    with pytest.raises(AuditError, match="named"):
        audits.write.objective_save(TERMINAL, wish)
    first = audits.write.audit_save(TERMINAL, number, audits.write.AuditWish("Spring"))
    second = audits.write.audit_save(TERMINAL, number, audits.write.AuditWish("Summer"))
    assert audits.read.audit_facts(TERMINAL, second).previous == first
    with pytest.raises(AuditError, match="follow itself"):
        audits.write.audit_save(TERMINAL, number, audits.write.AuditWish("Spring", previous=second), first)
    audits.write.audit_end(TERMINAL, first, "done")
    assert [one.state for one in audits.read.objective_facts(TERMINAL, number).audits] == ["planned", "done"]
    for bad in ({"name": ""}, {"strategy": "magic"}, {"emphases": {"timing": 99}}, {"owner": "nobody"}):
        with pytest.raises(AuditError):
            audits.write.objective_save(TERMINAL, audits.write.ObjectiveWish(**{"name": "Other", **bad}))
