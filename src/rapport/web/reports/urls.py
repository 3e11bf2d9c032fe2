"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.reports import links, made, mini, schedules
from rapport.web.reports.board import board
from rapport.web.reports.export import export_panel, export_whole
from rapport.web.reports.rows import rows

urlpatterns: list[URLPattern | URLResolver] = [
    path("", made.reports, name="reports"),
    path("make", made.make, name="report-make"),
    path("made/<uuid:report>", made.made, name="report-made"),
    path("made/<uuid:report>/remove", made.remove, name="report-remove"),
    path("schedules/", schedules.plan, name="schedules"),
    path("schedules/create", schedules.create, name="schedule-create"),
    path("schedules/<uuid:schedule>/stop", schedules.stop, name="schedule-stop"),
    path("links/", links.links, name="links"),
    path("links/create", links.create, name="link-create"),
    path("links/<uuid:shared>/revoke", links.revoke, name="link-revoke"),
    path("mini-rating/", mini.minis, name="minis"),
    path("mini-rating/<uuid:rating>", mini.mini, name="mini-rating"),
    path("mini-rating/<uuid:rating>/score", mini.mini_score_one, name="mini-score"),
    path("mini-rating/<uuid:rating>/rating.pdf", mini.mini_pdf, name="mini-pdf"),
    path("mini-rating/<uuid:rating>/remove", mini.mini_gone, name="mini-remove"),
    path("board", board, name="results-board"),
    path("rows", rows, name="results-rows"),
    path("panels/<str:key>.<str:form>", export_panel, name="results-export"),
    path("dashboard.<str:form>", export_whole, name="results-whole"),
]
