"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.front import lessons, suggesting

urlpatterns: list[URLPattern | URLResolver] = [
    path("training/", lessons.all_lessons, name="training"),
    path("training/new/", lessons.form, name="lesson-new"),
    path("training/<int:lesson>/", lessons.one, name="lesson"),
    path("training/<int:lesson>/edit/", lessons.form, name="lesson-edit"),
    path("training/<int:lesson>/<str:act>", lessons.act, name="lesson-act"),
    path("ideas/", suggesting.ideas, name="ideas"),
    path("ideas/roundtable", suggesting.roundtable, name="roundtable-new"),
]
