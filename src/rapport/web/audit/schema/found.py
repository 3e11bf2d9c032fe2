"""What an address names, or nothing there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from rapport.program.schemas.plain import RoundFacts, Schema
from rapport.program.schemas.selectors import coding_round, schema_version


def schema_or_404(request: HttpRequest, number: int) -> Schema:
    """The version of the schema. Raises Http404."""
    found = schema_version(request.actor, number)
    if found is None:
        raise Http404
    return found


def round_or_404(request: HttpRequest, round_id: int) -> RoundFacts:
    """The round of coding. Raises Http404."""
    found = coding_round(request.actor, round_id)
    if found is None:
        raise Http404
    return found
