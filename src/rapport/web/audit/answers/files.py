"""Model answers in and out of files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.program.answers.selectors import answers_in_full
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.answers.exchange import (
    MAX_CHARACTERS,
    ImportedAnswersError,
    export_csv,
    export_yaml,
    import_answers,
)

KINDS = {"csv": (export_csv, "text/csv"), "yaml": (export_yaml, "application/yaml")}


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """All answers that this person may see."""
    if kind not in KINDS:
        raise Http404
    write, type_ = KINDS[kind]
    found = HttpResponse(write(answers_in_full(request.actor)), content_type=f"{type_}; charset=utf-8")
    found["Content-Disposition"] = f'attachment; filename="model-answers.{kind}"'
    return found


def import_file(request: HttpRequest) -> HttpResponse:
    """Drafts of all answers in a file, or every problem in it."""
    request.actor.require(Permission.ANSWERS_EDIT)
    if request.method != "POST":
        return render(request, "answers/import.html")
    file = request.FILES.get("file")
    try:
        made = import_answers(request.actor, _text(file), getattr(file, "name", "file"))
    except ImportedAnswersError as error:
        return render(request, "answers/import.html", {"problems": error.problems}, status=400)
    count = len(made.drafts)
    messages.info(request, f"{count} draft{'s' if count != 1 else ''} made. Read and publish them.")
    return redirect("answers")


def _text(file: Any) -> str:
    if file is None:
        raise ImportedAnswersError([InputError("No file was chosen", None, "Choose a YAML or CSV file.")])
    if file.size > 4 * MAX_CHARACTERS:
        raise ImportedAnswersError([InputError("The file is too large", None, "Split it.")])
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text (byte {error.start})"
        raise ImportedAnswersError([InputError(what, None, "Save it as UTF-8.")]) from None
