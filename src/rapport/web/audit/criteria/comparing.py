"""Two versions beside each other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.program.audits.selectors import version_view, versions_list
from rapport.web.audit.criteria.editor import draft_or_404
from rapport.work.criteria_editing.compare import compare


def differences(request: HttpRequest) -> HttpResponse:
    """What changed from one version to another."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    old, new = version_view(request.actor, before), version_view(request.actor, after)
    if old is None or new is None:
        raise Http404
    return _page(request, before, old.text, after, new.text)


def draft_difference(request: HttpRequest, draft_id: str) -> HttpResponse:
    """What a draft changes, from the version it is based on or from another."""
    view = draft_or_404(request, draft_id)
    known = [one.definition for one in versions_list(request.actor)]
    same = [one for one in known if one.rpartition("@")[0] == view.line.criteria_id]
    before = request.GET.get("before") or view.line.based_on or next(iter(same), "")
    old = version_view(request.actor, before)
    if old is None:
        if "before" in request.GET:
            raise Http404
        return redirect("criteria_draft", draft_id=draft_id)
    name = f"draft of {view.line.criteria_id}@{view.line.version}"
    return _page(request, before, old.text, name, view.text, draft=view, known=known)


def _page(request: HttpRequest, before: str, old: str, after: str, new: str, **facts: object) -> HttpResponse:
    found = compare(old, new)
    shown = {"before": before, "after": after, "found": found, **facts}
    return render(request, "criteria/differences.html", shown)
