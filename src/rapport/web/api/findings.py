"""`/api/findings`: what the newest data say, ranked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rapport.findings import Findings
from rapport.program.people.permissions import Permission
from rapport.web.api.finding_shapes import FindingList, FindingsAsked
from rapport.web.api.problems import ApiError
from rapport.web.api.routes import reads
from rapport.web.config.home_of import served_home
from rapport.work.results.choices import all_choices
from rapport.work.results.ready import findings_ready
from rapport.work.results.sight import seen_as, still_blind
from rapport.work.results.view import read_view

router = Router(tags=["findings"])
AGAIN_S = "5"
NOTHING: dict[str, Any] = {
    "provenance": None,
    "scores": {},
    "notes": ["Nothing has been evaluated here yet."],
    "items": [],
}


@reads(router, "", FindingList, Permission.ESTIMATES_READ, query=FindingsAsked, errors=(503,))
def list_findings(request: HttpRequest, asked: Query[FindingsAsked]) -> Any:
    """What an audit found, with estimates and words that show it, as far as the key may see.

    On a large home they are worked out beside: 503 says when to ask again, and while newer data are worked
    on, the answer is of the data version that its provenance names.
    """
    home, seen = served_home(), seen_as(request.auth)
    view = read_view({name: str(value) for name, value in asked.model_dump(by_alias=True).items() if value})
    all_choices(home).within(seen).check(view)
    told = findings_ready(home, seen, view)
    if told is None:
        raise ApiError(503, "The findings are being worked out.", headers={"Retry-After": AGAIN_S})
    found = told.findings
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
