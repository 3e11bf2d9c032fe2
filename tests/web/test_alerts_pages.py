"""Pages of alerts: a rule is written, looked at, switched on; who sees what; nothing that is typed is lost or
run."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.alerts.plain import Hit
from rapport.program.people.actor import TERMINAL

FORM = {
    "title": "Asked for the boss", "kind": "problem", "joined": "all", "urgency": "high", "opens_case": "yes",
    "days_back": "90", "quiet_days": "7", "most_a_day": "50", "together_days": "7",
    "about-0": "words:customer", "words-0": "kettle\nteapot",
}  # fmt: skip
RULE = "rule: Low\nall:\n- answer: {item: nps, at_most: 6}\n"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def pat(served, sign_in):
    return sign_in("program_manager")


def made(client, **more):
    answer = client.post("/act/alerts/new/", {**FORM, "act": "save", **more})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer["Location"]


def fires(rule, *hits):
    from rapport.program.alerts.services import firings_note, firings_open, rule_previewed, rule_switch

    rule_previewed(TERMINAL, rule, 1, 1)
    rule_switch(TERMINAL, rule, True)
    now = datetime.now(UTC)
    firings_note(rule, 1, hits, len(hits), now, UTC)
    firings_open(now)


def hit(number, **more):
    facts = {"agent_id": "a-1", "team": "Day", "channel": "chat", "facts": {"NPS": "3"}, **more}
    name = more.pop("interaction_id", f"c-0{number}")
    facts["interaction_id"] = name
    at = datetime.now(UTC) - timedelta(hours=number)
    return Hit(f"interaction:{name}", at, f"k-{number}", **facts)


def kept(text=RULE):
    from rapport.program.alerts.services import rule_create

    return rule_create(TERMINAL, text)


def test_an_empty_page_offers_rules_to_begin_with(pat):
    page = pat.get("/act/alerts/").content.decode()
    assert "No rule watches yet" in page and page.count("?starter=") == 6
    begun = pat.get("/act/alerts/new/?starter=low-nps").content.decode()
    assert 'value="Would not recommend us"' in begun and "Would not have fired" in begun


def test_a_rule_is_written_looked_at_and_switched_on(pat):
    seen = pat.post("/act/alerts/new/", {**FORM, "act": "look"}).content.decode()
    assert re.search(r"Would have fired \d+ time", seen)
    where = made(pat)
    page = pat.get(where).content.decode()
    assert "version 1" in page and 'name="seen" value="1"' in page
    refused = pat.post(f"{where}on", {})
    assert refused.status_code == 400 and b"was not looked at yet" in refused.content
    assert pat.post(f"{where}on", {"seen": "1"}).status_code == 302
    page = pat.get(where).content.decode()
    assert '<span class="on">on</span>' in page and "Switch off" in page


def test_another_version_has_to_be_looked_at_anew(pat):
    where = made(pat)
    pat.post(f"{where}on", {"seen": "1"})
    changed = {**FORM, "words-0": "teapot", "act": "save", "version": "1"}
    assert pat.post(f"{where}edit/", changed).status_code == 302
    assert pat.post(f"{where}on", {"seen": "1"}).status_code == 400
    late = pat.post(f"{where}edit/", {**changed, "words-0": "mine"})
    assert late.status_code == 400
    assert "Somebody changed this rule meanwhile" in late.content.decode() and "mine" in late.content.decode()


def test_a_form_keeps_what_was_typed(pat):
    wrong = pat.post("/act/alerts/new/", {**FORM, "title": EVIL, "about-0": "answer:nps", "most-0": "low"})
    page = wrong.content.decode()
    assert wrong.status_code == 400 and "is not a number" in page
    assert 'value="low"' in page and EVIL not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "odd",
    [
        {"about-0": "answer:"},
        {"about-0": ":::"},
        {"about-0": "nothing:x"},
        {"most_a_day": "1e9"},
        {"kind": "x"},
        {"joined": "both"},
        {"title": ""},
        {"days_back": "-1"},
        {"words-0": "x" * 5000},
        {"about-0": "silence:promise", "wait-0": "nan"},
        {"about-0": "silence:promise", "unit-0": "years", "wait-0": "1"},
        {"as_file": "yes", "text": "{" * 5000},
        {"as_file": "yes", "text": "a: &a [*a, *a]"},
    ],
)
def test_odd_forms_are_refused_in_words(pat, odd):
    answer = pat.post("/act/alerts/new/", {**FORM, "act": "save", **odd})
    assert answer.status_code == 400, answer.content.decode()[-2000:]


def test_the_file_and_the_form_are_the_same(pat):
    where = made(pat)
    text = pat.get(f"{where}rule.yaml").content.decode()
    assert text.startswith("rule: Asked for the boss") and "kettle" in text
    page = pat.post("/act/alerts/new/", {"as_file": "yes", "text": text, "act": "look"}).content.decode()
    assert 'value="Asked for the boss"' in page and "kettle\nteapot</textarea>" in page
    assert pat.post("/act/alerts/new/", {"as_file": "yes", "text": text, "act": "save"}).status_code == 302


def test_who_leads_cases_keeps_rules_and_who_works_on_them_looks(served, sign_in):
    rule = kept()
    manager, owner = sign_in("team_manager", "Day"), sign_in("case_owner")
    for client in (manager, owner):
        page = client.get(f"/act/alerts/{rule}/").content.decode()
        assert "Low" in page and "Switch" not in page and "Edit" not in page
        for path in ("new/", f"{rule}/edit/"):
            assert client.get(f"/act/alerts/{path}").status_code == 403
        for act in ("on", "off", "open", "leave", "own", "retire", "restore"):
            assert client.post(f"/act/alerts/{rule}/{act}", {"seen": "1"}).status_code == 403
    for role in ("associate", "qa_lead", "analyst", "client_viewer", "shopper"):
        client = sign_in(role)
        assert client.get("/act/alerts/").status_code == 403
        assert client.get(f"/act/alerts/{rule}/").status_code == 403


def test_other_teams_alerts_are_not_told(served, sign_in):
    rule = kept()
    fires(rule, hit(1), hit(2, team="Night", interaction_id="c-99"))
    manager = sign_in("team_manager", "Day")
    for path in ("fired/", f"{rule}/", "fired/?as=csv", f"fired/?rule={rule}", "fired/?team=Night"):
        told = manager.get(f"/act/alerts/{path}").content.decode()
        assert "c-99" not in told and "k-2" not in told, path
    assert "c-01" in manager.get("/act/alerts/fired/").content.decode()
    assert "1 time for 1 customer" in manager.get(f"/act/alerts/{rule}/").content.decode()


def test_a_rule_that_stopped_says_so_and_goes_on_with_a_click(pat):
    rule = kept(RULE + "most_a_day: 1\n")
    fires(rule, hit(1), hit(2), hit(3))
    page = pat.get(f"/act/alerts/{rule}/").content.decode()
    assert "It stopped by itself" in page and "do the 2 held back" in page
    assert "stopped" in pat.get("/act/alerts/").content.decode()
    pat.post(f"/act/alerts/{rule}/open")
    page = pat.get(f"/act/alerts/{rule}/").content.decode()
    assert "It stopped by itself" not in page and "about to fire" in page


def test_what_a_rule_held_back_is_asked_about_however_it_was_switched(pat):
    rule = kept(RULE + "most_a_day: 1\n")
    fires(rule, hit(1), hit(2), hit(3))
    assert "waits until you say" in pat.post(f"/act/alerts/{rule}/off", follow=True).content.decode()
    page = pat.get(f"/act/alerts/{rule}/").content.decode()
    assert "2 still held back" in page and "Do the 2 held back" in page and "Let them go" in page
    assert "off, 2 held back" in pat.get("/act/alerts/").content.decode()
    told = pat.post(f"/act/alerts/{rule}/leave", follow=True).content.decode()
    assert "2 that were held back were let go" in told and "held back.</strong>" not in told


def test_numbers_of_any_size_stay_what_they_were_typed(pat):
    where = made(pat, **{"about-0": "answer:nps", "words-0": "", "most-0": "1234567", "least-0": "0.00001"})
    page = pat.get(f"{where}edit/").content.decode()
    assert 'value="1234567"' in page and 'value="0.00001"' in page
    changed = {**FORM, "act": "save", "version": "9" * 5000}
    assert pat.post(f"{where}edit/", changed).status_code == 400
    for odd in ("0001-01-01T00:00:00%2B14:00|1", "2026-01-01T00:00:00%2B00:00|" + "9" * 5000):
        assert pat.get(f"/act/alerts/fired/?after={odd}").status_code == 400


def test_praise_is_for_those_whom_it_is_about(served, sign_in):
    rule = kept("rule: Wow\nkind: praise\nany:\n- answer: {item: nps, at_least: 9}\n")
    fires(rule, hit(1, facts={"NPS": "10"}), hit(2, agent_id="a-2", team="Night", interaction_id="c-99"))
    mine = sign_in("associate", agent_id="a-1").get("/act/alerts/praise/").content.decode()
    assert "How you made a difference" in mine and "NPS 10" in mine and "c-99" not in mine
    other = sign_in("associate", agent_id="a-7").get("/act/alerts/praise/").content.decode()
    assert "Nothing here yet" in other
    lead = sign_in("qa_lead").get("/act/alerts/praise/").content.decode()
    assert "c-99" in lead and "c-01" in lead
    for role in ("analyst", "auditor", "client_viewer", "shopper"):
        assert sign_in(role).get("/act/alerts/praise/").status_code == 403


def test_sheets_are_guarded_and_lists_are_paged(pat):
    rule = kept(RULE + "most_a_day: 500\n")
    fires(rule, *(hit(n, interaction_id=f"=cmd|' /C calc'!{n}") for n in range(60)))
    text = pat.get("/act/alerts/fired/?as=csv").content.decode()
    assert text.count("\n") == 61 and ",=cmd" not in text
    first = pat.get("/act/alerts/fired/").content.decode()
    more = re.search(r'href="(\?[^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = pat.get(f"/act/alerts/fired/{more}").content.decode()
    assert (first.count("<tr>"), second.count("<tr>")) == (51, 11)
    for odd in ("after=x", "state=odd"):
        assert pat.get(f"/act/alerts/fired/?{odd}").status_code == 400
    assert "Nothing like this" in pat.get("/act/alerts/fired/?rule=x").content.decode()


def test_a_page_asks_the_database_as_often_however_long_it_is(pat, django_queries):
    rule = kept(RULE + "most_a_day: 500\n")
    fires(rule, hit(1))
    for path in ("/act/alerts/", f"/act/alerts/{rule}/", "/act/alerts/fired/", "/act/alerts/praise/"):
        pat.get(path)
    few = {path: django_queries(pat, path) for path in ("/act/alerts/", "/act/alerts/fired/")}
    for _ in range(5):
        kept()
    from rapport.program.alerts.services import firings_note, firings_open

    now = datetime.now(UTC)
    firings_note(rule, 1, [hit(n, interaction_id=f"x-{n}") for n in range(2, 30)], 28, now, now.tzinfo)
    firings_open(now)
    assert {path: django_queries(pat, path) for path in few} == few


@pytest.fixture
def django_queries():
    """Counts the questions that a page asks of the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(client, path):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    return count


def test_a_rule_is_retired_and_brought_back(pat):
    where = made(pat)
    pat.post(f"{where}retire")
    assert "Asked for the boss" not in pat.get("/act/alerts/").content.decode()
    assert "Asked for the boss" in pat.get("/act/alerts/?retired=yes").content.decode()
    pat.post(f"{where}restore")
    assert "Asked for the boss" in pat.get("/act/alerts/").content.decode()
    assert pat.post(f"{where}burn").status_code == 404
    assert pat.get("/act/alerts/00000000-0000-4000-8000-000000000000/").status_code == 404
