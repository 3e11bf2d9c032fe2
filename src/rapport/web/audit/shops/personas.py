"""Personas: who a shopper pretends to be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.selectors import newest_schema
from rapport.program.shops import selectors
from rapport.program.shops.plain import PersonaFacts
from rapport.program.shops.services import persona_retire, persona_save
from rapport.records.errors import InputError
from rapport.web.audit.shops.typed import whole

FIELDS = ("name", "customer_type", "emotional_state", "story", "knows", "wants")


@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """The list, and a form for a new one or one to change."""
    actor, given, problem = request.actor, request.POST, None
    typed = None
    if request.method == "POST":
        actor.require(Permission.SHOPS_PLAN)
        try:
            number = whole(given.get("id") or "0", "id")
            if given.get("act") == "retire":
                persona_retire(actor, number)
            else:
                persona_save(actor, PersonaFacts(id=number, **{name: given.get(name, "") for name in FIELDS}))
                messages.success(request, "Saved.")
            return redirect("shops-personas")
        except NotAllowedError:
            raise
        except InputError as error:
            problem, typed = error, given
    found = selectors.personas(actor)
    chosen = request.GET.get("change", "")
    form = typed or next((one for one in found if str(one.id) == chosen), None)
    facts = {
        "personas": found,
        "form": form,
        "problem": problem,
        "schema": newest_schema(actor) if actor.may(Permission.SCHEMA_READ) else None,
        "may_plan": actor.may(Permission.SHOPS_PLAN),
    }
    if facts["schema"]:
        facts["types"] = facts["schema"].values("customer_type")
        facts["states"] = facts["schema"].values("emotional_state")
    return render(request, "shops/personas.html", facts, status=400 if problem else 200)
