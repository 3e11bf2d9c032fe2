"""Rules on a company whose answers, events and words are known: all that is planted is found, nothing else,
once, by two who run them at a time."""

import re
import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest

from rapport.home import open_home
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Event, Measurement
from rapport.warehouse import Warehouse
from rapport.work.alerts.asking import Stretch, hits_of
from rapport.work.alerts.preview import preview_of
from rapport.work.alerts.run import run_alerts
from rapport.work.annotate import annotate_home
from rapport.work.erase import erase_customer
from rapport.work.import_ import import_files
from rapport.work.init import init_home
from rapport.work.understanding.sheet.ask import sheet_of

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
CHATS = """\
conversation_id,sent_at,speaker,message,team,agent_id,customer_id
i-1,2026-03-10 10:00,Customer,I want my money back (100 %) at once. This is a disgrace.,Day,a-1,c-1
i-1,2026-03-10 10:01,Agent,I will call you back tomorrow morning.,Day,a-1,c-1
i-2,2026-03-11 10:00,Customer,Where is my CAFÉ machine?,Night,a-2,c-2
i-2,2026-03-11 10:01,Agent,I will send you the tracking number by tomorrow.,Night,a-2,c-2
i-3,2026-03-18 10:00,Customer,All is well.,Day,a-1,c-3
i-3,2026-03-18 10:01,Agent,Thank you.,Day,a-1,c-3
i-4,2026-02-01 10:00,Customer,I want my money back.,Night,a-2,c-4
i-4,2026-02-01 10:01,Agent,No.,Night,a-2,c-4
"""
ANSWERS = """\
answer_id,submission_id,item,item_type,number,scale_min,scale_max,customer_id,interaction_id,answered_at
n-1,s-1,nps,nps,2,0,10,c-1,i-1,2026-03-15 10:00
n-2,s-2,nps,nps,9,0,10,c-2,i-2,2026-03-16 10:00
n-3,s-3,nps,nps,6,0,10,c-3,i-3,2026-03-19 10:00
n-4,s-4,nps,nps,0,0,10,c-4,i-4,2026-02-02 10:00
n-5,s-5,nps,nps,5,0,10,c-9,,2026-03-17 10:00
n-6,s-6,csat,csat,1,1,5,c-2,i-2,2026-03-16 10:00
"""
EVENTS = """\
event_id,kind,at,customer_id,value,unit
e-1,refund_failed,2026-03-14 08:00,c-1,40,USD
e-2,refund_failed,2026-03-18 08:00,c-8,5,USD
e-3,delivered,2026-03-12 08:00,c-2,,
e-4,ordered,2026-03-10 08:00,c-2,,
e-5,ordered,2026-03-10 08:00,c-7,,
e-6,ordered,2026-03-20 08:00,c-6,,
e-7,weighed,2026-03-01 08:00,c-1,1499,g
e-8,weighed,2026-03-01 09:00,c-2,87.25,g
e-9,weighed,2026-03-01 10:00,c-3,1234567.5,g
"""
CUSTOMERS = """\
customer_id,segment,value,churn_risk
c-1,Business,2000,0.9
c-2,Consumer,100,0.1
c-3,Consumer,500,high
c-9,Business,3000,
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alerts")
    home = init_home(folder / "home", "Kettles & Co")
    for kind, text in (("chats", CHATS), ("customers", CUSTOMERS), ("answers", ANSWERS), ("events", EVENTS)):
        (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
        import_files(home, kind, [folder / f"{kind}.csv"])
    annotate_home(home, processes=1)
    yield home, folder
    disconnect()


def found(home, text, days=30, until=NOW):
    """What a rule is about, as short names."""
    stretch = Stretch(until - timedelta(days=days), until, home.settings.zone)
    asked = hits_of(home, parse_rule(text), stretch, 100, sheet_of(home))
    return {one.subject.partition(":")[2]: one for one in asked.hits}


def rule(*conditions, joined="all", more=""):
    return f"rule: r\n{joined}:\n" + "".join(f"- {one}\n" for one in conditions) + more


LOW = "answer: {item: nps, at_most: 6}"


@pytest.mark.parametrize(
    ("conditions", "joined", "more", "subjects"),
    [
        ([LOW], "all", "", {"i-1", "i-3", "s-5"}),
        (["answer: {item: nps, at_least: 3, at_most: 5}"], "all", "", {"s-5"}),
        (["answer: {item: csat, at_most: 1}"], "all", "", {"i-2"}),
        (["answer: {item: nps, survey: elsewhere, at_most: 6}"], "all", "", set()),
        ([LOW], "all", "only: {value_at_least: 1000}\n", {"i-1", "s-5"}),
        ([LOW], "all", "only: {segment: [Business], channel: [chat]}\n", {"i-1"}),
        ([LOW], "all", "only: {team: Night}\n", set()),
        ([LOW], "all", "only: {attribute: {name: churn_risk, at_least: 0.7}}\n", {"i-1"}),
        ([LOW], "all", "only: {attribute: {name: churn_risk, any_of: [high]}}\n", {"i-3"}),
        (["event: {kind: refund_failed}"], "all", "", {"e-1", "e-2"}),
        (["event: {kind: refund_failed, at_least: 20}"], "all", "", {"e-1"}),
        ([LOW, "event: {kind: refund_failed}"], "all", "", {"i-1"}),
        ([LOW, "event: {kind: refund_failed}"], "all", "together_days: 0\n", set()),
        (["event: {kind: refund_failed}", LOW], "all", "", {"e-1"}),
        ([LOW, "event: {kind: refund_failed}"], "any", "", {"i-1", "i-3", "s-5", "e-1", "e-2"}),
        (["words: {any_of: [MONEY BACK]}"], "all", "", {"i-1"}),
        (["words: {any_of: [cafe]}"], "all", "", {"i-2"}),
        (["words: {said_by: agent, any_of: [money]}"], "all", "", set()),
        (["words: {said_by: anybody, any_of: [number, well]}"], "all", "", {"i-2", "i-3"}),
        (["words: {any_of: ['100 %']}"], "all", "", {"i-1"}),
        (["words: {any_of: [money]}", LOW], "all", "", {"i-1"}),
        (["words: {any_of: [money]}", "words: {any_of: [well]}"], "all", "", set()),
        (["silence: {after: promise, hours: 48}"], "all", "", {"i-1"}),
        (["silence: {after: promise, hours: 12}"], "all", "", {"i-1", "i-2"}),
        (["silence: {after: promise, business_days: 20}"], "all", "", set()),
        (["silence: {after: ordered, then: delivered, hours: 72}"], "all", "", {"e-5"}),
        (["noted: {of: behaviour, any_of: [next_step]}"], "all", "", {"i-1", "i-2"}),
    ],
)
def test_all_that_is_planted_is_found_and_nothing_else(made, conditions, joined, more, subjects):
    assert set(found(made[0], rule(*conditions, joined=joined, more=more))) == subjects


@pytest.mark.parametrize(
    "word", ["%", "_", ".*", "(", "\\\\", "'); DROP TABLE x; --", "$speaker", "{said}", "[a-z]+"]
)
def test_no_sign_in_a_phrase_has_a_meaning(made, word):
    text = rule(f"words: {{said_by: anybody, any_of: ['{word.replace(chr(39), chr(39) * 2)}']}}")
    told = {"%": {"i-1"}, "(": {"i-1"}}
    assert set(found(made[0], text)) == told.get(word, set())


def test_silence_is_judged_as_far_as_the_data_goes(made):
    text = rule("silence: {after: ordered, then: delivered, hours: 1}")
    # e-6 was ordered at the last moment of the data: that nothing followed yet tells nothing
    assert set(found(made[0], text, until=NOW + timedelta(days=9))) == {"e-4", "e-5"}


def test_what_fired_says_why(made):
    hits = found(made[0], rule(LOW, "event: {kind: refund_failed}", "silence: {after: promise, hours: 48}"))
    assert hits["i-1"].facts == {"NPS": "2", "refund failed": "40", "silence": "since 2026-03-10 10:00 UTC"}
    assert (hits["i-1"].customer_id, hits["i-1"].agent_id, hits["i-1"].team) == ("c-1", "a-1", "Day")
    assert hits["i-1"].at == datetime(2026, 3, 15, 10, tzinfo=UTC)  # when the last of it had come


def test_numbers_are_told_as_they_are(made):
    hits = found(made[0], rule("event: {kind: weighed, at_least: 1}"))
    told = {name: one.facts["weighed"] for name, one in hits.items()}
    assert told == {"e-7": "1499", "e-8": "87.25", "e-9": "1234567.5"}


@pytest.fixture
def company(made, tmp_path):
    """The home, to write in."""
    root = tmp_path / "home"
    shutil.copytree(made[0].root, root)
    home = open_home(root)
    connect(home)
    yield home
    disconnect()


def switched_on(text):
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch

    made = rule_create(TERMINAL, text)
    rule_previewed(TERMINAL, made, 1, 3)
    rule_switch(TERMINAL, made, True)
    return made


def fired():
    from rapport.program.alerts.selectors import firings_page

    return sorted(one.interaction_id or one.customer_id for one in firings_page(TERMINAL).rows)


def writes(home, table, *records):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert(table, records)


def scored(key, subject, value, day, metric="qci", kind="interaction"):
    at = datetime(2026, 3, day, tzinfo=UTC)
    return Measurement(
        key=key, subject_kind=kind, subject_id=subject, metric=metric, value=value, measured_at=at,
        source="human", by="eva", definition="qci@1", purpose="live",
    )  # fmt: skip


def test_a_score_is_the_mean_of_all_that_people_scored(company):
    writes(
        company,
        "measurements",
        scored("m-1", "i-1", 95.0, 1),
        scored("m-2", "i-1", 45.0, 12),  # the mean is 70, whenever one looks
        scored("m-3", "i-2", 45.0, 2),  # long ago
        scored("m-4", "i-3", 40.0, 12),
        scored("m-5", "i-3", 90.0, 12, "factor:qci"),  # another metric of that name
        scored("m-6", "c-9", 10.0, 12, kind="customer"),
    )
    low = rule("score: {metric: qci, at_most: 50}")
    assert {name: one.facts for name, one in found(company, low, 12).items()} == {
        "i-3": {"QCI": "40"},
        "m-6": {"QCI": "10"},
    }
    assert set(found(company, low, 30)) == {"i-2", "i-3", "m-6"}
    assert set(found(company, rule("score: {metric: 'factor:qci', at_least: 1}"))) == {"i-3"}
    assert found(company, rule("score: {metric: qci, at_least: 70, at_most: 70}"))["i-1"].facts["QCI"] == "70"


def test_our_own_case_does_not_break_a_silence(company):
    promised, ordered = (
        rule("silence: {after: promise, hours: 12}"),
        rule("silence: {after: ordered, then: delivered, hours: 1}"),
    )
    before = set(found(company, promised))
    assert "i-1" in before
    writes(
        company,
        "events",
        Event("case:1:opened", "case_opened", datetime(2026, 3, 10, 12, tzinfo=UTC), "c-1", "i-1"),
        Event("case:2:opened", "case_opened", NOW + timedelta(days=5), "c-9", None),
    )
    assert set(found(company, promised)) == before
    # and our own tells nothing of how far the data goes
    assert set(found(company, ordered, until=NOW + timedelta(days=9))) == {"e-4", "e-5"}
    waits = rule("silence: {after: ordered, then: case_opened, hours: 1}")
    assert set(found(company, waits, until=NOW + timedelta(days=9))) == {"e-4", "e-5", "e-6"}


def test_history_counts_in_the_preview_alone(company):
    text = rule(LOW)
    past = preview_of(company, TERMINAL, parse_rule(text), 60, now=NOW)
    assert (past.fires, past.customers, past.at_once) == (4, 4, 3)
    switched_on(text)
    run_alerts(company, TERMINAL, now=NOW)
    assert fired() == ["c-9", "i-1", "i-3"]


def test_what_comes_later_fires_once(company, made):
    switched_on(rule(LOW))
    run_alerts(company, TERMINAL, now=NOW)
    more = made[1] / "more.csv"
    head = ANSWERS.splitlines()[0]
    rows = ["n-8,s-8,nps,nps,1,0,10,c-2,i-2,2026-03-20 11:00", "n-9,s-9,nps,nps,1,0,10,c-6,,2026-01-20 11:00"]
    more.write_text("\n".join([head, *rows, *ANSWERS.splitlines()[1:]]) + "\n", encoding="utf-8")
    import_files(company, "answers", [more])
    for _ in range(2):
        run_alerts(company, TERMINAL, now=NOW)
    assert fired() == ["c-9", "i-1", "i-2", "i-3"]


def test_two_workers_at_once_fire_once(company):
    switched_on(rule(LOW))
    from django.db import connection

    start, wrong = threading.Barrier(2), []

    def work():
        try:
            start.wait(20)
            run_alerts(company, TERMINAL, now=NOW)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            wrong.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    from rapport.program.cases.models import Case

    assert (wrong, fired(), Case.objects.count()) == ([], ["c-9", "i-1", "i-3"], 3)


def test_a_rule_is_not_asked_again_while_nothing_is_new(company, monkeypatch):
    from rapport.work.alerts import run

    switched_on(rule(LOW))
    asked = []
    real = run.hits_of
    monkeypatch.setattr(run, "hits_of", lambda *given, **more: asked.append(1) or real(*given, **more))
    for _ in range(3):
        run_alerts(company, TERMINAL)
    assert len(asked) == 1


def test_a_rule_that_cannot_be_asked_stops_no_other(company, monkeypatch):
    from rapport.program.alerts.selectors import rules_listed
    from rapport.program.people.models import LogEntry
    from rapport.work.alerts import run

    bad = switched_on(rule("event: {kind: refund_failed}").replace("rule: r", "rule: a"))
    switched_on(rule(LOW).replace("rule: r", "rule: b"))
    real, broken = run.hits_of, []

    def asks(home, definition, *given, **more):
        if definition.title == "a" and not broken:
            raise RuntimeError("of this rule alone")
        return real(home, definition, *given, **more)

    monkeypatch.setattr(run, "hits_of", asks)
    for _ in range(2):
        ran = {one.name: one.problem for one in run_alerts(company, TERMINAL, now=NOW)}
        assert ran == {"a": "It could not be asked: RuntimeError", "b": ""}
    assert fired() == ["c-9", "i-1", "i-3"]
    told = LogEntry.objects.filter(action="alert_rule.fail")
    assert [(one.object_id, one.after) for one in told] == [(bad, {"error": "RuntimeError"})]
    assert next(one for one in rules_listed(TERMINAL) if one.id == bad).looked_at is None
    broken.append(True)
    run_alerts(company, TERMINAL, now=NOW)
    assert {"c-1", "c-8"} <= set(fired())


def test_an_erased_customer_is_gone_from_alerts(company):
    switched_on(rule(LOW))
    run_alerts(company, TERMINAL, now=NOW)
    erase_customer(company, "c-1")
    from rapport.program.alerts.models import Firing

    told = str(list(Firing.objects.values()))
    assert not re.search(r"\b[ic]-1\b", told) and Firing.objects.count() == 3


def test_messages_about_an_erased_customer_go_with_them(company):
    """Also those of things that no conversation was about."""
    from rapport.program.hooks.models import Event as Message
    from rapport.program.hooks.services import hook_create

    hook_create(TERMINAL, name="ours", address="https://hooks.example.org/r", events=["alert.fired"])
    switched_on(rule(LOW))
    run_alerts(company, TERMINAL, now=NOW)
    assert Message.objects.count() == 3 and Message.objects.filter(body__contains='"c-9"').count() == 1
    erase_customer(company, "c-9")
    assert Message.objects.count() == 2 and not Message.objects.filter(body__contains='"c-9"').exists()


def test_words_that_come_later_are_found(company, tmp_path):
    switched_on(rule("words: {any_of: [teapot]}"))
    run_alerts(company, TERMINAL)
    for number in range(2):
        at = datetime.now(UTC) - timedelta(minutes=5)
        said = f"i-9{number},{at:%Y-%m-%d %H:%M},Customer,My teapot leaks.,Day,a-1,c-9{number}"
        chats = tmp_path / "chats.csv"
        chats.write_text(f"{CHATS.splitlines()[0]}\n{said}\n", encoding="utf-8")
        import_files(company, "chats", [chats])
        run_alerts(company, TERMINAL)
    assert fired() == ["i-90", "i-91"]
