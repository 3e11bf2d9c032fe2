"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from rapport.web.alerts import acts, edit, firings, rules

app_name = "alerts"
urlpatterns: list[URLPattern] = [
    path("", rules.listing, name="rules"),
    path("new/", edit.new, name="new"),
    path("fired/", firings.fired, name="fired"),
    path("fired/<int:alert_id>/again", acts.again, name="again"),
    path("praise/", firings.praise, name="praise"),
    path("<uuid:alert_rule>/", rules.one, name="rule"),
    path("<uuid:alert_rule>/edit/", edit.edit, name="edit"),
    path("<uuid:alert_rule>/rule.yaml", rules.file, name="file"),
    path("<uuid:alert_rule>/<str:alert_act>", acts.act, name="act"),
]
