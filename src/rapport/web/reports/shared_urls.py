"""Addresses of what links show; they need no account."""

from __future__ import annotations

from django.urls import path

from rapport.web.reports.shared import shared, shared_board

urlpatterns = [
    path("<str:token>", shared, name="shared"),
    path("<str:token>/board", shared_board, name="shared-board"),
]
