"""`/api/findings`: what the newest data say, ranked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rapport.findings import Findings
from rapport.program.people.permissions import Permission
from rapport.web.api.finding_shapes import FindingList, FindingsAsked
from rapport.web.api.routes import reads
from rapport.web.config.home_of import served_home
from rapport.work.results.choices import all_choices
from rapport.work.results.sight import seen_as, still_blind
from rapport.work.results.told import findings_told
from rapport.work.results.view import read_view

router = Router(tags=["findings"])
NOTHING: dict[str, Any] = {
    "provenance": None,
    "scores": {},
    "notes": ["Nothing has been evaluated here yet."],
    "items": [],
}


@reads(router, "", FindingList, Permission.ESTIMATES_READ, query=FindingsAsked)
def list_findings(request: HttpRequest, asked: Query[FindingsAsked]) -> Any:
    """What an audit found, with estimates and words that show it, as far as the key may see."""
    home, seen = served_home(), seen_as(request.auth)
    view = read_view({name: str(value) for name, value in asked.model_dump(by_alias=True).items() if value})
    all_choices(home).within(seen).check(view)
    found = findings_told(home, view.audit, view.domain(home.settings.zone), seen)
    if found is None or not found.provenance.evaluations:
        return NOTHING
    return _told(found.unquoted(still_blind(request.auth)))


def _told(found: Findings) -> dict[str, Any]:
    return {
        "provenance": found.provenance,
        "scores": found.scores,
        "notes": found.notes,
        "items": found.findings,
    }
