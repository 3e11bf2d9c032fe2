"""Plans in the pages: from a finding's link to the end, by who may, with what was typed kept."""

import re
from datetime import date

import pytest

PLAN = {
    "title": "Answer within two minutes",
    "metric": "first_reply_s",
    "hypothesis": "Nobody writes twice.",
    "others": "",
    "expected_effect": "-30",
    "people": "Dora Lind, Billing\nSam",
    "recipients": "chief@example.org",
    "aim": "75",
    "aim_on": "2026-09-30",
    "aim_kind": "outcome",
}


def made(client, **changes):
    answer = client.post("/act/plans/new/", {**PLAN, **changes})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.url


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_empty_list_says_what_belongs_there_and_offers_the_first(sign_in):
    assert "Make the first" in shown(sign_in("qa_lead"), "/act/plans/")
    assert "Make the first" not in shown(sign_in("auditor"), "/act/plans/")


def test_a_findings_link_fills_in_what_it_knows(sign_in):
    page = shown(
        sign_in("qa_lead"), "/act/plans/new/?metric=turn_count&cause=Long+chats&title=Shorter&channel=chat"
    )
    for part in (
        'value="Shorter"',
        'value="Long chats"',
        '<option value="turn_count" selected>',
        "<option selected>chat",
    ):
        assert part in page


def test_a_root_cause_leads_to_a_plan_that_is_measured_by_it(sign_in):
    from rapport.program.cases.models import Case
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.services import case_close, case_open, cause_add
    from rapport.program.people.actor import TERMINAL

    manager, cause = sign_in("program_manager"), cause_add(TERMINAL, "Wrong bill & more")
    opened = {"interaction_id": None, "kind": "problem", "title": "Bill", "reason": "", "source": "s"}
    for number in range(6):
        made = case_open(key=f"k{number}", customer_id=f"c{number}", actor=TERMINAL, **opened)
        case_close(TERMINAL, made, Closing("solved", "", cause, True, ""), Case.objects.get(pk=made).version)
    page = shown(manager, "/act/cases/learning/")
    link = page.split('href="/act/plans/new/')[1].split('"')[0].replace("&amp;", "&")
    form = shown(manager, f"/act/plans/new/{link}")
    assert '<option value="root_cause:Wrong bill &amp; more" selected>' in form
    assert 'value="Fewer cases because of: Wrong bill &amp; more"' in form
    made = made_from(manager, form)
    assert "Cases because of Wrong bill &amp; more" in shown(manager, made)
    assert 'href="/act/cases/learning/"' in shown(manager, made)
    assert "/act/plans/new/" not in shown(sign_in("case_owner"), "/act/cases/learning/")


def made_from(client, form):
    """The plan that the form as it was filled in makes."""
    said = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("title", "came_from")}
    return made(client, **said, metric="root_cause:Wrong bill & more", cause="Wrong bill & more")


def test_a_plan_goes_from_draft_to_what_was_learned(sign_in):
    lead = sign_in("qa_lead")
    address = made(lead)
    page = shown(lead, address)
    assert "It has not begun." in page and "Dora Lind" in page and "chief@" not in page
    assert lead.post(address + "start", {"begins_on": "2026-03-02"}).status_code == 302
    lead.post(address + "initiative", {"title": "A second shift", "lead_days": "14", "effect": "-20"})
    initiative = shown(lead, address).split('name="initiative" value="')[1].split('"')[0]
    lead.post(address + "step", {"initiative": initiative, "text": "Ask around", "due_on": "2026-03-09"})
    page = shown(lead, address)
    assert "Ask around" in page and "late" in page
    step = page.split('name="step" value="')[1].split('"')[0]
    lead.post(address + "done", {"step": step})
    assert "Not done after all" in shown(lead, address)
    lead.post(address + "check-in", {"standing": "at risk", "hindered": "<b>No</b> agreement"})
    assert "&lt;b&gt;No&lt;/b&gt; agreement" in shown(lead, address)
    lead.post(address + "end", {"learned": "Shifts help.", "how": "done"})
    assert "Shifts help." in shown(lead, address) and "Shifts help." in shown(lead, "/act/plans/?ended=1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected_effect": "some"}, "is no number"),
        ({"aim_on": "soon"}, "is not a day"),
        ({"aim": ""}, "A goal is a value and a day"),
        ({"recipients": "x"}, "is no e-mail address"),
        ({"title": " "}, "A plan needs a title"),
    ],
)
def test_what_was_typed_stays_on_an_error(sign_in, change, said):
    answer = sign_in("qa_lead").post("/act/plans/new/", {**PLAN, **change})
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and "Nobody writes twice." in page


def test_an_error_on_the_page_of_a_plan_keeps_what_was_typed(sign_in):
    lead = sign_in("qa_lead")
    address = made(lead)
    answer = lead.post(address + "check-in", {"standing": "stuck", "done": "Half of it"})
    assert answer.status_code == 400 and "Half of it" in answer.content.decode()
    assert lead.post(address + "nonsense").status_code == 404


def test_two_windows_do_not_overwrite_each_other(sign_in):
    lead = sign_in("qa_lead")
    address = made(lead)
    for title, status in (("First", 302), ("Second", 400)):
        assert lead.post(address + "edit/", {**PLAN, "title": title, "revision": "1"}).status_code == status
    assert "First" in shown(lead, address)


def test_a_metric_that_is_gone_leaves_the_page_whole(sign_in):
    lead = sign_in("qa_lead")
    address = made(lead, metric="element:forgotten")
    lead.post(address + "start", {"begins_on": "2026-03-02"})
    page = shown(lead, address)
    assert "The number cannot be worked out" in page and "Nobody writes twice." in page


def test_who_works_on_no_cases_has_the_due_dates_of_their_steps_in_a_calendar(sign_in):
    from django.test import Client

    from rapport.program.people.actor import TERMINAL
    from rapport.program.plans.plain import PlanContent
    from rapport.program.plans.services import initiative_add, plan_create, plan_start, step_add

    quin = sign_in("qa_lead")
    user, due = quin.session["_auth_user_id"], date(2026, 4, 9)
    plan = plan_create(TERMINAL, PlanContent("Warmer", "turn_count", hypothesis="So", owner=user))
    plan_start(TERMINAL, plan, date(2026, 3, 2))
    step_add(TERMINAL, plan, initiative_add(TERMINAL, plan, "Cards"), "Print cards", due)
    assert "Your due dates in your calendar" in shown(quin, "/act/plans/")
    answer = quin.post("/act/cases/calendar", {"act": "make"})
    assert answer.url == "/act/plans/#calendar"
    path = re.search(r"(/shared/due/cal_[\w-]+\.ics)", shown(quin, "/act/plans/"))[1]
    text = Client().get(path).content.decode()
    assert text.count("BEGIN:VEVENT") == 1 and "DTSTART;VALUE=DATE:20260409" in text
    quin.post("/act/cases/calendar", {"act": "stop"})
    assert Client().get(path).status_code == 404
    assert "Your due dates" not in shown(sign_in("team_manager", team="North"), "/act/plans/")
    assert sign_in("associate").post("/act/cases/calendar", {"act": "make"}).status_code == 403


def test_other_roles(sign_in):
    address = made(sign_in("qa_lead"))
    auditor = sign_in("auditor")
    assert "Check in" not in shown(auditor, address)
    assert auditor.post(address + "check-in", {"standing": "goes well"}).status_code == 403
    assert auditor.get("/act/plans/new/").status_code == 403
    assert sign_in("associate").get("/act/plans/").status_code == 403
    manager = sign_in("team_manager", team="North")
    assert manager.get(address).status_code == 404
    refused = manager.post("/act/plans/new/", PLAN)
    assert refused.status_code == 400 and "your own teams" in refused.content.decode()
