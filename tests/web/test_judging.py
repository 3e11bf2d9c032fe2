"""Calibration, certification, disputes and targeted reviews as people meet them."""

import pytest

from tests.web.judging import CRITERIA, Judging

BASE = "/audit/judging"
PAGES = (
    "calibration/",
    "calibration/new",
    "calibration/agreement/",
    "calibration/agreement/?source=calibration&coefficient=decision_gwet",
    "calibration/rewrites/",
    "certification/",
    "certification/gold/",
    "certification/standard/",
    "disputes/",
    "disputes/rates/",
    "disputes/targeted/",
    "disputes/targeted/new",
)
SEEN = {
    "qa_lead": set(PAGES),
    "administrator": set(PAGES),
    "auditor": set(PAGES) - {"calibration/new", "disputes/targeted/new"},
    "program_manager": set(PAGES) - {"calibration/new", "disputes/targeted/new"},
    "analyst": {page for page in PAGES if "calibration" in page and "new" not in page} | {"certification/"},
    "team_manager": {"calibration/rewrites/", "disputes/"},
    "associate": {"calibration/rewrites/", "disputes/"},
    "client_viewer": set(),
    "case_owner": set(),
}


@pytest.fixture
def judging(served, sign_in):
    made = Judging(served, sign_in)
    made.client("Lee", "qa_lead")
    made.client("Max", "qa_lead")
    made.client("Ann")
    made.client("Bob")
    return made


@pytest.fixture
def session(judging):
    """Ann and Bob are asked to score two chats."""
    found = judging.client("Lee").post(
        f"{BASE}/calibration/new",
        {
            "title": "Greetings",
            "how": "picked",
            "picked": "c-01\nc-02",
            "participant": [judging.ids["Ann"], judging.ids["Bob"]],
            "criteria": CRITERIA.definition,
            "due": "2030-01-01",
        },
    )
    assert found.status_code == 302, found.content.decode()
    return found["Location"]


@pytest.fixture(autouse=True)
def used(request, served):
    """Somebody scored by the criteria before, so that they can be chosen."""
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL

    criteria_use(TERMINAL, CRITERIA)


@pytest.mark.parametrize("role", SEEN)
def test_every_page_opens_for_whom_it_is_and_for_nobody_else(sign_in, role):
    agent = "a-1" if role == "associate" else None
    client = sign_in(role, "Day" if role == "team_manager" else None, agent)
    codes = {page: client.get(f"{BASE}/{page}").status_code for page in PAGES}
    assert set(codes.values()) <= {200, 403}
    assert {page for page, code in codes.items() if code == 200} == SEEN[role]


def test_a_calibration_from_opening_to_gold(judging, session):
    lead, ann = judging.client("Lee"), judging.client("Ann")
    judging.do_tasks("Ann")
    before = lead.get(session).content.decode()
    assert "2 of 4" not in before and "Side by side" not in before and "2 of 2" in before
    assert lead.get(f"{session}1/").status_code == 404
    judging.do_tasks("Bob", worse=True)
    after = ann.get(session).content.decode()
    assert "Side by side" in after and "decided differently" in ann.get(f"{session}1/").content.decode()
    assert "Keep the consensus" not in ann.get(f"{session}1/").content.decode()
    form = {f"shown:{element.name}": "1" for element in CRITERIA.elements}
    first = CRITERIA.elements[0]
    form |= {f"rule:{first.name}:{first.rules[0].id}": "1", f"note:{first.name}": "It was late"}
    for name in ("Lee", "Max"):
        chosen = {"criteria": CRITERIA.definition, "user": judging.ids[name], "reason": "Wrote them"}
        assert lead.post(f"{BASE}/certification/appoint", chosen).status_code == 302
    assert ann.post(f"{session}1/", form).status_code == 403
    assert lead.post(f"{session}1/", form).status_code == 302
    signed = judging.client("Max").post(f"{session}1/sign", follow=True)
    assert "It is gold now" in signed.content.decode() and "It was late" in signed.content.decode()
    assert "c-01" in lead.get(f"{BASE}/certification/gold/").content.decode()


def test_a_form_keeps_what_was_typed_when_it_cannot_be_taken(judging):
    found = judging.client("Lee").post(
        f"{BASE}/calibration/new",
        {
            "title": "Kept <b>",
            "how": "picked",
            "picked": "nobody-knows",
            "participant": [judging.ids["Ann"], judging.ids["Bob"]],
            "criteria": CRITERIA.definition,
        },
    )
    text = found.content.decode()
    assert found.status_code == 400 and "nobody-knows" in text and "Kept &lt;b&gt;" in text
    assert text.count("checked") == 3 and "There is no interaction" in text


def test_another_calibration_is_not_there_for_who_does_not_take_part(judging, session):
    judging.client("Eve")
    judging.do_tasks("Ann")
    judging.do_tasks("Bob")
    for path in (session, f"{session}1/"):
        assert judging.client("Eve").get(path).status_code == 404
    assert judging.client("Eve").post(f"{session}1/sign").status_code == 404
    assert judging.client("Cara", "associate", agent_id="a-1").get(session).status_code == 403


def test_a_dispute_from_raising_to_the_second_score(judging):
    judging.client("Cara", "associate", agent_id="a-1")
    judging.client("Dan", "associate", agent_id="a-2")
    mine = own(judging, "a-1")
    (evaluation,) = judging.score("Ann", mine, worse=True)
    cara, lead = judging.client("Cara"), judging.client("Lee")
    assert evaluation in cara.get(f"{BASE}/disputes/").content.decode()
    form = f"{BASE}/disputes/new?evaluation={evaluation}"
    assert "Too slow" in cara.get(form).content.decode()
    assert judging.client("Dan").get(form).status_code == 404
    assert judging.client("Bob").get(form).status_code == 403
    said = {
        "evaluation": evaluation,
        "element": "",
        "reason": "overlooked",
        "text": "<script>alert(1)</script>",
    }
    empty = cara.post(f"{BASE}/disputes/new", {**said, "reason": ""})
    assert empty.status_code == 400 and "&lt;script&gt;" in empty.content.decode()
    path = cara.post(f"{BASE}/disputes/new", said)["Location"]
    assert b"<script>alert" not in lead.get(path).content
    assert judging.client("Dan").get(path).status_code == 404
    assert judging.client("Dan").post(f"{path}withdraw").status_code == 400
    assert "overlooked" in lead.get(f"{BASE}/disputes/").content.decode()
    answer = {"decision": "accept", "rescorer": judging.ids["Ann"], "outcome": "You are right."}
    refused = lead.post(f"{path}decide", answer)
    assert refused.status_code == 400 and "You are right." in refused.content.decode()
    assert lead.post(f"{path}decide", {**answer, "rescorer": judging.ids["Bob"]}).status_code == 302
    assert "Until then the former score stands" in cara.get(path).content.decode()
    judging.do_tasks("Bob")
    seen = cara.get(path).content.decode()
    assert "You are right." in seen and "What was scored again" in seen
    assert "Ann" in lead.get(f"{BASE}/disputes/rates/").content.decode()


def test_a_rule_of_targeted_reviews_asks_and_can_be_switched_off(judging):
    lead = judging.client("Lee")
    form = {
        "name": "Late parcels",
        "kind": "matching",
        "why": "They wait long",
        "words": "",
        "where_concern": "delivery",
        "number": "3",
        "days_back": "365",
        "evaluator": [judging.ids["Ann"]],
        "criteria": CRITERIA.definition,
    }
    wrong = lead.post(f"{BASE}/disputes/targeted/new", {**form, "number": "many"})
    assert wrong.status_code == 400 and "They wait long" in wrong.content.decode()
    assert lead.post(f"{BASE}/disputes/targeted/new", form).status_code == 302
    text = lead.get(f"{BASE}/disputes/targeted/").content.decode()
    assert (
        "They wait long" in text
        and judging.client("Ann").get(f"{BASE}/disputes/targeted/").status_code == 403
    )


def test_a_redirect_leads_nowhere_else(judging):
    first = CRITERIA.elements[0]
    form = {
        "criteria": CRITERIA.definition,
        "rule": f"{first.name}.{first.rules[0].id}",
        "back": "https://evil.example/",
    }
    found = judging.client("Lee").post(f"{BASE}/calibration/rewrites/ask", form)
    assert found["Location"] == f"{BASE}/calibration/rewrites/"
    assert judging.client("Ann").post(f"{BASE}/calibration/rewrites/ask", form).status_code == 403


def test_the_number_of_questions_does_not_grow_with_the_list(judging):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lead = judging.client("Lee")

    def asked(paths):
        with CaptureQueriesContext(
            connection,
        ) as made:
            for path in paths:
                assert lead.get(f"{BASE}/{path}").status_code == 200
        return len(made)

    def one_more(number):
        lead.post(
            f"{BASE}/calibration/new",
            {
                "title": f"Session {number}",
                "how": "picked",
                "picked": "c-01",
                "participant": [judging.ids["Ann"], judging.ids["Bob"]],
                "criteria": CRITERIA.definition,
            },
        )

    one_more(0)
    few = asked(["calibration/", "certification/"])
    for number in range(1, 6):
        one_more(number)
    assert asked(["calibration/", "certification/"]) == few


def own(judging, agent):
    """An interaction in which this agent speaks."""
    from rapport.warehouse import Warehouse

    with Warehouse(judging.home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT interaction_id FROM interactions WHERE agent_id = ? AND eligible ORDER BY 1", [agent]
        )
    return found.column("interaction_id").to_pylist()[0]
