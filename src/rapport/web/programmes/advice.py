"""Where to listen first: by the kind of business, and by the home's own numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.program.people.permissions import Permission
from rapport.program.sending.advice import MODELS, advice_for
from rapport.web.config.home_of import served_home
from rapport.work.asking.preview import USUAL_RATE
from rapport.work.asking.touchpoints import WEEKS, touchpoints


@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """Touchpoint, metric, channel and moment, each with why; then the home's touchpoints in their order."""
    request.actor.require(Permission.SURVEYS_READ)
    model = request.GET.get("model", "")
    model = model if model in MODELS else next(iter(MODELS))
    facts = {
        "models": MODELS,
        "model": model,
        "proposals": advice_for(model),
        "touchpoints": touchpoints(served_home(), request.actor, timezone.now()),
        "weeks": WEEKS,
        "rate": round(100 * USUAL_RATE),
        "may_edit": request.actor.may(Permission.SURVEYS_EDIT),
    }
    return render(request, "programmes/advice.html", facts)
