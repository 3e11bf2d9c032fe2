"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.ask.auditing import audit
from rapport.web.ask.editor import act_on_draft, editor, export_draft
from rapport.web.ask.listing import listing
from rapport.web.ask.previewing import preview, theme_sheet
from rapport.web.ask.results import item, item_panel, result, result_panel, results
from rapport.web.ask.rows import rows, submission
from rapport.web.ask.saving import save, text, undo
from rapport.web.ask.starting import start
from rapport.web.ask.surveys import act_on_survey, differences, export_version, survey
from rapport.web.ask.themes import themes
from rapport.web.ask.who import who

SURVEY = "surveys/<str:survey_id>/"
RESULT = "results/<path:survey>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing, name="ask"),
    path("surveys/new/", start, name="ask_new"),
    path("audit/", audit, name="ask_audit"),
    path("results/", results, name="ask_results"),
    path("results/items/<path:item>/panels/<slug:panel>.<slug:suffix>", item_panel, name="ask_item_panel"),
    path("results/items/<path:item>/", item, name="ask_item"),
    path(f"{RESULT}panels/<slug:panel>.<slug:suffix>", result_panel, name="ask_panel"),
    path(f"{RESULT}submissions/", rows, name="ask_rows"),
    path(f"{RESULT}submissions/<path:submission_id>/", submission, name="ask_submission"),
    path(f"{RESULT}who/", who, name="ask_who"),
    path(RESULT, result, name="ask_result"),
    path("themes/", themes, name="ask_themes"),
    path("themes/<path:theme>/colours.css", theme_sheet, name="ask_theme_sheet"),
    path(SURVEY, survey, name="ask_survey"),
    path(f"{SURVEY}act", act_on_survey, name="ask_act"),
    path(f"{SURVEY}preview/", preview, name="ask_preview"),
    path(f"{SURVEY}differences/", differences, name="ask_differences"),
    path(f"{SURVEY}versions/<int:version>/export", export_version, name="ask_export"),
    path(f"{SURVEY}edit/", editor, name="ask_draft"),
    path(f"{SURVEY}edit/save", save, name="ask_save"),
    path(f"{SURVEY}edit/text", text, name="ask_text"),
    path(f"{SURVEY}edit/undo", undo, name="ask_undo"),
    path(f"{SURVEY}edit/state", act_on_draft, name="ask_state"),
    path(f"{SURVEY}edit/export", export_draft, name="ask_draft_export"),
]
