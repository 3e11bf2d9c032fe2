"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from rapport.web.feelings import pages
from rapport.web.feelings.comments import comments
from rapport.web.feelings.rows import rows

urlpatterns: list[URLPattern] = [
    path("feelings/", pages.feelings, name="feelings"),
    path("effort/", pages.effort, name="effort"),
    path("effort/learn", pages.learn, name="effort-learn"),
    path("comments/", comments, name="comments"),
    path("read/rows", rows, name="read-rows"),
    path("read/<slug:name>/panels/<slug:panel>.<slug:suffix>", pages.export, name="read-export"),
]
