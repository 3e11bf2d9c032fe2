"""The pages of cases: who sees what, what is typed stays, nothing can be reached by another's id."""

import re
from datetime import UTC, datetime, timedelta

import pytest

TITLE = "Bill wrong <b>again</b>"


@pytest.fixture
def owner(served, sign_in):
    return sign_in("case_owner")


@pytest.fixture
def lead(served, sign_in):
    return sign_in("program_manager")


def opened(key="k1", interaction="c-01", **facts):
    from rapport.program.cases.services import case_open
    from rapport.program.people.actor import TERMINAL

    given = {"customer_id": "cust-1", "kind": "problem", "title": TITLE, "reason": "“Never again”"}
    given |= {"source": "rule:1@1", "actor": TERMINAL, "interaction_id": interaction}
    return case_open(key=key, **{**given, **facts})


def version(case_id):
    from rapport.program.cases.models import Case

    return Case.objects.get(pk=case_id).version


def test_a_case_is_found_worked_on_and_closed(owner, lead):
    made = opened()
    path = f"/act/cases/{made}/"
    assert TITLE.replace("<", "&lt;").replace(">", "&gt;") in owner.get("/act/cases/").content.decode()
    page = owner.get(path).content.decode()
    assert "“Never again”" in page and "has the fewest open" in page and "<b>again</b>" not in page
    assert owner.post(f"{path}call", {"call": "reached", "call_text": "On Friday"}).status_code == 302
    assert owner.post(f"{path}note", {"note": "Ask billing"}).status_code == 302
    assert owner.post(f"{path}move", {"state": "waiting", "version": version(made)}).status_code == 302
    asked = owner.post(f"{path}help", {"help": "I may not", "version": version(made)})
    assert asked.status_code == 302 and "was asked to help" in owner.get(path).content.decode()
    asked = owner.post(f"{path}help", {"help": "", "version": version(made)})
    assert asked.status_code == 400 and "needs a reason" in asked.content.decode()
    closing = {"resolution": "solved", "justified": "yes", "outcome": "Sent again", "version": version(made)}
    assert owner.post(f"{path}close", {**closing, "suggestion": "Show it"}).status_code == 302
    page = owner.get(path).content.decode()
    assert "Sent again" in page and "not known: the customer has not said" in page
    assert "Show it" in lead.get("/act/cases/suggestions/").content.decode()
    assert TITLE[:5] in lead.get("/act/cases/?state=closed").content.decode()
    assert owner.post(f"{path}reopen", {"again": "It came back", "version": version(made)}).status_code == 302
    assert "It came back" in owner.get(path).content.decode()


def test_what_was_typed_stays_when_somebody_else_was_faster(owner, lead):
    made = opened()
    seen = version(made)
    lead.post(f"/act/cases/{made}/move", {"state": "waiting", "version": seen})
    given = {"resolution": "solved", "justified": "yes", "outcome": "My long words", "version": seen}
    answer = owner.post(f"/act/cases/{made}/close", given)
    page = answer.content.decode()
    assert answer.status_code == 400 and "My long words" in page and "Somebody else changed" in page
    assert f'name="version" value="{version(made)}"' in page


def test_another_owners_case_is_not_there_and_cannot_be_acted_on(owner, sign_in):
    made = opened()
    other, manager = sign_in("case_owner"), sign_in("team_manager", "North")
    for client in (other, manager):
        for path in ("", "story", "mail", "conversation/c-01"):
            assert client.get(f"/act/cases/{made}/{path}").status_code == 404, path
        for act in ("note", "close", "give", "merge", "part", "link", "mail-again", "help"):
            assert client.post(f"/act/cases/{made}/{act}", {"note": "x"}).status_code == 403, act
        assert TITLE[:5] not in client.get("/act/cases/?state=all").content.decode()
        assert TITLE[:5].encode() not in client.get("/act/cases/?state=all&as=csv").content
    for role in ("associate", "analyst", "client_viewer", "auditor", "shopper"):
        assert sign_in(role, agent_id=f"agent-{role}").get("/act/cases/").status_code == 403


def test_a_case_opens_its_own_conversation_and_no_other(owner):
    made = opened()
    page = owner.get(f"/act/cases/{made}/conversation/c-01")
    assert page.status_code == 200 and "What was said" in page.content.decode()
    assert owner.get(f"/act/cases/{made}/conversation/c-02").status_code == 404
    assert owner.get("/explore/interactions/c-01").status_code == 404
    answer = owner.post(f"/act/cases/{made}/link", {"interaction": "c-02"})
    assert answer.status_code == 400 and "There is no such interaction" in answer.content.decode()


def test_many_at_once_are_given_on_and_those_that_changed_are_left(lead, served):
    from rapport.program.cases.models import Case
    from rapport.program.people.models import User

    first, second = opened("a", customer_id="c1"), opened("b", customer_id="c2")
    to = User.objects.get(grants__role="program_manager").pk
    chosen = [f"{first}:{version(first)}", f"{second}:{version(second) - 1}"]
    given = {"act": "give", "to": to, "case": chosen, "back": "https://example.org/"}
    answer = lead.post("/act/cases/many", given)
    assert answer["Location"] == "/act/cases/"
    assert [Case.objects.get(pk=one).owner_id for one in (first, second)] == [to, None]
    assert "1 left as they were" in lead.get("/act/cases/").content.decode()
    closing = {
        "act": "close",
        "resolution": "nothing_to_do",
        "justified": "no",
        "case": [f"{first}:{version(first)}"],
    }
    lead.post("/act/cases/many", {**closing, "back": "/act/cases/?state=new"})
    assert Case.objects.get(pk=first).state == "closed"


def test_the_list_is_a_file_in_which_nothing_is_a_formula(lead):
    opened(title="=HYPERLINK(1)")
    text = lead.get("/act/cases/?as=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and text.startswith("case,kind,title")


def test_a_list_of_many_asks_no_more_questions_than_one_of_few(lead, django_questions):
    opened("k0", customer_id="c0")
    few = django_questions(lambda: lead.get("/act/cases/"))
    for number in range(1, 40):
        opened(f"k{number}", customer_id=f"c{number}")
    assert django_questions(lambda: lead.get("/act/cases/")) == few


@pytest.fixture
def django_questions():
    """Counts what a call asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(call):
        with CaptureQueriesContext(connection) as asked:
            assert call().status_code == 200
        return len(asked)

    return counted


def test_the_navigation_tells_what_waits(owner):
    assert "waiting for you" not in owner.get("/act/cases/").content.decode()
    opened("a", customer_id="c1"), opened("b", customer_id="c2")
    page = owner.get("/act/cases/").content.decode()
    assert page.count('<span class="waiting">2<') == 2
    assert owner.get("/act/").status_code == 302


def test_opening_by_hand_opens_once_and_only_about_what_one_sees(owner, lead):
    from rapport.program.cases.models import Case

    page = lead.get("/act/cases/new").content.decode()
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)[1]
    given = {"once": once, "title": "Call back", "kind": "problem", "urgency": "high", "interaction": "c-01"}
    first, second = (lead.post("/act/cases/new", given) for _ in range(2))
    assert first["Location"] == second["Location"] and Case.objects.count() == 1
    case = Case.objects.get()
    assert case.interaction_id == "c-01" and case.team and case.channel
    answer = owner.post("/act/cases/new", {**given, "title": "Typed words"})
    assert answer.status_code == 400 and "Typed words" in answer.content.decode()
    assert Case.objects.count() == 1


def test_an_email_begins_with_a_model_answer_and_keeps_what_was_typed(owner, served, sign_in):
    from rapport.program.cases.models import CaseMail

    editor = sign_in("qa_lead")
    content = {"title": "A wrong bill", "email_subject": "Your bill at {{ company }}",
               "email_body": "Dear {{ customer_name | customer }}, we are sorry.", "outline": "Say sorry",
               "element": ["resolution"]}  # fmt: skip
    made = editor.post("/audit/answers/new/", content)["Location"]
    answer = re.search("([0-9a-f-]{36})", made)[1]
    from rapport.program.answers.services import answer_publish
    from rapport.program.people.actor import TERMINAL

    answer_publish(TERMINAL, answer, 1)
    case = opened()
    page = owner.get(f"/act/cases/{case}/mail?answer={answer}").content.decode()
    assert "Your bill at Kettles &amp; Co" in page and "Dear customer, we are sorry." in page
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', page)[1]
    given = {"once": once, "to": "no address", "subject": "Bill", "body": "My long letter"}
    found = owner.post(f"/act/cases/{case}/mail", given)
    assert found.status_code == 400 and "My long letter" in found.content.decode()
    for _ in range(2):
        assert owner.post(f"/act/cases/{case}/mail", {**given, "to": "mia@example.org"}).status_code == 302
    assert CaseMail.objects.count() == 1 and "on its way" in owner.get(f"/act/cases/{case}/").content.decode()


def test_addresses_typed_by_hand_are_answered(owner):
    made = opened()
    for after in (f"2026-01-01T00:00:00+00:00_{'x' * 36}", "0001-01-01T00:00:00+14:00_" + made):
        assert owner.get("/act/cases/", {"after": after}).status_code == 200
    answer = owner.post(f"/act/cases/{made}/mail-again", {"mail": "abc"})
    assert answer.status_code == 400 and "no such e-mail" in answer.content.decode()


def test_no_page_stands_in_the_navigation_twice(owner, lead):
    for client in (owner, lead):
        page = client.get("/act/cases/").content.decode()
        assert page.count(">Learning</a>") == 1 and page.count(">Suggestions</a>") == 1
    assert (
        "Answer suggestions" in page and "Answer suggestions" not in owner.get("/act/cases/").content.decode()
    )


def test_the_order_of_cases_is_kept_by_who_leads(lead, owner, sign_in):
    quin = sign_in("qa_lead")
    assert quin.post("/act/cases/causes/start").status_code == 302
    assert "Wrong bill" in quin.get("/act/cases/causes/").content.decode()
    assert owner.post("/act/cases/causes/add", {"name": "Mine"}).status_code == 403
    wrong = lead.post("/act/cases/causes/add", {"name": "Systems"})
    assert wrong.status_code == 400 and "stands there already" in wrong.content.decode()
    rule = {"name": "Dear", "value_from": "a lot", "concerns": "refund, billing", "active": "on"}
    answer = lead.post("/act/cases/routing/rule", rule)
    assert answer.status_code == 400 and 'value="refund, billing"' in answer.content.decode()
    assert lead.post("/act/cases/routing/rule", {**rule, "value_from": "500"}).status_code == 302
    assert "concern refund or billing" in owner.get("/act/cases/routing/").content.decode()
    assert owner.post("/act/cases/routing/rule", rule).status_code == 403
    hours = {"from-0": "25:00", "to-0": "17:00", "holidays": "2026-12-25 Christmas", "version": "1",
             "due-high": "2", "due-normal": "8", "due-low": "20"}  # fmt: skip
    answer = lead.post("/act/cases/routing/hours", hours)
    assert answer.status_code == 400 and "25:00" in answer.content.decode()
    assert lead.post("/act/cases/routing/hours", {**hours, "from-0": "08:00"}).status_code == 302
    assert "2026-12-25 Christmas" in lead.get("/act/cases/routing/").content.decode()


def test_a_calendar_reads_due_dates_by_its_secret_and_nothing_of_customers(owner, served):
    from django.test import Client

    opened()
    owner.post("/act/cases/calendar", {"act": "make"})
    page = owner.get("/act/cases/routing/").content.decode()
    path = re.search(r"(/shared/due/cal_[\w-]+\.ics)", page)[1]
    stranger = Client()
    found = stranger.get(path)
    text = found.content.decode()
    assert found["Content-Type"].startswith("text/calendar") and text.count("BEGIN:VEVENT") == 1
    assert "Bill" not in text and "cust-1" not in text
    day, plan = _step_due(owner)
    text = stranger.get(path).content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2 and f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in text
    assert f"/act/plans/{plan}/" in text and "Print" not in text and "Other" not in text
    assert stranger.get("/shared/due/cal_nothing.ics").status_code == 404
    owner.post("/act/cases/calendar", {"act": "stop"})
    assert stranger.get(path).status_code == 404


def _step_due(owner):
    """A step of the plan of whom the page is for, one that is done, and those of nobody's plan → its day and
    plan."""
    from rapport.program.people.actor import TERMINAL
    from rapport.program.plans.plain import PlanContent
    from rapport.program.plans.services import initiative_add, plan_create, plan_start, step_add, step_done

    user, day = owner.session["_auth_user_id"], datetime.now(UTC).date() + timedelta(days=3)
    for whose in (None, user):
        plan = plan_create(TERMINAL, PlanContent("Warmer", "turn_count", hypothesis="So", owner=whose))
        plan_start(TERMINAL, plan, day - timedelta(days=9))
        work = initiative_add(TERMINAL, plan, "Cards" if whose else "Other")
        step_add(TERMINAL, plan, work, "Print cards", day)
        step_done(TERMINAL, plan, step_add(TERMINAL, plan, work, "Print more", day))
    return day, plan


def test_learning_tells_open_cases_as_not_over_and_who_has_not_answered(lead, owner, served):
    from rapport.program.cases.models import Case
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.services import case_close, recovery_answered
    from rapport.program.people.actor import TERMINAL

    assert "Once cases are opened" in lead.get("/act/cases/learning/").content.decode()
    start = datetime.now(UTC) - timedelta(days=20)
    for number in range(12):
        made = opened(f"k{number}", customer_id=f"c{number}", now=start + timedelta(hours=number))
        if number < 9:
            case_close(TERMINAL, made, Closing("solved", justified=number > 0), version(made))
        if number < 6:
            recovery_answered(made, 1, datetime.now(UTC) + timedelta(minutes=1), recovered=number != 3)
    page = lead.get("/act/cases/learning/").content.decode()
    assert "12 cases: 3 open, 9 closed" in page and "3 of 9 have not" in page
    assert "<strong>83.3 %</strong>" in page and "<strong>11.1 %</strong>" in page
    assert lead.get("/act/cases/learning/?days=30&as=csv").content.decode("utf-8-sig").startswith("cause,")
    assert Case.objects.count() == 12 and owner.get("/act/cases/learning/").status_code == 200


def test_what_many_cases_tell_follows_the_page(lead, monkeypatch):
    from rapport.web.cases import learning

    opened("a", customer_id="c1"), opened("b", customer_id="c2")
    monkeypatch.setattr(learning, "AT_ONCE", 1)
    page = lead.get("/act/cases/learning/").content.decode()
    assert "Working it out" in page and "2 cases: 2 open" not in page and "now=1" in page
    assert "2 cases: 2 open" in lead.get("/act/cases/learning/?now=1").content.decode()
    part = lead.get("/act/cases/learning/?now=1", headers={"HX-Request": "true"}).content.decode()
    assert "2 cases: 2 open" in part and "<html" not in part
