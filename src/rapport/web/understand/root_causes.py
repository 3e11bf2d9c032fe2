"""Root causes of all concerns, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.language.experience.facts import LABELS as BESIDE_WORDS
from rapport.program.people.permissions import Permission
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.web.understand.concern import LABELS
from rapport.web.understand.waiting import patience
from rapport.work.understanding.root_causes import Cause, RootCauses, root_causes_of
from rapport.work.understanding.seen import seen_of

COLUMNS = (
    "concern", "name", "cause", "missing", "difference", "difference_low", "difference_high", "adjusted_p",
    "badly", "badly_base", "elsewhere", "elsewhere_base", "quote", "interaction_id", "turn",
)  # fmt: skip


@require_GET
def root_causes(request: HttpRequest) -> HttpResponse:
    """Concern, what goes with it where it went badly, how much commoner, and words that show it."""
    home, actor, view = served_home(), request.actor, view_of(request)
    found = root_causes_of(home, actor, view, patience(request))
    if wants_sheet(request) and isinstance(found, RootCauses):
        return sheet("root-causes", COLUMNS, map(_cells, found.causes))
    seen = seen_of(actor)
    facts = {
        "found": found if isinstance(found, RootCauses) else None,
        "nothing": None if isinstance(found, RootCauses) else found,
        "bar": filter_bar(view, seen),
        "query": view.query(),
        "labels": LABELS,
        "beside": BESIDE_WORDS,
        "may_read": actor.may(Permission.INTERACTIONS_READ) and seen.words,
    }
    return render(request, "understand/causes.html", facts)


def _cells(one: Cause) -> dict[str, Any]:
    driver, quote = one.driver, next(iter(one.driver.quotes), None)
    return {
        "concern": one.place.id, "name": one.place.name, "cause": LABELS.get(driver.label, driver.label),
        "missing": "yes" if driver.missing else "no", "difference": driver.difference.value,
        "difference_low": driver.difference.low, "difference_high": driver.difference.high,
        "adjusted_p": driver.adjusted_p, "badly": driver.bad.value, "badly_base": driver.bad.base,
        "elsewhere": driver.rest.value, "elsewhere_base": driver.rest.base,
        "quote": quote.text if quote else "", "interaction_id": quote.interaction_id if quote else "",
        "turn": quote.turn if quote else "",
    }  # fmt: skip
