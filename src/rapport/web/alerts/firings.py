"""What rules fired for; and praise, for those whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.program.alerts.definition.model import KINDS
from rapport.program.alerts.plain import STATES, FiringFacts
from rapport.web.alerts.frame import page
from rapport.web.base.sheet import MOST, sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.alerts.praise import praise_with_words
from rapport.work.results.choices import all_choices
from rapport.work.results.sight import still_blind

NAMES = ("rule", "state", "kind", "team", "channel", "customer")
COLUMNS = (
    "at", "rule", "version", "kind", "state", "interaction_id", "customer_id", "team", "agent_id",
    "channel", "found", "case_id", "problem",
)  # fmt: skip


@require_GET
def fired(request: HttpRequest) -> HttpResponse:
    """The history, newest first, narrowed by the address."""
    from rapport.program.alerts.selectors import firings_page, rules_listed
    from rapport.program.alerts.selectors.firings import Wanted

    chosen = {name: request.GET.get(name, "").strip() or None for name in NAMES}
    customer = chosen.pop("customer")
    wanted = Wanted(**chosen, customer_id=customer)
    hidden = still_blind(request.actor)
    if wants_sheet(request):
        return sheet("alerts", COLUMNS, map(_flat, _every(request, wanted, hidden)))
    found = firings_page(request.actor, wanted, request.GET.get("after"), hidden=hidden)
    chosen["customer"] = customer
    kept = [(name, value) for name, value in chosen.items() if value]
    choices = all_choices(served_home())
    facts = {
        "found": found,
        "chosen": chosen,
        "narrowed": bool(kept),
        "rules": rules_listed(request.actor),
        "states": STATES,
        "kinds": KINDS,
        "teams": choices.team,
        "channels": choices.channel,
        "query": urlencode(kept),
        "more": urlencode([*kept, ("after", found.after or "")]),
    }
    return page(request, "fired", facts)


@require_GET
def praise(request: HttpRequest) -> HttpResponse:
    """The wall of praise: of oneself, of one's teams, of all."""
    team = request.GET.get("team", "").strip() or None
    found = praise_with_words(served_home(), request.actor, request.GET.get("after"), team=team)
    kept = [("team", team)] if team else []
    facts = {
        "found": found,
        "team": team,
        "query": urlencode(kept),
        "more": urlencode([*kept, ("after", found.after or "")]),
    }
    return page(request, "praise", facts)


def _every(request: HttpRequest, wanted: Any, hidden: frozenset[str]) -> Iterator[FiringFacts]:
    from rapport.program.alerts.selectors import firings_page

    after, many = None, 0
    while many < MOST:
        found = firings_page(request.actor, wanted, after, hidden=hidden)
        yield from found.rows
        many, after = many + len(found.rows), found.after
        if after is None:
            return


def _flat(one: FiringFacts) -> dict[str, Any]:
    found = "; ".join(f"{name} {value}" for name, value in one.facts.items())
    return {**vars(one), "found": found}
