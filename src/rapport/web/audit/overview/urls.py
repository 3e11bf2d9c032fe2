"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.overview import objectives, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.audits, name="audits"),
    path("audits/<int:number>/", views.audit, name="audit"),
    path("audits/<int:number>/end", views.end, name="audit_end"),
    path("audits/<int:number>/attach", views.attach, name="audit_attach"),
    path("objectives/", objectives.objective_list, name="objectives"),
    path("objectives/new", objectives.objective_form, name="objective_new"),
    path("objectives/<int:number>/", objectives.objective, name="objective"),
    path("objectives/<int:number>/change", objectives.objective_form, name="objective_change"),
    path("objectives/<int:number>/criteria", objectives.objective_criteria, name="objective_criteria"),
    path("objectives/<int:number>/audit", objectives.audit_form, name="audit_new"),
    path("objectives/<int:number>/audits/<int:audit>/change", objectives.audit_form, name="audit_change"),
]
