"""The scoring screen of one piece of work."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_GET

from rapport.program.scoring.errors import WorkGoneError
from rapport.program.scoring.plain import Recording
from rapport.records.errors import InputError
from rapport.web.audit.scoring.form import evidence_of, form_of
from rapport.web.config.home_of import served_home
from rapport.work.scoring.screen import open_screen

FRESH_S = 120


@require_GET
def score(request: HttpRequest, key: str) -> HttpResponse:
    """What was said beside the criteria, with everything noted so far.

    The next interaction is fetched ahead by the browser: that answer may be kept for a short while. It
    changes nothing; a draft begins with the first save.
    """
    return screen_page(request, key)


def screen_page(request: HttpRequest, key: str, problem: InputError | None = None) -> HttpResponse:
    """The page of a piece of work; `problem` says why a correction could not be begun."""
    try:
        shown = open_screen(served_home(), request.actor, key)
    except WorkGoneError as gone:
        return render(request, "scoring/gone.html", {"gone": gone}, status=410)
    if shown is None:
        raise Http404
    facts = {
        "screen": shown,
        "form": form_of(shown.notes),
        "evidence": evidence_of(shown.notes),
        "next": reverse("score", args=[shown.next.key]) if shown.next else "",
        "submit_key": secrets.token_hex(16),
        "problem": problem,
        "reason": request.POST.get("reason", ""),
        "silences": _silences(shown.recording),
        "turns": [(turn, plain_said(turn["text"]), at) for turn, at in _in_time(shown.interaction.turns)],
    }
    template = "scoring/read.html" if shown.reading else "scoring/screen.html"
    answer = render(request, template, facts, status=400 if problem else 200)
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        patch_cache_control(answer, private=True, max_age=FRESH_S)
    else:
        add_never_cache_headers(answer)
    return answer


def _silences(recording: Recording | None) -> str:
    """Where the recording is silent, for the player; empty where only the browser can tell."""
    return json.dumps(recording.silences) if recording and recording.silences is not None else ""


def _in_time(turns: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], float | None]]:
    """Each turn with its second in the recording: as told, else counted from the first turn's time."""
    first = next((turn["at"] for turn in turns if turn["at"]), None)
    found: list[tuple[Mapping[str, Any], float | None]] = []
    for turn in turns:
        known, at = turn["offset_s"], turn["at"]
        since = max(0.0, (at - first).total_seconds()) if first and at else None
        found.append((turn, known if known is not None else since))
    return found


def plain_said(text: str | None) -> str:
    """What was said, letter by letter as the browser keeps it: it would join two-letter line ends and
    drop zero bytes, and every place behind them would shift."""
    said = text or ""
    return said.replace("\r\n", " \n").replace("\r", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
