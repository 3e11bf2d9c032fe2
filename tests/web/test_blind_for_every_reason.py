"""Whoever still has to score an interaction blind learns nothing of others' scores of it, whatever the reason
they were asked for."""

import io
import json
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import Client

from rapport.work.annotate import annotate_home
from tests.web.api_client import program

KINDS = {"sample": True, "calibration": True, "certification": True, "rescore": True, "shop": True}
KINDS["targeted"] = False


@pytest.fixture
def reader(served_audit):
    """A lead who sees everything, with pages and a key; `cited` is quoted in a finding that is told first."""
    from rapport.program.people.models import User
    from rapport.work.results.board import seen_board
    from rapport.work.results.sight import Seen
    from rapport.work.results.view import View

    annotate_home(served_audit, only=["feelings"], processes=1)
    key = program("qa_lead")
    pages = Client()
    person = User.objects.get(pk=key.actor.user_id)
    pages.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    board = seen_board(served_audit, Seen("executive", rows=True, people=True, words=True), View())
    cited = next(each.interaction_id for one in board.findings.findings for each in one.excerpts)
    return SimpleNamespace(key=key, pages=pages, actor=key.actor, cited=cited, home=served_audit)


def ask(reader, kind, interaction):
    """The reader is to score this interaction, for this reason → what ends it."""
    from rapport.program.audits.models import Assignment, CriteriaVersion, Evaluator, SampledInteraction
    from rapport.program.audits.services.evaluators import evaluator_me
    from rapport.program.judging.models import Task
    from rapport.program.judging.services.ask import Asked, tasks_ask

    name = evaluator_me(reader.actor)
    if kind == "sample":
        sampled = SampledInteraction.objects.filter(interaction_id=interaction).first()
        own = Evaluator.objects.get(name=name)
        made = Assignment.objects.create(sampled=sampled, evaluator=own, ordinal=9)
        return lambda: Assignment.objects.filter(pk=made.pk).update(state=Assignment.DONE)
    purpose = "targeted" if kind == "shop" else kind
    criteria = CriteriaVersion.objects.latest("pk")
    tasks_ask(purpose, criteria, [Asked(interaction, name, "To see")], source=(kind, "1"))
    return lambda: Task.objects.filter(interaction_id=interaction).update(state=Task.DONE)


def told(reader):
    """Every way on which the scores of the interaction reach the reader → whether they do."""
    from tests.web.test_dashboards import shown

    one, pages, key = reader.cited, reader.pages, reader.key
    rows = pages.get("/reports/rows?dashboard=manager&form=csv").content.decode()
    listed = key.get("/api/evaluations", interaction_id=one).json()["items"]
    found = key.get("/api/findings").json()["items"]
    board = shown(pages, "/?dashboard=manager").content.decode()
    page = pages.get(f"/explore/interactions/{one}").content.decode()
    return {
        "rows": one in rows,
        "evaluations": bool(listed),
        "findings": one in json.dumps([each["excerpts"] for each in found]),
        "board": one in board,
        "interaction": 'id="scores"' in page,
        "marked": 'class="read"' in page or 'class="both"' in page or "Machine: " in page,
        "beside": "They enter no score" in page,
        "read": "They enter no score" in pages.get(f"/explore/readings/{one}").content.decode(),
        "report": one in made_report(reader),
    }


def made_report(reader):
    """Every cell of a report made as a workbook."""
    from rapport.program.views.selectors import report_made
    from rapport.work.progress import Silent
    from rapport.work.results.reporting import make_report, report_path

    done = make_report(reader.home, reader.actor, Silent(), audience="manager", form="xlsx", query={})
    content = report_path(reader.home, report_made(reader.actor, done["report"]).file).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}


def test_scores_stay_hidden_until_ones_own_is_in(reader):
    assert all(told(reader).values()), "without a task everything is told"
    for kind, blind in KINDS.items():
        done = ask(reader, kind, reader.cited)
        assert set(told(reader).values()) == {not blind}, kind
        done()
    assert all(told(reader).values())
