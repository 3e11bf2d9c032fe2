"""Versions of the schema: the list, a new one, and one with its axes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.selectors import coding_rounds, schema_versions
from rapport.program.schemas.services import (
    schema_copy,
    schema_create,
    schema_describe,
    schema_discard,
    schema_publish,
)
from rapport.records.errors import InputError
from rapport.web.audit.schema.found import schema_or_404
from rapport.web.config.home_of import served_home
from rapport.work.schema.axis_counts import axis_views
from rapport.work.schema.start import preview_schema, start_from_data


def overview(request: HttpRequest) -> HttpResponse:
    """All versions, and the rounds of coding."""
    facts = {
        "versions": schema_versions(request.actor),
        "rounds": coding_rounds(request.actor),
        "axes": AXES,
        "may_edit": request.actor.may(Permission.SCHEMA_EDIT),
    }
    return render(request, "schema/overview.html", facts)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A first draft: from the data, or empty axes to be filled by coding."""
    home, actor, problem = served_home(), request.actor, None
    given = request.POST if request.method == "POST" else request.GET
    chosen = {axis.name: given.getlist(axis.name) for axis in AXES} if "looked" in given else None
    title = given.get("title", "What our customers come with")
    if request.method == "POST":
        try:
            if given.get("way") == "empty":
                number = schema_create(actor, title)
            else:
                number = start_from_data(home, actor, title, chosen or {})
            return redirect("schema-version", number)
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    try:
        preview = preview_schema(home, actor, chosen)
    except NotAllowedError:
        raise
    except InputError as error:
        problem, preview = problem or error, preview_schema(home, actor)
    facts = {
        "preview": preview,
        "axes": [(axis, one) for axis, one in zip(AXES, preview.axes, strict=True)],
        "title": title,
        "problem": problem,
    }
    return render(request, "schema/new.html", facts, status=400 if problem else 200)


def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its axes at a glance, what waits, what can be done."""
    return _version(request, number)


def _version(request: HttpRequest, number: int, problem: InputError | None = None) -> HttpResponse:
    schema = schema_or_404(request, number)
    actor = request.actor
    proposed = [(axis, value) for axis in AXES for value in schema.values(axis.name) if value.proposed]
    facts = {
        "schema": schema,
        "views": axis_views(served_home(), actor, schema),
        "rounds": [one for one in coding_rounds(actor) if one.version == number],
        "proposed": proposed,
        "problem": problem,
        "may_edit": actor.may(Permission.SCHEMA_EDIT),
        "may_publish": actor.may(Permission.SCHEMA_PUBLISH),
    }
    return render(request, "schema/version.html", facts, status=400 if problem else 200)


@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Publishes, copies, discards or renames a version."""
    actor, wanted = request.actor, request.POST.get("act")
    actor.require(Permission.SCHEMA_EDIT)
    try:
        if wanted == "copy":
            return redirect("schema-version", schema_copy(actor, number))
        if wanted == "discard":
            schema_discard(actor, number)
            messages.success(request, f"Version {number} is gone.")
            return redirect("schema")
        if wanted == "publish":
            schema_publish(actor, number)
            messages.success(request, f"Version {number} is published.")
        elif wanted == "describe":
            schema_describe(
                actor, number, title=request.POST.get("title", ""), note=request.POST.get("note", "")
            )
    except NotAllowedError:
        raise
    except InputError as error:
        return _version(request, number, error)
    return redirect("schema-version", number)
