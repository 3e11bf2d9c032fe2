"""What an objective emphasises goes into a draft of criteria: seen, said in words, undone."""

import pytest

from rapport.criteria import parse_criteria, shares_for

CRITERIA = """\
criteria: counter
version: 1
components:
  customer_effort: [answer]
factors:
  timing:
    weight: 1
    elements:
      # Said within a minute.
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 10, text: Says hello}
  information:
    weight: 3
    elements:
      answer:
        weight: 1
        max: 10
        rules:
          - {id: complete, points: 10, text: Answers everything}
      reason:
        weight: 3
        max: 10
        rules:
          - {id: why, points: 10, text: Says why}
weights_when:
  - when: {channel: [call]}
    factors: {timing: 2, information: 2}
"""


@pytest.fixture
def lead(sign_in):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL

    client = sign_in("qa_lead")
    criteria_use(TERMINAL, parse_criteria(CRITERIA, "counter.yaml"))
    return client


def objective(client, **typed):
    given = {"name": "Fewer questions", "strategy": "education", "act": "save", **typed}
    emphases = "information = 2\ncustomer_effort = 1.5\ncompetitive_edge = 1.5"
    return client.post("/audit/objectives/new", {"emphases": emphases, **given}).headers["Location"]


def drafted(client, path):
    answer = client.post(f"{path}criteria")
    assert answer.status_code == 302, answer.content
    return answer.headers["Location"]


def draft_of(path):
    from rapport.program.audits.selectors import draft_view
    from rapport.program.people.actor import TERMINAL

    return draft_view(TERMINAL, path.rstrip("/").rpartition("/")[2])


def test_a_draft_weighs_what_the_objective_emphasises(lead):
    path = objective(lead)
    page = lead.get(path).content.decode()
    assert "Draft criteria with these emphases" in page
    draft = draft_of(drafted(lead, path))
    made = parse_criteria(draft.text, "counter.yaml")
    # Of information's weight a quarter is an answer's, one and a half times as important: 2 × 1.125 × 3.
    weights = {one.name: one.weight for one in made.factors}
    assert weights == pytest.approx({"timing": 1, "information": 6.75})
    assert made.element("answer").weight == 1.5 and made.element("reason").weight == 3
    assert dict(made.weights_when[0].factors) == pytest.approx({"timing": 2, "information": 4.5})
    assert "# Said within a minute." in draft.text and draft.line.based_on == "counter@1"
    shares = shares_for(made, {})
    assert shares.elements["answer"] == pytest.approx(6.75 / 7.75 / 3)


def test_the_objective_shows_the_shares_that_the_draft_gets(lead):
    from rapport.program.people.actor import TERMINAL
    from rapport.work.auditing.emphasis import emphasised

    path = objective(lead)
    told = emphasised(TERMINAL, "counter@1", {"information": 2, "customer_effort": 1.5})
    shares = shares_for(parse_criteria(draft_of(drafted(lead, path)).text, "counter.yaml"), {}).elements
    shown = {one.element.lower(): one.emphasised_percent for one in told.elements}
    assert shown == pytest.approx({name: 100 * share for name, share in shares.items()}, abs=0.05)


def test_the_draft_says_in_words_what_serves_the_objective_and_what_is_missing(lead):
    where = drafted(lead, objective(lead))
    (comment,) = draft_of(where).comments
    assert "Information is 2 times as important: Answer, Reason." in comment.text
    assert "Customer effort is 1.5 times as important: Answer." in comment.text
    assert "Competitive edge is emphasised, but no factor or component has that name" in comment.text
    assert "Does the answer prevent the next question?" in comment.text
    page = lead.get(where).content.decode()
    assert "Emphases of Fewer questions" in page and "2 times as important" in page


def test_it_is_undone_at_one_click_and_not_done_twice(lead):
    path = objective(lead)
    where = drafted(lead, path)
    again = lead.post(f"{path}criteria")
    assert again.status_code == 400 and b"has the emphases of Fewer questions already" in again.content
    draft = draft_of(where)
    assert draft.undo == "Emphases of Fewer questions"
    lead.post(f"{where}undo", {"revision": draft.revision})
    undone = parse_criteria(draft_of(where).text, "counter.yaml")
    assert {one.name: one.weight for one in undone.factors} == {"timing": 1, "information": 3}


def test_an_objective_without_emphases_changes_no_criteria(lead):
    refused = lead.post(f"{objective(lead, emphases='', strategy='')}criteria")
    assert refused.status_code == 400 and b"emphasises nothing" in refused.content


@pytest.mark.parametrize("role", ["analyst", "auditor", "team_manager", "client_viewer"])
def test_only_who_writes_criteria_drafts_them(lead, sign_in, role):
    path = objective(lead)
    assert sign_in(role, "Day" if role == "team_manager" else None).post(f"{path}criteria").status_code == 403
