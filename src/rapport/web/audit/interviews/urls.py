"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.interviews import guides, recruits, studies

urlpatterns: list[URLPattern | URLResolver] = [
    path("", studies.overview, name="interviews"),
    path("guides/new", guides.new, name="interviews-guide-new"),
    path("guides/<int:guide_id>", guides.guide, name="interviews-guide"),
    path("studies/new", studies.new, name="interviews-study-new"),
    path("studies/<int:study_id>", studies.study, name="interviews-study"),
    path("studies/<int:study_id>/act", studies.act, name="interviews-study-act"),
    path("studies/<int:study_id>/represent", studies.represent, name="interviews-represent"),
    path("studies/<int:study_id>/said", studies.what_was_said, name="interviews-said"),
    path("recruits/<uuid:recruit_id>", recruits.recruit, name="interviews-recruit"),
    path("recruits/<uuid:recruit_id>/act", recruits.act, name="interviews-recruit-act"),
    path("recruits/<uuid:recruit_id>/notes", recruits.notes, name="interviews-notes"),
]
