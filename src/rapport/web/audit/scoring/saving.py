"""Saves, submissions, and what a window asks to go on after somebody's session ended."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.program.scoring.errors import ScoringError, UndecidedError
from rapport.web.audit.scoring.form import save_of
from rapport.web.audit.scoring.screen import screen_page
from rapport.web.audit.scoring.told import told_in_json, wants_json
from rapport.web.config.home_of import served_home
from rapport.work.scoring.save import correct_again, hand_in, save_notes, take_back


@require_POST
@told_in_json
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the notes; a script gets the new version and the score so far."""
    saved = save_notes(served_home(), request.actor, key, save_of(request.POST))
    if not wants_json(request):
        messages.success(request, "Saved.")
        return redirect("score", key=key)
    draft, live = saved.draft, saved.live
    facts = {"version": draft.version, "live": asdict(live), "notice": saved.notice}
    return JsonResponse(facts)


@require_POST
@told_in_json
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Submits once, however often it is sent with the same key; then comes the next."""
    if "keep" in request.POST:
        return save(request, key)
    try:
        done = hand_in(served_home(), request.actor, key, save_of(request.POST), request.POST.get("key", ""))
    except UndecidedError as error:
        if wants_json(request):
            raise
        messages.error(request, f"{error.what}. {error.todo}")
        return redirect("score", key=key)
    there = reverse("score", args=[done.next.key]) if done.next else reverse("queue")
    if not wants_json(request):
        messages.success(request, "Submitted.")
        return redirect(there)
    return JsonResponse({"evaluation": done.evaluation, "qci": done.qci, "next": there})


@require_POST
@told_in_json
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a submission of the last seconds back."""
    take_back(request.actor, key)
    there = reverse("score", args=[key])
    return JsonResponse({"next": there}) if wants_json(request) else redirect(there)


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Opens what was submitted again; it stands until the correction is submitted."""
    try:
        correct_again(served_home(), request.actor, key, request.POST.get("reason", ""))
    except ScoringError as problem:
        return screen_page(request, key, problem)
    return redirect("score", key=key)


@never_cache
@require_GET
def token(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and what a window needs to go on saving."""
    return JsonResponse({"who": request.actor.user_id, "token": get_token(request)})


@require_GET
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where somebody lands who signed in again beside an open screen."""
    return render(request, "scoring/signed_in.html")
