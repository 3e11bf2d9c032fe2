"""Results of surveys on their pages: numbers, who answered, submissions, files."""

import html
import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from rapport.records import Answer
from rapport.warehouse import Warehouse

SURVEY = "Q1/2026 <care>"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def answered(served):
    """Sixty submissions of a survey that came from elsewhere, some about the chats of the home."""
    told = []
    for number in range(60):
        facts = {
            "survey": SURVEY,
            "interaction_id": f"c-{number % 12 + 1:02d}" if number < 30 else None,
            "customer_id": f"k{number}",
            "answered_at": AT + timedelta(minutes=number),
            "channel": "email",
        }
        name = f"s{number}"
        told.append(Answer(f"{name}-1", name, "csat", "csat", float(number % 5 + 1), None, 1.0, 5.0, **facts))
        told.append(Answer(f"{name}-2", name, "why", "text", text='=HYPERLINK("x") <b>bold', **facts))
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("answers", told)
    return "/ask/results/Q1%2F2026%20%3Ccare%3E/"


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def ready(client, address):
    """The page once its numbers are worked out."""
    for _ in range(200):
        told = page(client, address)
        if "Working out" not in told:
            return told
    raise AssertionError("the numbers did not come")


def test_numbers_come_with_interval_and_base_and_lead_to_the_rows(sign_in, answered):
    manager = sign_in("program_manager")
    assert "never pooled" in ready(manager, "/ask/results/")
    told = ready(manager, answered)
    assert "60 submissions" in told and "40.0 %" in told and "How answers spread" in told
    assert "csat was asked about one contact and about the relationship" in told
    assert "Q1/2026 &lt;care&gt;" in told and "<care>" not in told
    assert manager.get(answered + "panels/shares-csat-t-1-5.svg").content.startswith(b"<svg")
    assert manager.get(answered + "panels/shares-csat-t-1-5.csv").status_code == 200
    told = ready(manager, "/ask/results/items/csat/")
    assert "Through all surveys that ask it" in told and "60 answers" in told
    assert manager.get("/ask/results/items/csat/panels/shares-csat-t-1-5.csv").status_code == 200
    assert manager.get(answered + "panels/nothing.csv").status_code == 404
    assert manager.get(answered + "?by=shoe_size").status_code == 400


def test_submissions_are_paged_read_and_taken_along_without_formulas(sign_in, answered):
    manager = sign_in("program_manager")
    told = page(manager, answered + "submissions/")
    assert told.count("<tr>") == 51 and "<b>bold" not in told
    rest = page(manager, answered + "submissions/?after=" + told.partition("after=")[2].partition('"')[0])
    assert rest.count("<tr>") == 11 and "Next 50" not in rest
    low = page(manager, answered + "submissions/?item=csat&low=1&high=1")
    assert low.count("<tr>") == 13
    assert page(manager, answered + "submissions/?low=x", 400)
    assert "left open" not in page(manager, answered + "submissions/s3/")
    page(manager, answered + "submissions/s999/", 404)
    table = manager.get(answered + "submissions/?as=csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 61 and "'=HYPERLINK" in table[1]
    book = openpyxl.load_workbook(io.BytesIO(manager.get(answered + "submissions/?as=xlsx").content))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert book.active.max_row == 61 and not any(cell.data_type == "f" for cell in cells)


def test_who_answered_is_told_without_invitations_too(sign_in, answered):
    told = ready(sign_in("auditor"), answered + "who/")
    assert "Nobody was invited to this survey from here" in told and "May they stand for all?" in told


def test_comments_of_one_survey_stand_alone_and_lead_to_their_forms(sign_in, served, answered):
    other = Answer("x-1", "x", "why", "text", text="Somewhere else", survey="other@2", answered_at=AT)
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("answers", [other])
    manager = sign_in("program_manager")
    address = re.search(r'href="(/understand/comments/[^"]+)"', ready(manager, answered))[1]
    told = ready(manager, html.unescape(address))
    assert "60 comments" in told and "Somewhere else" not in told and "&lt;care&gt;</strong> alone" in told
    form = re.search(r'href="([^"]+)">whole form', told)[1]
    assert "csat" in page(manager, form)
    assert "61 comments" in ready(manager, "/understand/comments/")
    assert "1 comment " in ready(manager, "/understand/comments/?survey=other")
    table = manager.get(html.unescape(address) + "&as=csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 61 and table[0].endswith("survey,submission_id")
    assert "whole form" not in ready(sign_in("analyst"), html.unescape(address))


def test_the_way_from_invited_to_completed_is_told_by_channel(sign_in, served):
    from rapport.program.surveys.models import Invitation
    from tests.asked_home import MICRO, invitation, version

    of, now = version(MICRO), datetime.now(UTC)
    ends = ({"state": Invitation.COMPLETED, "started_at": now, "completed_at": now},
            {"state": Invitation.EXPIRED})  # fmt: skip
    for number in range(20):
        by = ("email", "sms")[number % 2]
        end = ends[0 if number < 6 else 1]
        invitation(of, customer_id=f"k{number}", channel=by, sent_at=now - timedelta(days=2), **end)
    told = ready(sign_in("program_manager"), "/ask/results/micro/who/")
    part = told.partition("Response rates by channel</h3>")[2].partition("</table>")[0]
    assert part.count("30.0 %") == 12 and "email" in part and "sms" in part
    assert part.count('<th scope="col">Response rate ') == 6


def test_single_submissions_are_not_for_who_sees_aggregates_or_nothing(sign_in, answered):
    for role in ("client_viewer", "associate", "analyst"):
        page(sign_in(role), answered, 403)
        page(sign_in(role), answered + "submissions/", 403)
    outside = sign_in("team_manager", team="Nowhere")
    assert "<tbody>" not in page(outside, answered + "submissions/")


def test_the_list_of_surveys_tells_what_customers_say(sign_in, served):
    manager = sign_in("program_manager")
    manager.post("/ask/surveys/new/", {"way": "template", "template": "support", "survey": "care"})
    facts = {"survey": "care@1", "interaction_id": "c-01", "answered_at": AT}
    told = [Answer(f"a{n}", f"s{n}", "satisfied", "csat", 5.0, None, 1.0, 5.0, **facts) for n in range(9)]
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("answers", told)
    for _ in range(200):
        shown = page(manager, "/ask/")
        if "worked out now" not in shown:
            break
    assert "CSAT" in shown and "100.0 %" in shown
