"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.plans import acts, editing, reading

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.all_plans, name="plans"),
    path("new/", editing.form, name="plan-new"),
    path("<uuid:plan_id>/", reading.one, name="plan"),
    path("<uuid:plan_id>/edit/", editing.form, name="plan-edit"),
    path("<uuid:plan_id>/<str:act>", acts.act, name="plan-act"),
]
