"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from rapport.web.programmes import advice, deliverability, editing, listing, lists, one, rules, signs

PROGRAMME = "<slug:programme_id>/"

urlpatterns: list[URLPattern] = [
    path("", listing.programmes, name="programmes"),
    path("new/", editing.new, name="programme-new"),
    path("recovery", editing.recovery, name="programme-recovery"),
    path("advice/", advice.advice, name="programme-advice"),
    path("rules/", rules.rules, name="asking-rules"),
    path("left/", rules.left, name="asking-left"),
    path("signs/", signs.signs_page, name="begging-signs"),
    path("lists/", lists.lists_page, name="mailing-lists"),
    path("lists/<slug:list_id>/left-out", lists.left_out, name="mailing-list-left-out"),
    path("deliverability/", deliverability.deliverability_page, name="deliverability"),
    path("messages/<uuid:message_id>/settle", one.settle, name="message-settle"),
    path(PROGRAMME, one.programme, name="programme"),
    path(f"{PROGRAMME}preview/", one.preview, name="programme-preview"),
    path(f"{PROGRAMME}edit/", editing.edit, name="programme-edit"),
    path(f"{PROGRAMME}act", one.act, name="programme-act"),
]
