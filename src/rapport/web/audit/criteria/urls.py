"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.criteria.comparing import differences, draft_difference
from rapport.web.audit.criteria.editor import editor, export_draft
from rapport.web.audit.criteria.overview import export_version, next_version, overview, version
from rapport.web.audit.criteria.reviewing import act_on_draft, comment, settle, withdraw
from rapport.web.audit.criteria.saving import save, text, undo
from rapport.web.audit.criteria.starting import start
from rapport.web.audit.criteria.trying import rescored, trial

DRAFT = "drafts/<uuid:draft_id>/"
VERSION = "versions/<str:definition>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview, name="criteria"),
    path("new/", start, name="criteria_new"),
    path("differences/", differences, name="criteria_differences"),
    path(VERSION, version, name="criteria_version"),
    path(f"{VERSION}export", export_version, name="criteria_export"),
    path(f"{VERSION}next", next_version, name="criteria_next"),
    path(f"{VERSION}withdraw", withdraw, name="criteria_withdraw"),
    path(DRAFT, editor, name="criteria_draft"),
    path(f"{DRAFT}save", save, name="criteria_save"),
    path(f"{DRAFT}text", text, name="criteria_text"),
    path(f"{DRAFT}undo", undo, name="criteria_undo"),
    path(f"{DRAFT}state", act_on_draft, name="criteria_state"),
    path(f"{DRAFT}export", export_draft, name="criteria_draft_export"),
    path(f"{DRAFT}difference/", draft_difference, name="criteria_draft_difference"),
    path(f"{DRAFT}try/", trial, name="criteria_try"),
    path(f"{DRAFT}rescored/", rescored, name="criteria_rescored"),
    path(f"{DRAFT}comments", comment, name="criteria_comment"),
    path("comments/<int:comment_id>/settle", settle, name="criteria_settle"),
]
