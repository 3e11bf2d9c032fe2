"""The list of cases, and what is done with many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from rapport.program.cases.errors import CaseError
from rapport.program.cases.plain import KINDS, RESOLUTIONS, URGENCIES, Closing
from rapport.program.cases.selectors import case_workers, cases, causes, choices
from rapport.program.cases.services import case_close, case_hand_over
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.web.base.sheet import sheet
from rapport.web.cases.wishes import TABS, WHOSE, query_of, wanted_of
from rapport.work.cases.export import COLUMNS, exported

MOST_SELECTED = 200


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Cases that this person sees: what is due first stands first."""
    actor = request.actor
    actor.require(Permission.CASES_WORK)
    wanted = wanted_of(request.GET)
    if request.GET.get("as") == "csv":
        return sheet("cases", COLUMNS, exported(actor, wanted))
    found = cases(actor, wanted, after=request.GET.get("after"))
    facts = {
        "found": found,
        "wanted": wanted,
        "tabs": [(name, title, found.counts.get(name)) for name, title in TABS.items()],
        "whose": WHOSE,
        "kinds": KINDS,
        "urgencies": URGENCIES,
        "choices": choices(actor),
        "narrowed": bool(query_of(request, state="")),
        "query": query_of(request),
        "without_state": query_of(request, state=""),
        "more": query_of(request) + f"&after={found.after}" if found.after else "",
        **_many(request),
    }
    return render(request, "cases/inbox.html", facts)


def _many(request: HttpRequest) -> dict[str, Any]:
    """What doing something with many at once offers."""
    return {
        "workers": case_workers(request.actor),
        "resolutions": RESOLUTIONS,
        "causes": causes(request.actor),
    }


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Gives the selected cases to somebody, or closes them. One that somebody else changed meanwhile is
    left as it is, and said."""
    actor, given = request.actor, request.POST
    actor.require(Permission.CASES_WORK)
    act = given.get("act", "")
    chosen = [one.partition(":") for one in given.getlist("case")[:MOST_SELECTED]]
    done, problems = 0, dict[str, int]()
    for case_id, _, version in chosen:
        try:
            number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else -1
            if act == "close":
                case_close(actor, case_id, _closing(given), number)
            else:
                case_hand_over(actor, case_id, given.get("to", ""), given.get("reason", ""), number)
            done += 1
        except NotAllowedError:
            raise
        except CaseError as error:
            problems[str(error.what)] = problems.get(str(error.what), 0) + 1
    if not chosen:
        messages.warning(request, "No case was selected.")
    if done:
        messages.success(request, f"{done} {'closed' if act == 'close' else 'given on'}.")
    for what, count in problems.items():
        messages.warning(request, f"{count} left as they were: {what}.")
    back = given.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe and back.startswith("/act/cases/") else reverse("cases:inbox"))


def _closing(given: Any) -> Closing:
    cause = given.get("cause", "")
    return Closing(
        resolution=given.get("resolution", ""),
        cause=int(cause) if cause.isascii() and cause.isdigit() and len(cause) < 12 else None,
        justified={"yes": True, "no": False}.get(given.get("justified", "")),
        outcome=given.get("outcome", ""),
        suggestion=given.get("suggestion", ""),
    )
