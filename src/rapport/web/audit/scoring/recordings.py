"""Recordings: attached on a page, played in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.work.scoring.recordings import (
    recording_attach,
    recording_detach,
    recording_heard,
    recordings_newest,
)
from rapport.work.scoring.sound import TYPES

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
AT_ONCE = 2**20
WHOLE = 32 * 2**20


@require_http_methods(["GET", "POST"])
def recordings(request: HttpRequest) -> HttpResponse:
    """Attach a recording to an interaction; those attached last."""
    problem, wanted = None, request.POST.get("interaction", request.GET.get("interaction", "")).strip()
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise InputError("No file was chosen", None, "Choose a WAV, MP3, OGG or M4A file.")
            recording_attach(served_home(), request.actor, wanted, file.chunks(), file.name or "the file")
        except InputError as error:
            problem = error
        else:
            messages.success(request, f"The recording of {wanted} is attached.")
            return redirect("recordings")
    home = served_home()
    facts = {
        "problem": problem,
        "interaction": wanted,
        "newest": recordings_newest(request.actor),
        "limit": home.settings.recording_mb,
    }
    return render(request, "scoring/recordings.html", facts, status=400 if problem else 200)


@require_POST
def remove(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Removes a recording and its file."""
    gone = recording_detach(served_home(), request.actor, str(recording_id))
    if gone is None:
        raise Http404
    messages.success(request, f"The recording of {gone.interaction_id} is removed.")
    return redirect("recordings")


@require_GET
def sound(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """The sound, or the part of it that the player asks for (HTTP Range)."""
    found = recording_heard(served_home(), request.actor, str(recording_id))
    if found is None:
        raise Http404
    recording, path = found
    size = path.stat().st_size
    asked = request.headers.get("Range")
    if not asked and size > WHOLE:
        raise InputError("This recording is too long to be sent whole", None, "Ask for it in parts (Range).")
    part = _part(asked, size) if asked else (0, size - 1)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part
    answer = StreamingHttpResponse(
        _pieces(path, start, end - start + 1),
        status=206 if asked else 200,
        content_type=TYPES[recording.kind],
    )
    answer["Content-Length"] = str(end - start + 1)
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, max-age=600"
    answer["X-Content-Type-Options"] = "nosniff"
    if asked:
        answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range, at most AT_ONCE of them; None where it cannot be had.

    Players ask on for the rest, so that nobody's slow line keeps a process of the server.
    """
    found = RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if found[1]:
        start, end = int(found[1]), int(found[2]) if found[2] else size - 1
    else:
        start, end = max(0, size - int(found[2])), size - 1
    end = min(end, size - 1, start + AT_ONCE - 1)
    return (start, end) if start <= end else None


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(length, 2**16))):
            length -= len(piece)
            yield piece
