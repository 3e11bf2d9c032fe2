"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.notices import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mine, name="notices"),
    path("read", views.read, name="notices-read"),
    path("wish", views.wishes, name="notices-wish"),
    path("<int:notice>/open", views.follow, name="notice-open"),
]
