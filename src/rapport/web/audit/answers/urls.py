"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.answers.editing import act, edit, new
from rapport.web.audit.answers.files import export, import_file
from rapport.web.audit.answers.reading import answer, answers, fitting

urlpatterns: list[URLPattern | URLResolver] = [
    path("", answers, name="answers"),
    path("new/", new, name="answer_new"),
    path("import/", import_file, name="answers_import"),
    path("export.<str:kind>", export, name="answers_export"),
    path("for/<path:interaction_id>", fitting, name="answers_for"),
    path("<uuid:answer_id>/", answer, name="answer"),
    path("<uuid:answer_id>/edit/", edit, name="answer_edit"),
    path("<uuid:answer_id>/act", act, name="answer_act"),
]
