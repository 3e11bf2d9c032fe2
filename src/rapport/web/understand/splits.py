"""One concern divided: the parts that were found, to be named."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.web.understand.waiting import patience
from rapport.work.concerns.splitting import Proposal, ask_to_split, propose_parts
from rapport.work.understanding.concern import place_of


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, concern: str) -> HttpResponse:
    """The parts found in its conversations; posted, those that were named become concerns below it."""
    home, actor, problem = served_home(), request.actor, None
    typed: dict[str, str] = {}
    if request.method == "POST":
        words = [one.split() for one in request.POST.getlist("words")]
        names = request.POST.getlist("name")
        try:
            version = int(request.POST.get("version", ""))
            parts = list(zip(names, words, strict=True))
            return redirect("job", job_id=ask_to_split(home, actor, version, concern, parts))
        except InputError as error:
            problem = error
        except ValueError:
            problem = InputError("The form is not whole", "name", "Open the page again.")
        typed = {" ".join(one): name for one, name in zip(words, names, strict=False)}
    found = propose_parts(home, actor, concern, patience(request))
    facts: dict[str, Any] = {"place": place_of(home, concern), "problem": problem}
    if isinstance(found, Proposal):
        facts["found"] = found
        facts["parts"] = [
            (one, " ".join(one.words), typed.get(" ".join(one.words), one.name)) for one in found.parts
        ]
    return render(request, "understand/split.html", facts, status=400 if problem else 200)
