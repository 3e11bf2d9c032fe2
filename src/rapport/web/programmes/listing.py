"""All programmes, with how they go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.program.people.permissions import Permission
from rapport.program.sending.plain import FOLLOW_UP
from rapport.program.sending.selectors import programmes as all_programmes
from rapport.program.sending.selectors import progress
from rapport.web.config.home_of import served_home
from rapport.web.programmes.shown import rate_of, waits_for


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Running ones first; put away with `?archived`."""
    archived = "archived" in request.GET
    found = all_programmes(request.actor, archived=archived)
    standing = progress(request.actor, [one.id for one in found])
    facts = {
        "rows": [(one, standing[one.id], rate_of(standing[one.id])) for one in found],
        "archived": archived,
        "follows_up": any(one.plan.kind == FOLLOW_UP for one in found),
        "may_edit": request.actor.may(Permission.SURVEYS_EDIT),
        "waits_for": waits_for(served_home()),
    }
    return render(request, "programmes/list.html", facts)
