"""Coaching: by whom, of whom, in which order; self-reviews once; praise; erasure."""

from datetime import date

import pytest

from rapport.criteria import Decision
from rapport.program.coaching.errors import CoachingError
from rapport.program.coaching.plain import Associate, Place, SessionPlan
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

AGENT = Associate("a-1", "North", "Dora")
PLAN = SessionPlan("tone", "counter@1", "Warmer", (Place("i1", 0, 0, 4), Place("i1", 0, 0, 4)), ("x",))


def somebody(role, team=None, agent_id=None):
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    email = f"{role}-{team}-{agent_id}@example.org".lower()
    return actor_of(person_create(TERMINAL, email, name=role, grants=[Grant(role, team)], agent_id=agent_id))


@pytest.fixture
def manager(home):
    return somebody("team_manager", "North")


@pytest.fixture
def dora(home):
    return somebody("associate", agent_id="a-1")


def test_a_session_goes_from_planned_to_closed_in_its_order(manager, dora):
    from rapport.program.coaching.selectors import session, sessions
    from rapport.program.coaching.services import (
        action_agree,
        action_done,
        session_acknowledge,
        session_close,
        session_create,
        session_hold,
    )

    made = session_create(manager, AGENT, PLAN)
    found = session(dora, made)
    assert found.state == "planned" and found.evidence == (Place("i1", 0, 0, 4),) and found.answers == ("x",)
    with pytest.raises(CoachingError):
        session_acknowledge(dora, made)
    session_hold(manager, made)
    with pytest.raises(CoachingError):
        session_close(manager, made)
    action_agree(manager, made, "Name the feeling first", date(2026, 6, 1))
    session_acknowledge(dora, made, "I will")
    action = session(dora, made).actions[0]
    action_done(dora, made, action.id)
    assert session(manager, made).actions[0].done_by == dora.name
    session_close(manager, made)
    assert session(manager, made).state == "closed" and sessions(manager, open_only=True) == []
    with pytest.raises(CoachingError):
        action_agree(manager, made, "More", date(2026, 7, 1))


def test_only_who_leads_the_team_coaches_and_nobody_coaches_themselves(manager, dora):
    from rapport.program.coaching.selectors import session, sessions
    from rapport.program.coaching.services import (
        praise_give,
        session_acknowledge,
        session_create,
        session_hold,
    )

    made = session_create(manager, AGENT, PLAN)
    south, other = somebody("team_manager", "South"), somebody("associate", agent_id="a-2")
    own_lead = Actor("Both", (Grant("team_manager", "North"),), manager.user_id, "a-1")
    for stranger in (south, other, own_lead):
        with pytest.raises((NotAllowedError, CoachingError)):
            session_create(stranger, AGENT, PLAN)
        with pytest.raises((NotAllowedError, CoachingError)):
            session_hold(stranger, made)
        with pytest.raises(NotAllowedError):
            praise_give(stranger, AGENT, "Well done")
    assert session(south, made) is None and session(other, made) is None and sessions(other) == []
    session_hold(manager, made)
    with pytest.raises(NotAllowedError):
        session_acknowledge(manager, made)
    for role in ("analyst", "client_viewer"):
        with pytest.raises(NotAllowedError):
            sessions(somebody(role))


def test_a_self_review_is_kept_once_scored_by_the_criteria_and_enters_no_evaluation(dora, manager, criteria):
    from rapport.program.audits.models import Evaluation, Outbox
    from rapport.program.coaching.selectors import self_review, self_reviews
    from rapport.program.coaching.services import self_review_submit

    decisions = {
        "greeting": Decision({"said_hello": 1}),
        "tone": Decision(not_applicable=True),
        "answer": Decision({"complete": 1}),
    }
    self_review_submit(dora, AGENT, criteria, "i1", decisions, {}, comment="I hurried")
    found = self_review(manager, "i1", criteria.definition)
    assert (
        found.elements["greeting"] == 60 and found.elements["tone"] is None and found.comment == "I hurried"
    )
    assert Evaluation.objects.count() == 0 and Outbox.objects.count() == 0
    with pytest.raises(CoachingError):
        self_review_submit(dora, AGENT, criteria, "i1", decisions, {})
    with pytest.raises(NotAllowedError):
        self_review_submit(manager, AGENT, criteria, "i2", decisions, {})
    assert self_reviews(somebody("team_manager", "South"), "a-1") == []


def test_praise_reaches_its_associate_and_is_new_until_seen(dora, manager):
    from rapport.program.coaching.selectors import praises
    from rapport.program.coaching.services import praise_give, praise_seen

    praise_give(manager, AGENT, "You heard her fear", place=Place("i1", 2))
    with pytest.raises(CoachingError):
        praise_give(manager, AGENT, "  ")
    assert [one.seen_at for one in praises(dora)] == [None]
    praise_seen(manager)
    assert praises(dora)[0].seen_at is None
    praise_seen(dora)
    assert praises(dora)[0].seen_at is not None and praises(somebody("associate", agent_id="a-2")) == []


def test_an_erased_interaction_is_pointed_to_by_nothing(dora, manager):
    from rapport.program.coaching.selectors import praises, session
    from rapport.program.coaching.services import coaching_erase, praise_give, session_create

    made = session_create(manager, AGENT, PLAN)
    praise_give(manager, AGENT, "Good", place=Place("i1", 2))
    counts = coaching_erase(["i1"])
    assert counts == {"self-reviews": 0, "evidence of coaching": 1, "praise": 1}
    assert session(dora, made).evidence == () and praises(dora) == []
