"""Numbers taken along: files of panels and dashboards, links, reports made and mailed; none tells more than
its page."""

import csv
import io
import re
import socketserver
import threading
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_string

import pytest

from rapport.home import open_home
from rapport.reports.blocks import Cell, Table
from rapport.work.results.export import panel_file
from rapport.work.results.panels import Panel


@pytest.fixture
def served(served_audit):
    return served_audit


def ready(client, address):
    for _ in range(80):
        found = client.get(address)
        if b"aria-busy" not in found.content:
            return found
    raise AssertionError("never worked out")


def test_every_panel_comes_as_what_it_says(sign_in):
    client = sign_in("qa_lead")
    board = ready(client, "/reports/board?dashboard=manager").context["board"]
    starts = {"png": b"\x89PNG", "svg": b"<svg", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
    for panel in (board.panel("lost"), board.panel("heat"), board.panel("agents")):
        assert panel.formats == ("png", "svg", "csv", "xlsx")
        for form in panel.formats:
            found = client.get(f"/reports/panels/{panel.key}.{form}?dashboard=manager")
            assert found.content.startswith(starts[form]), (panel.key, form)
            assert found["Content-Disposition"].startswith("attachment;")
    assert client.get("/reports/panels/lost.exe").status_code == 400
    assert client.get("/reports/panels/nothing.png").status_code == 404


def test_a_table_as_csv_holds_the_unrounded_numbers(sign_in):
    client = sign_in("qa_lead")
    element = ready(client, "/reports/board").context["board"].findings.elements[0]
    found = client.get("/reports/panels/lost.csv").content.decode("utf-8-sig")
    row = next(one for one in csv.DictReader(io.StringIO(found)) if one["Element"] == element.title)
    assert float(row["Score"]) == pytest.approx(element.score.value, abs=1e-9)


def test_names_that_a_spreadsheet_would_run_are_guarded():
    evil = '=HYPERLINK("http://evil.example")'
    table = Table("t", evil, ("Team", "Score"), ((Cell(evil), Cell("81.0", 81.0)),))
    panel = Panel("p", "x", evil, table=table)
    row = list(csv.reader(io.StringIO(panel_file(panel, "csv").decode("utf-8-sig"))))[1]
    assert row == ["'" + evil, "81.0"]
    book = zipfile.ZipFile(io.BytesIO(panel_file(panel, "xlsx")))
    assert not any(b"<f>" in book.read(name) for name in book.namelist())


def test_a_name_in_a_picture_is_only_text(served):
    from rapport.measures import Estimate
    from rapport.reports.blocks import Chart, Point
    from rapport.web.base.templatetags.pictures import drawn
    from rapport.work.results import board

    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    point = Point(evil, Estimate(50.0, 40.0, 60.0, base=9))
    chart = Chart("c", evil, "dots", (point,), evil)
    for picture in board.drawn(Panel("p", "x", evil, chart)).pictures:
        html = drawn(picture)
        assert "<script" not in html and "<img" not in html and "style=" not in html


def test_a_dashboard_comes_as_paper_and_slides(sign_in):
    client = sign_in("team_manager", "Billing")
    paper = client.get("/reports/dashboard.pdf")
    slides = client.get("/reports/dashboard.pptx")
    assert paper.content.startswith(b"%PDF") and len(paper.content) > 20_000
    text = b"".join(
        zipfile.ZipFile(io.BytesIO(slides.content)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(slides.content)).namelist()
        if name.startswith("ppt/slides/slide")
    )
    assert b"Billing" in text and b"Second Line" not in text
    assert client.get("/reports/dashboard.exe").status_code == 400


def test_rows_as_csv_are_all_of_them(sign_in):
    client = sign_in("qa_lead")
    behind = client.get("/reports/rows?metric=qci").context["behind"]
    text = client.get("/reports/rows?metric=qci&form=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == behind.total and set(rows[0]) >= {"interaction_id", "value", "rules"}


def link_of(client, **facts):
    given = {"dashboard": "executive", "title": "For the board", "days": "7", **facts}
    made = client.post("/reports/links/create", given, follow=True)
    assert made.status_code == 200, made.content
    return re.search(r'href="http://testserver(/shared/[^"]+)"', made.content.decode())[1]


def test_a_link_shows_aggregates_to_a_stranger_until_it_is_taken_back(sign_in):
    from django.test import Client

    client, stranger = sign_in("qa_lead"), Client()
    address = link_of(client, channel="chat")
    page = ready(stranger, address)
    board = page.context["board"]
    assert (
        page.status_code == 200
        and board.view.channel == "chat"
        and page["X-Robots-Tag"].startswith("noindex")
    )
    assert board.findings.rows == () and board.findings.agents == ()
    assert not any(one.excerpts for one in board.findings.findings)
    for private in (b"/reports/rows", b"/explore/", b"Export", b"blockquote"):
        assert private not in page.content
    assert stranger.get(address[:-2] + "xx").status_code == 410
    assert stranger.get("/reports/board").status_code == 302
    links = client.get("/reports/links/")
    shared = links.context["made"][0][0]
    assert shared.opened >= 1
    client.post(f"/reports/links/{shared.id}/revoke")
    assert stranger.get(address).status_code == 410 and stranger.get(address + "/board").status_code == 410
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.selectors import log_entries

    told = [one.action for one in log_entries(TERMINAL, kind="shared_view")]
    assert told == ["view.revoke", "view.share"]


def test_a_link_ends_with_its_time_and_with_its_makers_right(sign_in):
    from django.test import Client

    from rapport.program.people.models import RoleGrant
    from rapport.program.views.models import SharedView

    client, stranger = sign_in("team_manager", "Billing"), Client()
    address = link_of(client, dashboard="manager")
    assert ready(stranger, address).context["seen"].teams == frozenset({"Billing"})
    SharedView.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert stranger.get(address).status_code == 410
    SharedView.objects.update(expires_at=datetime.now(UTC) + timedelta(days=1))
    assert stranger.get(address).status_code == 200
    RoleGrant.objects.all().delete()
    assert stranger.get(address).status_code == 410


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"team": "Mobile", "dashboard": "manager"}, 400),
        ({"dashboard": "executive"}, 403),
        ({"days": "999"}, 403),
    ],
)
def test_nobody_shares_more_than_they_see(sign_in, facts, status):
    client = sign_in("team_manager", "Billing")
    found = client.post(
        "/reports/links/create", {"title": "x", "days": "7", "dashboard": "executive", **facts}
    )
    assert found.status_code in (status, 400)
    from rapport.program.views.models import SharedView

    assert SharedView.objects.count() == 0


@pytest.mark.parametrize("role", ["associate", "client_viewer", "auditor", "analyst"])
def test_who_may_not_share_makes_no_link(sign_in, role):
    client = sign_in(role, agent_id="somebody" if role == "associate" else None)
    given = {"dashboard": "executive", "title": "x", "days": "7"}
    assert client.post("/reports/links/create", given).status_code == 403
    assert client.get("/reports/links/").status_code == 403


def worked(home):
    """Does what waits in the queue of jobs, here."""
    from rapport.program.jobs.models import Job
    from rapport.work.jobs.run import do_job

    for job in Job.objects.filter(state="queued"):
        do_job(home, str(job.pk))


def test_a_report_is_made_as_a_job_kept_and_removed(served, sign_in):
    client = sign_in("qa_lead")
    asked = client.post("/reports/make", {"audience": "manager", "form": "xlsx", "team": "Billing"})
    assert asked.status_code == 302 and asked["Location"].startswith("/jobs/")
    worked(served)
    job = client.get(asked["Location"]).context["job"]
    assert job.state == "done", job.problem
    found = client.get(job.result["address"])
    content = b"".join(found.streaming_content)
    assert content.startswith(b"PK") and "attachment" in found["Content-Disposition"]
    listed = client.get("/reports/").context["made"]
    assert "Billing" in listed[0].title
    assert sign_in("team_manager", "Mobile").get(job.result["address"]).status_code == 404
    client.post(f"/reports/made/{listed[0].id}/remove")
    assert client.get(job.result["address"]).status_code == 404
    assert not list((served.root / "reports" / "made").glob("*"))


@pytest.mark.parametrize(
    "given",
    [{"audience": "nobody", "form": "pdf"}, {"audience": "manager", "form": "exe"}, {"team": "Nowhere"}],
)
def test_a_report_that_cannot_be_keeps_what_was_typed(sign_in, given):
    found = sign_in("qa_lead").post("/reports/make", {"audience": "manager", "form": "pdf", **given})
    assert found.status_code == 400 and b'role="alert"' in found.content


@pytest.mark.parametrize("role", ["auditor", "team_manager", "client_viewer"])
def test_who_may_not_make_reports_makes_none(sign_in, role):
    client = sign_in(role, "Billing" if role == "team_manager" else None)
    assert client.post("/reports/make", {"audience": "executive", "form": "pdf"}).status_code == 403
    assert (
        client.get("/reports/").status_code == 200 and b"Make a report" not in client.get("/reports/").content
    )


class Mailbox(socketserver.StreamRequestHandler):
    """Takes mail as any server would, and keeps it."""

    def handle(self):
        self.say("220 here")
        body = None
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if body is not None:
                if line == ".":
                    self.server.mails.append("\n".join(body))
                    body = None
                    self.say("250 kept")
                else:
                    body.append(line)
                continue
            word = line[:4].upper()
            if word == "DATA":
                body = []
            if word == "QUIT":
                self.say("221 bye")
                return
            self.say("354 go on" if word == "DATA" else "250 fine")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mailbox():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.mails = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def planned(client, **facts):
    given = {
        "title": "Every Monday", "audience": "executive", "form": "pdf", "every": "week", "weekday": "0",
        "monthday": "1", "at": "07:30", "recipients": "ann@example.org\nben@example.org", **facts,
    }  # fmt: skip
    return client.post("/reports/schedules/create", given)


def test_a_schedule_mails_its_report_to_each_recipient_alone(served, sign_in, mailbox):
    from rapport.work.results.mailing import send_due_by

    client = sign_in("qa_lead")
    assert planned(client, channel="chat").status_code == 302
    port = mailbox.server_address[1]
    mail = {
        "mail_server": "127.0.0.1",
        "mail_port": port,
        "mail_security": "none",
        "mail_from": "q@example.org",
    }
    home = replace(served, settings=replace(served.settings, **mail))
    due = client.get("/reports/schedules/").context["schedules"][0].next_at
    assert send_due_by(home, due - timedelta(seconds=1)) == 0
    assert send_due_by(home, due) == 1 and send_due_by(home, due) == 0
    sent = [message_from_string(one) for one in mailbox.mails]
    assert [one["To"] for one in sent] == ["ann@example.org", "ben@example.org"]
    part = next(one for one in sent[0].walk() if one.get_filename())
    assert part.get_filename().endswith(".pdf") and part.get_payload(decode=True).startswith(b"%PDF")
    assert client.get("/reports/schedules/").context["schedules"][0].last_state == "sent"


def test_without_a_mail_server_the_report_is_kept_and_the_list_says_why(served, sign_in):
    from rapport.work.results.mailing import send_due_by

    client = sign_in("qa_lead")
    planned(client)
    due = client.get("/reports/schedules/").context["schedules"][0].next_at
    assert send_due_by(served, due) == 0
    page = client.get("/reports/schedules/")
    assert b"No mail server is set" in page.content and page.context["schedules"][0].last_state == "failed"
    assert len(client.get("/reports/").context["made"]) == 1


@pytest.mark.parametrize(
    "wrong", [{"at": "25:00"}, {"weekday": "9"}, {"recipients": "nobody"}, {"form": "exe"}]
)
def test_a_schedule_that_cannot_be_keeps_what_was_typed(sign_in, wrong):
    found = planned(sign_in("qa_lead"), **wrong)
    assert found.status_code == 400 and b"Every Monday" in found.content


def test_mail_settings_are_read_and_checked(served):
    from rapport.home import HomeError

    with (served.root / "rapport.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write('mail_server = "smtp.example.org"\nmail_security = "never"\n' + text)
    with pytest.raises(HomeError, match="mail_security"):
        open_home(served.root)
