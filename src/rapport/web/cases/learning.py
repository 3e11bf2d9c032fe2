"""What is learnt from cases."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rapport.program.cases.access import require_learning
from rapport.program.cases.selectors.learning import case_count
from rapport.program.people.permissions import Permission, Sight
from rapport.web.base.sheet import sheet
from rapport.web.config.home_of import served_home
from rapport.work.cases.learning.overview import learnt
from rapport.work.cases.learning.why import Why

PERIODS = {"30": "30 days", "90": "90 days", "180": "half a year", "365": "a year", "all": "all times"}
OTHERWISE = "180"
AT_ONCE = 2000
"""Of more cases the page comes at once and what they tell follows."""
FEWER = "Fewer cases because of: "
"""A plan against a root cause begins with it as its title."""
COLUMNS = ("cause", "share", "low", "high", "base", "month")


@require_GET
def learning(request: HttpRequest) -> HttpResponse:
    """Ageing, times, recovery, causes, what helps, teams side by side; the causes also as a file."""
    actor, home = request.actor, served_home()
    require_learning(actor)
    days = request.GET.get("days", OTHERWISE)
    days = days if days in PERIODS else OTHERWISE
    team = request.GET.get("team", "")[:200]
    leads = actor.may(Permission.CASES_LEAD) and actor.sight(Permission.CASES_LEAD) is Sight.ALL
    number = None if days == "all" else int(days)
    now = timezone.now()
    shown = {"periods": PERIODS, "days": days, "team": team, "leads": leads, "fewer": FEWER}
    shown |= {"plans": actor.may(Permission.PLANS_EDIT)}
    since = now - timedelta(days=number) if number else None
    if not {"now", "as"} & set(request.GET) and case_count(actor, since, team=team) > AT_ONCE:
        return render(request, "cases/learning.html", {**shown, "working": True})
    found = learnt(home, actor, now, days=number, team=team, owners=leads)
    if request.GET.get("as") == "csv":
        return sheet("root-causes", COLUMNS, _rows(found.causes))
    whole = request.headers.get("HX-Request") != "true"
    template = "cases/learning.html" if whole else "cases/_learnt.html"
    return render(request, template, {**shown, "found": found})


def _rows(told: Why) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for cause in told.causes:
        pairs = [("all", cause.share), *zip(told.months, cause.by_month, strict=True)]
        found += [
            {
                "cause": cause.name,
                "share": one.value,
                "low": one.low,
                "high": one.high,
                "base": one.base,
                "month": month,
            }
            for month, one in pairs
        ]
    return found
