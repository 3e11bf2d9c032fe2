"""The values of one axis, and which pairs of values cannot occur."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES, AXIS
from rapport.program.schemas.plain import NewValue, Schema
from rapport.program.schemas.services import (
    pairs_set,
    value_add,
    value_change,
    value_remove,
    values_merge,
)
from rapport.records.errors import InputError
from rapport.web.audit.schema.found import schema_or_404
from rapport.web.config.home_of import served_home
from rapport.work.schema.axis_counts import axis_views


@require_http_methods(["GET", "POST"])
def axis(request: HttpRequest, number: int, axis: str) -> HttpResponse:
    """One axis: its values with counts; in a draft they are added, renamed, merged, removed."""
    schema = schema_or_404(request, number)
    if request.method == "POST":
        request.actor.require(Permission.SCHEMA_EDIT)
    if axis not in AXIS:
        raise Http404
    problem, typed = None, None
    if request.method == "POST":
        try:
            said = _change(request.actor, number, axis, request.POST)
            if said:
                messages.success(request, said)
            return redirect("schema-axis", number, axis)
        except NotAllowedError:
            raise
        except InputError as error:
            problem, typed = error, request.POST
    view = next(one for one in axis_views(served_home(), request.actor, schema) if one.name == axis)
    facts = {
        "schema": schema,
        "view": view,
        "axes": AXES,
        "problem": problem,
        "typed": typed,
        "may_change": schema.is_draft and request.actor.may(Permission.SCHEMA_EDIT),
    }
    return render(request, "schema/axis.html", facts, status=400 if problem else 200)


def _change(actor: Actor, number: int, axis: str, given: QueryDict) -> str:
    wanted, name = given.get("act"), given.get("name", "")
    if wanted == "add":
        value_add(actor, number, axis, _typed(given))
    elif wanted == "change":
        value_change(actor, number, axis, name, _typed(given))
    elif wanted == "remove":
        value_remove(actor, number, axis, name)
        return "Removed."
    elif wanted == "merge":
        names = given.getlist("chosen")
        values_merge(actor, number, axis, names, given.get("into", ""))
        return f"Merged {len(set(names) - {given.get('into')})}."
    return ""


def _typed(given: QueryDict) -> NewValue:
    return NewValue(
        label=given.get("label", ""),
        description=given.get("description", ""),
        examples=given.get("examples", ""),
        aliases=tuple(
            dict.fromkeys(line.strip() for line in given.get("aliases", "").splitlines() if line.strip())
        ),
    )


@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest, number: int) -> HttpResponse:
    """A matrix of two axes: what cannot occur together is marked."""
    schema = schema_or_404(request, number)
    given = request.POST if request.method == "POST" else request.GET
    filled = [one.name for one in AXES if schema.values(one.name)]
    a = given.get("a") or next(iter(filled), "")
    b = given.get("b") or next((one for one in filled if one != a), "")
    problem, marked = None, _marked(schema, a, b)
    if request.method == "POST":
        marked = {(x, y) for one in given.getlist("pair") for x, _, y in [one.partition("|")]}
        try:
            pairs_set(request.actor, number, a, b, marked)
            messages.success(request, "Saved.")
            return redirect(f"{reverse('schema-pairs', args=[number])}?a={a}&b={b}")
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    facts = {
        "schema": schema,
        "axes": [AXIS[one] for one in filled],
        "a": AXIS.get(a),
        "b": AXIS.get(b),
        "columns": schema.values(b),
        "rows": [
            (row, [(column, (row.name, column.name) in marked) for column in schema.values(b)])
            for row in schema.values(a)
        ],
        "rules": len(schema.pairs),
        "problem": problem,
        "may_change": schema.is_draft and request.actor.may(Permission.SCHEMA_EDIT),
    }
    return render(request, "schema/pairs.html", facts, status=400 if problem else 200)


def _marked(schema: Schema, a: str, b: str) -> set[tuple[str, str]]:
    ahead = {(one.value_a, one.value_b) for one in schema.pairs if (one.axis_a, one.axis_b) == (a, b)}
    back = {(one.value_b, one.value_a) for one in schema.pairs if (one.axis_a, one.axis_b) == (b, a)}
    return ahead | back
