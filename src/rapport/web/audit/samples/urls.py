"""Addresses of samples. A sample's own end with a stroke, so that its name can be any."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.samples import acts, drawing, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.samples, name="samples"),
    path("new", drawing.new_sample, name="sample_new"),
    path("design", drawing.sample_design, name="sample_design"),
    path("<slug:name>/", pages.sample, name="sample"),
    path("<slug:name>/act", acts.act, name="sample_act"),
    path("<slug:name>/take", acts.take, name="sample_take"),
    path("<slug:name>/assignments.csv", pages.sample_csv, name="sample_csv"),
]
