"""What the machine read of one interaction: beside what was said, and on a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.config.home_of import served_home
from rapport.work.annotating.told import ReadOf, read_of

WIDTH, HEIGHT, EDGE = 300, 64, 6


@require_GET
def reading(request: HttpRequest, interaction_id: str) -> HttpResponse:
    """The verdicts, the customer's course, and the turns that tell something with their words."""
    found = read_of(served_home(), request.actor, interaction_id)
    if found is None:
        raise Http404
    return render(request, "explore/reading.html", {"read": found, **drawn(found)})


def drawn(found: ReadOf) -> dict[str, Any]:
    """The picture of the customer's course."""
    return {"line": _line(found), "width": WIDTH, "height": HEIGHT, "middle": HEIGHT / 2}


def _line(found: ReadOf) -> list[tuple[float, float, int, float]]:
    """Where each of the customer's turns stands in the picture: x, y, turn, value; one turn is no course."""
    if len(found.course) < 2:
        return []
    step = (WIDTH - 2 * EDGE) / (len(found.course) - 1)
    return [
        (round(EDGE + place * step, 1), round(HEIGHT / 2 - value * (HEIGHT / 2 - EDGE), 1), turn, value)
        for place, (turn, value) in enumerate(found.course)
    ]
