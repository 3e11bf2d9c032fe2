"""Dashboards: everybody sees their own numbers, the same as the command line's, and no further."""

from dataclasses import replace

import pytest

from rapport.work.estimate import estimate_metric
from rapport.work.results.board import seen_board
from rapport.work.results.sight import Seen
from rapport.work.results.view import View, read_view
from tests.web.shown_home import shown as shown_home

LEAD = Seen("executive", rows=True, people=True, words=True)


@pytest.fixture(scope="module")
def served(audited, tmp_path_factory):
    """One home for all of these: what was worked out for one stays known to the next."""
    with shown_home(audited, tmp_path_factory.mktemp("dashboards") / "home") as home:
        yield home


def shown(client, address="/"):
    """The dashboard at an address, once it is worked out."""
    query = address.partition("?")[2]
    for _ in range(60):
        found = client.get(f"/reports/board?{query}")
        assert found.status_code == 200, found.content
        if b"aria-busy" not in found.content:
            return client.get(address)
    raise AssertionError("the dashboard was never worked out")


def board(home, seen=LEAD, **view):
    return seen_board(home, seen, View(**view))


def number(board, key):
    return next(one.estimate for one in board.numbers if one.key == key)


@pytest.mark.parametrize(
    ("view", "where"),
    [
        ({}, {}),
        ({"team": "Billing"}, {"team": "Billing"}),
        ({"channel": "chat"}, {"channel": "chat"}),
        ({"period": "2026-05"}, {"month": "2026-05"}),
        ({"period": "2026-Q2", "team": "Mobile"}, {"team": "Mobile"}),
    ],
)
def test_numbers_are_those_of_the_command_line(served, view, where):
    found = board(served, **view)
    for key, metric in (("qci", "qci"), ("critical", "critical_error_free")):
        asked = estimate_metric(served, metric, where=where)[0].estimate
        one = number(found, key)
        assert one.base == asked.base and one.value == pytest.approx(asked.value, abs=1e-9)
        assert one.low == pytest.approx(max(asked.low, 0), abs=1e-9)
    nps = next(one.estimate for one in found.numbers if one.metric == "nps")
    if "period" not in view:
        assert nps.value == pytest.approx(estimate_metric(served, "nps", where=where)[0].estimate.value)


def test_a_lead_sees_the_company_and_gets_to_the_rows(sign_in):
    client = sign_in("qa_lead")
    page = shown(client)
    text = page.content.decode()
    for words in (
        "Quality of customer interaction",
        "How computed",
        "Data version",
        "What to do",
        "Agreement",
    ):
        assert words in text
    assert "<svg " in text and "Target 91" in text
    rows = client.get("/reports/rows?metric=qci")
    behind = rows.context["behind"]
    assert behind.total == number(page.context["board"], "qci").base
    values = [value for _, value in behind.rows]
    assert values == sorted(values) and len(values) == min(50, behind.total)
    for row, _ in behind.rows[:3]:
        assert f"/explore/interactions/{row.interaction_id}" in rows.content.decode()


def test_the_rows_of_a_cell_are_as_many_as_its_base(sign_in):
    client = sign_in("qa_lead")
    heat = shown(client, "/?dashboard=manager").context["board"].panel("heat").heat
    cell = next(one for one in heat.rows[0].cells if one.step is not None)
    found = client.get("/reports/rows", {"metric": f"element:{heat.rows[0].element}", "team": cell.team})
    assert found.context["behind"].total == cell.estimate.base
    assert {row.team for row, _ in found.context["behind"].rows} == {cell.team}


def test_a_manager_sees_own_teams_only(sign_in):
    client = sign_in("team_manager", "Billing")
    page = shown(client)
    text = page.content.decode()
    assert page.context["seen"].dashboard == "manager" and "Billing" in text
    for other in ("Mobile", "Second Line", "Home Internet"):
        assert other not in text
    rows = client.get("/reports/rows?metric=qci").context["behind"].rows
    assert {row.team for row, _ in rows} == {"Billing"}
    assert client.get("/?team=Mobile").status_code == 400
    assert client.get("/reports/rows?team=Mobile").status_code == 400
    assert client.get("/reports/board?dashboard=executive").status_code == 403
    assert client.get("/reports/panels/heat.csv?dashboard=executive").status_code == 403


def test_an_associate_sees_own_work_and_nobody_else(served, sign_in):
    found = seen_board(served, replace(LEAD, dashboard="manager"), View())
    from rapport.program.people.models import User

    taken = set(User.objects.values_list("agent_id", flat=True))
    free = [one for one in found.findings.agents if one.agent_id not in taken]
    agent = max(free, key=lambda one: one.raw.base)
    client = sign_in("associate", agent_id=agent.agent_id)
    page = shown(client)
    told = page.context["board"]
    assert told.seen.agent == agent.agent_id
    asked = estimate_metric(served, "qci_agent", where={"agent": agent.agent_id})[0].estimate
    assert number(told, "own").value == pytest.approx(asked.value)
    text = page.content.decode()
    assert not any(one.agent_id in text for one in found.findings.agents if one != agent)
    rows = client.get("/reports/rows?metric=qci_agent")
    assert {row.agent_id for row, _ in rows.context["behind"].rows} == {agent.agent_id}
    assert not any(row.evaluators for row, _ in rows.context["behind"].rows)
    assert {row.evaluator for one in told.findings.findings for row in one.excerpts} <= {None}


def test_a_client_viewer_sees_aggregates_only(sign_in):
    client = sign_in("client_viewer")
    page = shown(client)
    told = page.context["board"].findings
    assert told.rows == () and told.agents == () and told.severity == ()
    assert not any(one.excerpts for one in told.findings)
    assert b"/reports/rows" not in page.content and b"/explore/interactions" not in page.content
    assert client.get("/reports/rows?metric=qci").status_code == 403
    assert client.get("/reports/rows?metric=nps").status_code == 403


def test_who_has_no_role_sees_no_number(sign_in):
    client = sign_in(None)
    assert client.get("/").status_code == 200 and b"<svg " not in client.get("/").content
    for path in ("/reports/board", "/reports/rows", "/reports/dashboard.pdf", "/reports/panels/trend.png"):
        assert client.get(path).status_code == 403


def test_a_group_too_small_shows_its_base_and_no_number(served):
    found = board(served)
    few = [
        cell
        for row in found.panel("heat").heat.rows
        for cell in row.cells
        if cell.estimate is not None and cell.estimate.base < served.settings.minimum_base
    ]
    assert all(cell.estimate.value is None and cell.step is None for cell in few)
    day = min(row.started_at for row in found.findings.rows).date()
    one_day = board(served, since=day, until=day)
    small = number(one_day, "qci")
    assert small.base < 5 and small.value is None and "under the minimum" in small.undefined_because


@pytest.mark.parametrize(
    "query",
    [
        "period=2026-13", "period=now", "from=2026-02-30", "from=2026-05-02&to=2026-05-01", "team=Nowhere",
        "channel=%00", "audit=nothing-like-it",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_told_in_words(sign_in, query):
    client = sign_in("qa_lead")
    found = client.get(f"/reports/board?{query}")
    while found.status_code == 200 and b"aria-busy" in found.content:
        found = client.get(f"/reports/board?{query}")
    assert found.status_code == 400 and b"Number of this request" in found.content


def test_the_filter_stays_in_the_address_from_page_to_page(sign_in):
    client = sign_in("qa_lead")
    text = client.get("/?period=2026-Q2&channel=chat").content.decode()
    assert 'href="/explore/?period=2026-Q2&amp;channel=chat"' in text
    assert '<option value="2026-Q2" selected>' in text and '<option value="chat" selected>' in text


def test_a_view_reads_what_it_writes():
    view = View(period="2026-05", team="A & B", channel="chat", audit="first")
    assert read_view(dict(view.pairs())) == view
    days = read_view({"period": "2026-05", "from": "2026-04-02", "to": "2026-04-03"})
    assert days.period is None and read_view(dict(days.pairs())) == days


def test_it_is_worked_out_once_and_anew_when_the_data_change(served):
    first = board(served)
    assert board(served) is first
    assert board(served, team="Billing") is not first
    from rapport.warehouse import Warehouse

    with Warehouse(served.warehouse_path).write() as writer:
        from rapport.records import Customer

        writer.upsert("customers", [Customer("new-one")])
    again = board(served)
    assert again is not first and again.data_version == first.data_version + 1
    assert number(again, "qci").value == pytest.approx(number(first, "qci").value)
