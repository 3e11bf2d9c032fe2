"""Themes: the colours of public pages, with the contrast of what is read on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.surveys.selectors import themes_list
from rapport.program.surveys.services import theme_remove, theme_save
from rapport.records import InputError
from rapport.surveys.theme import COLOURS, ENOUGH, contrasts

LABELS = {
    "paper": "Page",
    "ink": "Words",
    "quiet": "Quieter words",
    "accent": "Buttons",
    "on_accent": "Words on buttons",
}


def themes(request: HttpRequest) -> HttpResponse:
    """The list, and the form of one theme."""
    found = themes_list(request.actor)
    chosen = next((one for one in found if one.name == request.GET.get("theme")), None)
    colours = COLOURS | (dict(chosen.colours) if chosen else {})
    typed = {"name": chosen.name, "sender": chosen.sender} if chosen else {}
    problem, status = None, 200
    if request.method == "POST":
        typed = request.POST.dict()
        colours = {name: typed.get(name, "").strip() or usual for name, usual in COLOURS.items()}
        try:
            return _save(request, colours)
        except NotAllowedError:
            raise
        except InputError as error:
            problem, status = error, 400
    facts = {
        "themes": [(one, min(ratio for _, _, ratio in contrasts(one.colours))) for one in found],
        "fields": [(name, LABELS[name], colours[name]) for name in COLOURS],
        "contrasts": [(LABELS[a], LABELS[b], ratio, ratio >= ENOUGH) for a, b, ratio in contrasts(colours)],
        "typed": typed,
        "problem": problem,
        "may_write": request.actor.may(Permission.SURVEYS_EDIT),
    }
    return render(request, "ask/themes.html", facts, status=status)


def _save(request: HttpRequest, colours: dict[str, str]) -> HttpResponse:
    name = request.POST.get("name", "")
    if request.POST.get("act") == "remove":
        theme_remove(request.actor, name)
        messages.success(request, f"Theme {name} is removed; surveys that had it look as usual.")
    else:
        theme_save(request.actor, name, colours, request.POST.get("sender", ""))
        messages.success(request, f"Theme {name} is saved.")
    return HttpResponseRedirect(reverse("ask_themes"))
