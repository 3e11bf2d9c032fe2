"""Coaching as people meet it: a manager, an associate, and those whom it is nothing to."""

import pytest

from rapport.work.results.board import seen_board
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from tests.web.shown_home import shown


@pytest.fixture(scope="module")
def served(audited, tmp_path_factory):
    """One home for all of these, each of which is about another agent."""
    with shown(audited, tmp_path_factory.mktemp("coaching") / "home") as home:
        yield home


@pytest.fixture
def agent(served):
    """The agent with most scored conversations, of those without an account."""
    from rapport.program.people.models import User

    taken = set(User.objects.values_list("agent_id", flat=True))
    found = seen_board(served, Seen("manager", rows=True, people=True, words=True), View()).findings
    free = [one for one in found.agents if one.agent_id not in taken]
    return max(free, key=lambda one: (one.raw.base, one.agent_id))


@pytest.fixture
def manager(sign_in, agent):
    return sign_in("team_manager", agent.team)


@pytest.fixture
def associate(sign_in, agent):
    return sign_in("associate", agent_id=agent.agent_id)


def plan(client, agent):
    """Plans a session about the element with evidence, with its first two pieces."""
    person = client.get(f"/act/people/{agent.agent_id}")
    for one in person.context["standings"]:
        address = f"/act/people/{agent.agent_id}/plan?element={one.element}"
        found = client.get(address)
        if len(found.context["shown"]) > 1:
            given = {
                "element": one.element, "aim": "Hear first", "evidence": ["0", "1"],
                "action-1": "Name the feeling", "due-1": "2026-09-01",
            }  # fmt: skip
            return client.post(address, given)
    raise AssertionError("nobody marked anything")


def test_from_evidence_to_whether_it_helped(manager, associate, agent):
    made = plan(manager, agent)
    assert made.status_code == 302, made.context["problem"]
    address = made["Location"]
    page = manager.get(address)
    assert len(page.context["shown"]) == 2 and page.context["effect"] is None
    assert b"Name the feeling" in page.content and b"<mark>" in page.content
    mine = associate.get(address)
    assert mine.status_code == 200 and b"It took place as written" not in mine.content
    assert associate.post(address + "/hold").status_code == 403
    manager.post(address + "/hold")
    assert b"to acknowledge" in associate.get("/").content
    assert associate.post(address + "/acknowledge", {"answer": "<b>Yes</b>"}).status_code == 302
    shown = manager.get(address)
    assert b"&lt;b&gt;Yes" in shown.content
    effect = shown.context["effect"]
    assert effect.verdict == "cannot tell" and "are needed" in effect.words[0]
    action = shown.context["session"].actions[0]
    associate.post(address + "/done", {"action": action.id})
    manager.post(address + "/close")
    assert manager.get(address).context["session"].state == "closed"


def test_a_session_is_nothing_to_others(manager, sign_in, agent):
    address = plan(manager, agent)["Location"]
    for role, team, who in (("team_manager", "Nowhere", None), ("associate", None, "another")):
        client = sign_in(role, team, agent_id=who)
        assert client.get(address).status_code == 404
        assert client.post(address + "/hold").status_code == 404
        assert client.get(f"/act/people/{agent.agent_id}").status_code == 404
        acts = 404 if role == "team_manager" else 403
        assert client.get(f"/act/people/{agent.agent_id}/plan?element=x").status_code == acts
        assert client.post(f"/act/people/{agent.agent_id}/praise", {"text": "x"}).status_code == acts
    for role in ("analyst", "client_viewer", "auditor"):
        assert sign_in(role).get(address).status_code == 403
    for role in ("analyst", "auditor"):
        assert sign_in(role).get("/act/").get("Location") == "/act/plans/"
    assert sign_in("client_viewer").get("/act/").status_code == 403


def test_a_manager_sees_own_people_by_name_and_not_by_score(manager, agent):
    people = manager.get("/act/").context["people"]
    assert people and {one.associate.team for one in people} == {agent.team}
    names = [one.associate.name for one in people]
    assert names == sorted(names)


def test_an_associate_finds_own_work_and_reviews_it_before_seeing_others(served, associate, agent, sign_in):
    mine = associate.get("/act/mine")
    assert mine.status_code == 200 and mine.context["standings"] and mine.context["recent"]
    chosen = mine.context["recent"][0].interaction_id
    address = f"/act/reviews/{chosen}"
    before = associate.get(address)
    assert b"Evaluators" not in before.content and before.context["review"].evaluations == ()
    rules = {
        f"r:{one.name}:{rule.id}": "1"
        for one in before.context["review"].asked
        for rule in one.rules
        if rule.points > 0 and not rule.requires
    }
    assert associate.post(address, {**rules, "comment": "I hurried"}).status_code == 302
    after = associate.get(address)
    assert b"Evaluators" in after.content and after.context["review"].done.comment == "I hurried"
    assert any(one.others is not None for one in after.context["review"].compared)
    again = associate.post(address, rules)
    assert again.status_code == 200 and again.context["review"].done.qci == after.context["review"].done.qci
    other = sign_in("associate", agent_id="one more")
    assert other.get(address).status_code == 404 and other.post(address, rules).status_code == 404


def test_decisions_that_cannot_be_keep_what_was_ticked(associate):
    chosen = associate.get("/act/mine").context["recent"][0].interaction_id
    asked = associate.get(f"/act/reviews/{chosen}").context["review"].asked
    element = next(one for one in asked if one.not_applicable)
    rule = element.rules[0].id
    field = f"r:{element.name}:{rule}"
    found = associate.post(f"/act/reviews/{chosen}", {field: "99"})
    assert found.status_code == 400 and field in found.context["ticked"]


def test_praise_reaches_the_associate_with_its_evidence(manager, associate, agent, sign_in):
    seen = manager.get(f"/act/people/{agent.agent_id}").context["recent"][0].interaction_id
    given = {"text": "You <heard> her", "interaction": seen}
    assert manager.post(f"/act/people/{agent.agent_id}/praise", given).status_code == 302
    assert b"1 word of praise" in associate.get("/").content
    page = associate.get("/act/mine")
    assert b"You &lt;heard&gt; her" in page.content and seen.encode() in page.content
    assert b"praise" not in associate.get("/").content
    wrong = manager.post(f"/act/people/{agent.agent_id}/praise", {"text": "x", "interaction": "not-theirs"})
    assert wrong.status_code == 400 and b"not-theirs" not in wrong.content.replace(b'value="not-theirs"', b"")


def test_evidence_is_chosen_from_what_was_shown_only(manager, agent):
    made = plan(manager, agent)
    element = manager.get(made["Location"]).context["session"].element
    address = f"/act/people/{agent.agent_id}/plan?element={element}"
    given = {"element": element, "evidence": ["9999", "-1", "x"], "answer": ["not-one"]}
    session = manager.get(manager.post(address, given)["Location"]).context["session"]
    assert session.evidence == () and session.answers == ()
    assert manager.get(f"/act/people/{agent.agent_id}/plan?element=nothing").status_code == 404
    bad = manager.post(address, {"element": element, "action-1": "Do", "due-1": "soon", "aim": "Keep me"})
    assert bad.status_code == 400 and b"Keep me" in bad.content
