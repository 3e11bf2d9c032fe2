"""The survey audit: criticism of any questionnaire that is pasted, ours or anybody's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.surveys.errors import SurveyError
from rapport.web.audit.criteria.starting import given_text
from rapport.web.base.sheet import sheet
from rapport.work.surveys.building.auditing import AuditedText, audit_text

COLUMNS = ("line", "question", "flaw", "words", "why", "suggestion")
NOTHING = ("", "", "", "")


def audit(request: HttpRequest) -> HttpResponse:
    """A form to paste into, and what is to be said of every question; as a table to take along, too."""
    request.actor.require(Permission.SURVEYS_READ)
    facts: dict[str, object] = {"may_write": request.actor.may(Permission.SURVEYS_EDIT)}
    if request.method != "POST":
        return render(request, "ask/audit.html", facts)
    text, status = request.POST.get("text", ""), 200
    try:
        text = given_text(request)
        found = audit_text(text)
    except SurveyError as error:
        facts["problems"], status = error.problems, 400
    except InputError as error:
        facts["problem"], status = error, 400
    else:
        if request.POST.get("act") == "csv":
            return _table(found)
        facts["found"] = found
    return render(request, "ask/audit.html", facts | {"text": text}, status=status)


def _table(found: AuditedText) -> HttpResponse:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(COLUMNS, ""), "flaw": one.kind, "words": one.words, "why": one.why,
         "suggestion": one.suggestion}
        for one in found.around or ()
    ]  # fmt: skip
    for one in found.questions:
        asked = {"line": one.line, "question": one.text}
        told = [(flaw.kind, flaw.words, flaw.why, flaw.suggestion) for flaw in one.flaws] or [
            ("", "", "", "")
        ]
        rows += [asked | dict(zip(COLUMNS[2:], each, strict=True)) for each in told or [NOTHING]]
    return sheet("survey-audit", COLUMNS, rows)
