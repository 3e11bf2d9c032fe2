"""Addresses of the review."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.review.cards import answer, review, undo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", review, name="review"),
    path("answer", answer, name="review_answer"),
    path("<uuid:check>/undo", undo, name="review_undo"),
]
