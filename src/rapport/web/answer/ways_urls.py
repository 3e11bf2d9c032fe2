"""Addresses of the ways in, for those who keep them."""

from __future__ import annotations

from django.urls import path

from rapport.web.answer.ways_in import way_act, way_code, way_in, ways_in

urlpatterns = [
    path("", ways_in, name="ways-in"),
    path("<str:door_id>/", way_in, name="way-in"),
    path("<str:door_id>/code.<slug:kind>", way_code, name="way-code"),
    path("<str:door_id>/<slug:act>", way_act, name="way-act"),
]
