"""The mini-rating: upload, score one after the other, read one honest page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.people.permissions import Permission
from rapport.program.views.plain import MiniFacts, MiniItem
from rapport.program.views.selectors import mini_rating, mini_ratings
from rapport.program.views.services import mini_remove, mini_score
from rapport.records import InputError
from rapport.reports.charts.canvas import PHONE
from rapport.reports.charts.picture import svg
from rapport.reports.palette import with_variables
from rapport.sources.kinds import INTERACTION_KINDS
from rapport.web.config.home_of import served_home
from rapport.web.reports.export import attachment
from rapport.work.mini_rating.page import rating_chart, rating_pdf
from rapport.work.mini_rating.questions import STEP_NAMES, answers_of, decided, is_harmful, questions
from rapport.work.mini_rating.rating import rating_of
from rapport.work.mini_rating.upload import rate_upload
from rapport.work.results.board import PANEL


@require_http_methods(["GET", "POST"])
def minis(request: HttpRequest) -> HttpResponse:
    """One's mini-ratings, and the form to begin one."""
    problem = None
    if request.method == "POST":
        try:
            return redirect("mini-score", rating=_uploaded(request))
        except InputError as error:
            request.actor.require(Permission.MINI_RATE)
            problem = error
    facts = {"made": mini_ratings(request.actor), "kinds": INTERACTION_KINDS, "problem": problem}
    facts |= {"typed": request.POST}
    return render(request, "results/minis.html", facts, status=400 if problem else 200)


@require_http_methods(["GET", "POST"])
def mini_score_one(request: HttpRequest, rating: UUID) -> HttpResponse:
    """The next interaction to score, or the one asked for; saved and on to the next."""
    found = _found(request, rating)
    problem = None
    if request.method == "POST":
        position = _position(request.POST.get("at"))
        try:
            mini_score(request.actor, found.id, position, decided(request.POST, "harm" in request.POST))
        except InputError as error:
            problem = error
        else:
            return _onward(_found(request, rating), position)
    one = _item(found, request.POST.get("at") or request.GET.get("at"))
    if one is None:
        return redirect("mini-rating", rating=rating)
    facts = {"rating": found, "one": one, "problem": problem, "steps": STEP_NAMES, **_asked(request, one)}
    return render(request, "results/mini_score.html", facts, status=400 if problem else 200)


@require_GET
def mini(request: HttpRequest, rating: UUID) -> HttpResponse:
    """The one page."""
    home = served_home()
    found = rating_of(home, _found(request, rating))
    chart = rating_chart(found, home.settings.target_qci)
    pictures = [with_variables(svg(chart, canvas)) for canvas in (PANEL, PHONE)] if found.qci.base else []
    facts = {"rating": found, "pictures": pictures, "target": home.settings.target_qci}
    return render(request, "results/mini.html", facts)


@require_GET
def mini_pdf(request: HttpRequest, rating: UUID) -> HttpResponse:
    """The one page, to print."""
    home = served_home()
    return attachment(rating_pdf(home, rating_of(home, _found(request, rating))), "mini-rating.pdf", "pdf")


@require_POST
def mini_gone(request: HttpRequest, rating: UUID) -> HttpResponse:
    """Removes a rating and all that was uploaded for it."""
    mini_remove(request.actor, str(rating))
    return redirect("minis")


def _uploaded(request: HttpRequest) -> str:
    file, given = request.FILES.get("file"), request.POST
    if file is None:
        raise InputError("No file was chosen", "file", "Choose a file with up to thirty interactions.")
    population = given.get("population", "").strip()
    if population and not (population.isascii() and population.isdigit() and len(population) < 12):
        raise InputError(
            f"{population!r} is no number", "population", "Write it in digits, or leave it empty."
        )
    return rate_upload(
        served_home(),
        request.actor,
        title=given.get("title", ""),
        kind=given.get("kind", ""),
        name=file.name or "",
        chunks=file.chunks(),
        population=int(population) if population else None,
        random="random" in given,
    )


def _found(request: HttpRequest, rating: UUID) -> MiniFacts:
    found = mini_rating(request.actor, str(rating))
    if found is None:
        raise Http404
    return found


def _item(found: MiniFacts, at: str | None) -> MiniItem | None:
    """The interaction asked for, else the first that is not scored; None when all are."""
    if at:
        position = _position(at)
        return next((one for one in found.items if one.position == position), None)
    return next((one for one in found.items if one.decisions is None), None)


def _position(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _onward(found: MiniFacts, position: int) -> HttpResponse:
    """To the next that is not scored, behind this one first; to the page when none is left."""
    left = [one.position for one in found.items if one.decisions is None]
    after = next((one for one in left if one > position), left[0] if left else None)
    if after is None:
        return redirect("mini-rating", rating=found.id)
    return redirect(f"{reverse('mini-score', args=[found.id])}?at={after}")


def _asked(request: HttpRequest, one: MiniItem) -> dict[str, Any]:
    """The questions with what is answered: what was just typed, else what is stored."""
    typed = request.method == "POST"
    stored = request.POST if typed else answers_of(one.decisions)
    rows = [
        {"name": each.name, "title": each.title, "text": each.text, "answer": stored.get(each.name)}
        for each in questions().elements
    ]
    return {"asked": rows, "harm": "harm" in request.POST if typed else is_harmful(one.decisions)}
