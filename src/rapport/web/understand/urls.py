"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from rapport.web.understand import (
    coming,
    concern,
    edits,
    explorer,
    learning,
    reasons,
    root_causes,
    rows,
    splits,
)

# An id may be any text that a concern came with, slashes too.
urlpatterns: list[URLPattern] = [
    path("", explorer.first, name="understand"),
    path("concerns/", explorer.concerns, name="concerns"),
    path("concerns/new/", coming.new, name="concerns-new"),
    path("concerns/new/add", coming.add, name="concerns-add"),
    path("concerns/reasons/", reasons.reasons, name="concern-reasons"),
    path("concerns/causes/", root_causes.root_causes, name="concern-causes"),
    path("concerns/learn", learning.learn, name="concerns-learn"),
    path("concerns/read", learning.read, name="concerns-read"),
    path("concerns/edit/", edits.edit, name="concerns-edit"),
    path("concerns/edit/change", edits.change, name="concerns-change"),
    path("concerns/edit/undo", edits.undo, name="concerns-undo"),
    path("concerns/edit/split/<path:concern>/", splits.propose, name="concern-split"),
    path("concerns/<path:concern>/conversations/", rows.conversations, name="concern-rows"),
    path("concerns/<path:concern>/", concern.concern, name="concern"),
]
