"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.act import own, people, sessions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.act, name="act"),
    path("mine", own.mine, name="own-work"),
    path("reviews/<path:interaction_id>", own.review, name="self-review"),
    path("sessions/<uuid:session_id>", sessions.one, name="coaching-session"),
    path("sessions/<uuid:session_id>/<str:act>", sessions.change, name="coaching-change"),
    path("people/<path:agent_id>/plan", sessions.plan, name="coaching-plan"),
    path("people/<path:agent_id>/praise", people.praise, name="praise"),
    path("people/<path:agent_id>", people.person, name="associate"),
]
