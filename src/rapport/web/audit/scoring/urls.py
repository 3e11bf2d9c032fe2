"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from rapport.web.audit.scoring import drafts, queue, recordings, saving, screen


class WorkConverter:
    """An assignment's number, or `task/` with a task's id."""

    regex = r"[0-9]{1,18}|task/[0-9a-fA-F-]{36}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(WorkConverter, "work")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("next", queue.next_one, name="score_next"),
    path("take/<slug:sample>", queue.take, name="score_take"),
    path("token", saving.token, name="score_token"),
    path("signed-in", saving.signed_in, name="score_signed_in"),
    path("recordings/", recordings.recordings, name="recordings"),
    path("recordings/<uuid:recording_id>", recordings.sound, name="sound"),
    path("recordings/<uuid:recording_id>/remove", recordings.remove, name="recording_remove"),
    path("<work:key>", screen.score, name="score"),
    path("<work:key>/save", saving.save, name="score_save"),
    path("<work:key>/submit", saving.submit, name="score_submit"),
    path("<work:key>/undo", saving.undo, name="score_undo"),
    path("<work:key>/drafts", drafts.drafts, name="score_drafts"),
    path("<work:key>/drafts/answer", drafts.answer, name="score_draft_answer"),
    path("<work:key>/correct", saving.correct, name="score_correct"),
]
