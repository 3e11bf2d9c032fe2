"""Planning an audit in the pages, from objective to assignments: by those who may, and by nobody else."""

import csv
import io

import pytest

from rapport.program.people.actor import TERMINAL

CRITERIA = """\
criteria: counter
version: 1
components:
  branding: [greeting]
factors:
  timing:
    weight: 1
    elements:
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 10, text: Says hello}
  information:
    weight: 1
    elements:
      answer:
        weight: 1
        max: 5
        rules:
          - {id: complete, points: 5, text: Complete answer}
"""
FORM = {
    "goal": "size", "size": "6", "margin": "5", "confidence": "95", "double": "50", "minimum": "1",
    "by": ["channel"], "seed": "11", "own_team": "on", "act": "draw", "name": "spring",
}  # fmt: skip


@pytest.fixture
def criteria(served):
    from rapport.criteria import parse_criteria
    from rapport.program.audits.services import criteria_use

    made = parse_criteria(CRITERIA)
    criteria_use(TERMINAL, made)
    return made


@pytest.fixture
def scorers(sign_in):
    """Two analysts → their accounts' numbers."""
    from rapport.program.people.models import User

    for _ in range(2):
        sign_in("analyst")
    return [str(user.pk) for user in User.objects.filter(grants__role="analyst").order_by("created_at")]


def drawn(client, scorers, **facts):
    found = client.post("/audit/samples/new", {**FORM, "people": scorers, **facts})
    assert found.status_code == 302, found.context["problem"]
    return found.headers["Location"]


def lines(client, path="/audit/samples/spring/"):
    return client.get(path).context["page"].rows


def test_the_design_follows_what_is_typed(sign_in, criteria, scorers):
    client = sign_in("qa_lead")
    some = client.get("/audit/samples/design", {**FORM, "size": "6", "people": scorers}).context["design"]
    more = client.get("/audit/samples/design", {**FORM, "size": "9", "people": scorers}).context["design"]
    assert (some.interactions, more.interactions) == (6, 9) and more.margin < some.margin
    assert some.evaluations == 9 and some.hours == pytest.approx(9 * 8 / 60)
    assert sum(one.evaluations for one in some.loads) == 9 and len(some.loads) == 2
    assert "worst case" in some.source
    page = client.get("/audit/samples/design", {**FORM, "confidence": "ninety"})
    assert page.status_code == 200 and b"confidence is" in page.content


def test_what_was_typed_stays_when_it_cannot_be(sign_in, criteria, scorers):
    found = sign_in("qa_lead").post(
        "/audit/samples/new", {**FORM, "people": scorers, "double": "a lot", "name": "my-name"}
    )
    assert found.status_code == 400
    assert b"a lot" in found.content and b"my-name" in found.content


def test_a_draw_from_the_pages_is_the_draw_of_the_terminal(served, sign_in, criteria, scorers):
    from rapport.program.audits.selectors import assignments_page
    from rapport.work.sample import draw_sample

    client = sign_in("qa_lead")
    drawn(client, scorers, criteria="counter@1")
    names = sorted({one.evaluator for one in lines(client)})
    draw_sample(
        served, by=("channel",), size=6, double=0.5, minimum=1, seed=11, evaluators=names,
        criteria="counter@1", name="terminal",
    )  # fmt: skip
    both = [
        [
            (one.position, one.interaction_id, one.ordinal, one.evaluator, one.stratum)
            for one in assignments_page(TERMINAL, name, limit=None).rows
        ]
        for name in ("spring", "terminal")
    ]
    assert both[0] == both[1] and len(both[0]) == 9


def test_an_audit_goes_from_objective_to_assignments(sign_in, criteria, scorers):
    client = sign_in("qa_lead")
    made = client.post(
        "/audit/objectives/new",
        {"name": "Right at once", "strategy": "education", "emphases": "information = 2", "act": "save"},
    )
    objective = made.headers["Location"]
    page = client.get(objective)
    shares = {one.element: round(one.emphasised_percent) for one in page.context["emphasis"].elements}
    assert sorted(shares.values()) == [33, 67] and b"Explanations" in page.content
    planned = client.post(
        f"{objective}audit", {"name": "Spring", "criteria": "counter@1", "due": "2030-05-31"}
    )
    audit = planned.headers["Location"]
    assert b"Draw its sample" in client.get("/audit/").content
    number = audit.rstrip("/").rpartition("/")[2]
    drawn(client, scorers, audit=number, criteria="counter@1", due="2030-05-30")
    found = client.get(audit)
    assert found.context["audit"].state == "running" and found.context["audit"].samples == ("spring",)
    again = client.post(f"{objective}audit", {"name": "Summer", "criteria": "counter@1"})
    assert client.get(again.headers["Location"]).context["audit"].previous_name == "Spring"
    client.post(f"{audit}end", {"state": "done"})
    assert client.get("/audit/samples/spring/").context["found"].facts.closed_at is not None


def test_somebody_elses_change_is_not_overwritten(sign_in):
    client = sign_in("qa_lead")
    path = client.post("/audit/objectives/new", {"name": "One", "act": "save"}).headers["Location"]
    first = {"name": "Two", "version": "1", "act": "save"}
    assert client.post(f"{path}change", first).status_code == 302
    late = client.post(f"{path}change", {"name": "Three", "version": "1", "act": "save"})
    assert late.status_code == 400 and b"meanwhile" in late.content and b"Three" in late.content


def test_work_is_moved_replaced_and_given_a_deadline(sign_in, criteria, scorers):
    client = sign_in("qa_lead")
    path = drawn(client, scorers)
    row = next(one for one in lines(client) if one.ordinal == 1)
    other = next(one.evaluator for one in lines(client) if one.evaluator != row.evaluator)
    refused = client.post(f"{path}act", {"act": "move", "assignment": row.id, "to": other})
    assert refused.status_code == 400 and b"reason is needed" in refused.content
    alone = next(one for one in lines(client) if sum(two.drawn == one.drawn for two in lines(client)) == 1)
    to = next(one.evaluator for one in lines(client) if one.evaluator != alone.evaluator)
    moved = client.post(f"{path}act", {"act": "move", "assignment": alone.id, "to": to, "reason": "away"})
    assert moved.status_code == 302
    assert [one.state for one in lines(client, f"{path}?state=moved")] == ["moved"]
    gone = client.post(f"{path}act", {"act": "replace", "drawn": alone.drawn, "because": "unreadable"})
    assert gone.status_code == 302 and client.get(path).context["found"].progress.left == 1
    client.post(f"{path}act", {"act": "due", "due": "2020-01-01"})
    found = client.get(path).context["found"]
    assert found.progress.counts.overdue == found.progress.counts.open == 9 and found.forecast.late
    assert client.post(f"{path}act", {"act": "explode"}).status_code == 404


def test_whoever_scores_takes_the_next(sign_in, criteria):
    lead = sign_in("qa_lead")
    path = drawn(lead, [])
    analyst = sign_in("analyst")
    taken = analyst.post(f"{path}take")
    assert taken.status_code == 302 and taken.headers["Location"].startswith("/audit/scoring/")
    assert analyst.post(f"{path}take").headers["Location"] == taken.headers["Location"]
    assert [one.claimed for one in lines(analyst)] == [True]


def test_the_lines_go_to_a_spreadsheet_as_text(sign_in, criteria, scorers, served):
    from rapport.program.people.models import User

    User.objects.filter(pk=scorers[0]).update(name="=1+1")
    client = sign_in("qa_lead")
    drawn(client, scorers)
    rows = list(
        csv.DictReader(io.StringIO(client.get("/audit/samples/spring/assignments.csv").content.decode()))
    )
    assert len(rows) == 9
    assert not any(row["evaluator"].startswith("=") for row in rows)


@pytest.mark.parametrize("role", ["analyst", "auditor", "team_manager", "associate", "client_viewer"])
def test_who_does_not_plan_can_neither_draw_nor_change(sign_in, criteria, scorers, role):
    path = drawn(sign_in("qa_lead"), scorers)
    client = sign_in(role, "Day" if role == "team_manager" else None)
    for address in ("/audit/samples/new", "/audit/samples/design", "/audit/objectives/new"):
        assert client.get(address).status_code == 403, address
    assert client.post("/audit/samples/new", FORM).status_code == 403
    for act in ("move", "remove", "replace", "drop", "due", "close", "link"):
        assert (
            client.post(f"{path}act", {"act": act, "reason": "x", "because": "unreadable"}).status_code == 403
        )
    assert client.post("/audit/objectives/new", {"name": "x", "act": "save"}).status_code == 403
    seen = client.get(path)
    if role in ("associate", "client_viewer"):
        assert seen.status_code == 403
    elif role == "auditor":
        assert len(seen.context["page"].rows) == 9
    else:
        assert seen.context["page"].rows == ()


def test_a_criteria_file_of_the_server_cannot_be_named(sign_in, criteria, scorers):
    client = sign_in("qa_lead")
    found = client.post("/audit/samples/new", {**FORM, "people": scorers, "criteria": "/etc/passwd"})
    assert found.status_code == 400 and b"cannot be scored by" in found.content


@pytest.mark.parametrize("path", ["/audit/samples/none/", "/audit/audits/99/", "/audit/objectives/99/"])
def test_what_is_not_there_is_not_there(sign_in, path):
    assert sign_in("qa_lead").get(path).status_code == 404


@pytest.mark.parametrize("path", ["/audit/", "/audit/samples/", "/audit/objectives/"])
def test_empty_pages_say_what_belongs_there(sign_in, path):
    for role in ("qa_lead", "analyst", "auditor"):
        assert b"empty" in sign_in(role).get(path).content


def test_lists_ask_as_often_for_many_samples_as_for_few(sign_in, criteria, scorers, django_queries):
    client = sign_in("qa_lead")
    drawn(client, scorers, name="one")
    few = [django_queries(lambda path=path: client.get(path)) for path in ("/audit/", "/audit/samples/")]
    for name in ("two", "three", "four"):
        drawn(client, scorers, name=name)
    many = [django_queries(lambda path=path: client.get(path)) for path in ("/audit/", "/audit/samples/")]
    assert many == few


@pytest.fixture
def django_queries():
    """Counts the questions asked of the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(act):
        with CaptureQueriesContext(connection) as asked:
            assert act().status_code == 200
        return len(asked)

    return counted


def test_an_audit_is_compared_with_the_one_before(served_audit):
    from django.test import Client

    from rapport import findings
    from rapport.findings.changes import changes
    from rapport.findings.load import load_audit
    from rapport.program.audits.selectors import latest_sample
    from rapport.program.people.actor import Grant
    from rapport.program.people.models import User
    from rapport.program.people.services import person_create
    from rapport.warehouse import Warehouse
    from rapport.work.choose_audit import choose_audit

    user = person_create(TERMINAL, "lead@example.org", name="Quentin", grants=[Grant("qa_lead")])
    client = Client()
    client.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
    now = latest_sample(TERMINAL).name
    before = latest_sample(TERMINAL, before=now).name
    path = client.post("/audit/objectives/new", {"name": "One", "act": "save"}).headers["Location"]
    for name, sample in (("First", before), ("Second", now)):
        audit = client.post(f"{path}audit", {"name": name}).headers["Location"]
        assert client.post(f"{audit}attach", {"sample": sample}).status_code == 302
    page = client.get(audit)
    result = page.context["result"]
    chosen = choose_audit(served_audit, sample=now)
    with Warehouse(served_audit.warehouse_path).snapshot() as snapshot:
        (expected,) = findings.estimate(
            snapshot, "qci", criteria=chosen.criteria, frame=chosen.frame, settings=served_audit.settings
        )
        loaded = load_audit(
            snapshot, chosen.criteria, chosen.frame, served_audit.settings, previous=chosen.previous
        )
        moved = changes(loaded)
    assert result.qci == expected.estimate and result.moved == moved and result.moved[0].metric == "qci"
    assert moved[0].words.encode() in page.content
    taken = client.post(f"{audit}attach", {"sample": before})
    assert taken.status_code == 400 and b"belongs to another audit" in taken.content
