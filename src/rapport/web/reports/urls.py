"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.reports.board import board
from rapport.web.reports.export import export_panel, export_whole
from rapport.web.reports.rows import rows

urlpatterns: list[URLPattern | URLResolver] = [
    path("board", board, name="results-board"),
    path("rows", rows, name="results-rows"),
    path("panels/<str:key>.<str:form>", export_panel, name="results-export"),
    path("dashboard.<str:form>", export_whole, name="results-whole"),
]
