"""Addresses that gateways and mail servers call: no account, but a secret of this home."""

from __future__ import annotations

from django.urls import URLPattern, path

from rapport.web.programmes import called

urlpatterns: list[URLPattern] = [
    path("sms/<str:secret>", called.text_message, name="asked-sms"),
    path("bounces/<str:secret>", called.mail_returned, name="asked-bounces"),
]
