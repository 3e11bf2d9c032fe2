"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.shops import personas, plans, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.overview, name="shops"),
    path("new", plans.new, name="shops-new"),
    path("personas", personas.personas, name="shops-personas"),
    path("plans/<int:plan_id>", plans.plan, name="shops-plan"),
    path("plans/<int:plan_id>/act", plans.act, name="shops-act"),
    path("plans/<int:plan_id>/visits.csv", plans.as_csv, name="shops-csv"),
    path("visits/<uuid:visit_id>", visits.visit, name="shops-visit"),
    path("visits/<uuid:visit_id>/draft", visits.draft, name="shops-draft"),
    path("visits/<uuid:visit_id>/act", visits.act, name="shops-visit-act"),
    path("files/<uuid:file_id>", visits.file, name="shops-file"),
]
