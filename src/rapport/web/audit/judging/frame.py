"""What all pages of judging share: their tabs, answers to forms that could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.criteria import Criteria
from rapport.program.judging.access import sees_all_judging
from rapport.program.judging.business_days import last_second
from rapport.program.judging.errors import JudgingError
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.work.judging.criteria import criteria_chosen, criteria_used


@dataclass(frozen=True)
class Tab:
    """A page beside others of its kind."""

    title: str
    path: str
    here: bool


Allowed = Callable[[Actor], bool]


def _everybody(actor: Actor) -> bool:
    return True


TABS: Mapping[str, tuple[tuple[str, str, Allowed], ...]] = {
    "calibration": (
        ("Sessions", "calibration", _everybody),
        ("Agreement", "agreement", _everybody),
        ("Rules to rewrite", "rewrites", _everybody),
    ),
    "certification": (
        ("Evaluators", "certification", _everybody),
        ("Gold", "gold", sees_all_judging),
        ("Standard", "standard", sees_all_judging),
    ),
    "disputes": (
        ("Disputes", "disputes", _everybody),
        ("Rates", "dispute_rates", sees_all_judging),
        ("Targeted reviews", "targeted", sees_all_judging),
    ),
}


def page(
    request: HttpRequest, template: str, group: str, facts: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The page with its tabs; `facts["here"]` names the address of the tab it belongs to."""
    here = facts.get("here", request.resolver_match.url_name if request.resolver_match else "")
    mine = [(title, name) for title, name, may in TABS[group] if may(request.actor)]
    tabs = [Tab(title, reverse(f"judging:{name}"), name == here) for title, name in mine]
    runs = request.actor.may(Permission.CALIBRATION_RUN)
    return render(request, f"judging/{template}.html", {"tabs": tabs, "runs": runs, **facts}, status=status)


def chosen_criteria(request: HttpRequest) -> Criteria | None:
    """The criteria that the address names, or the newest."""
    definition = request.GET.get("criteria") or request.POST.get("criteria")
    return criteria_chosen(served_home(), request.actor, definition or None)


def given_criteria(request: HttpRequest) -> Criteria:
    """The same. Raises JudgingError where there are none yet."""
    found = chosen_criteria(request)
    if found is None:
        raise JudgingError("There are no criteria yet", None, "Publish criteria, or draw a sample by some.")
    return found


def known_criteria(request: HttpRequest) -> list[str]:
    """What can be chosen."""
    return criteria_used(served_home(), request.actor)


def end_of_day(text: str) -> datetime | None:
    """`2026-03-04` → the end of that day in the home's zone; None for nothing. Raises JudgingError."""
    if not text.strip():
        return None
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day, in no zone yet
    except ValueError:
        raise JudgingError(f"{text[:20]!r} is no date", "due", "Write it as 2026-03-04.") from None
    return last_second(day, served_home().settings.zone)


def whole(request: HttpRequest, name: str, default: int) -> int:
    """A whole number of a form. Raises JudgingError."""
    text = request.POST.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise JudgingError(f"{text[:20]!r} is no whole number", name, "Write digits only.") from None


def filled(request: HttpRequest, fields: Sequence[str]) -> dict[str, str]:
    """The fields `where_…` of a form that somebody filled in."""
    given = {name: request.POST.get(f"where_{name}", "").strip() for name in fields}
    return {name: value for name, value in given.items() if value}


def query(**facts: str | None) -> str:
    """Facts as the query of an address."""
    return "?" + urlencode({name: value for name, value in facts.items() if value})
