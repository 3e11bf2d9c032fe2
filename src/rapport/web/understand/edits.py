"""The tree of concerns, to be changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.web.understand.waiting import patience
from rapport.work.concerns.editing import (
    TreeChangedError,
    merge_concerns,
    move_concerns,
    pin_concerns,
    rename_concern,
    undo_edit,
)
from rapport.work.understanding.edited import edited_tree

TOP = ""


@require_GET
def edit(request: HttpRequest) -> HttpResponse:
    """The tree with how many conversations each concern has."""
    chosen = request.GET.getlist("concern")
    found = edited_tree(served_home(), request.actor, chosen, patience(request))
    return render(request, "understand/edit.html", {"found": found, "chosen": chosen})


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Renames, moves, pins or merges; said again with what was typed when it cannot be."""
    request.actor.require(Permission.CONCERNS_EDIT)
    try:
        said = _change(request)
    except InputError as error:
        status = 409 if isinstance(error, TreeChangedError) else 400
        chosen = request.POST.getlist("concern")
        found = edited_tree(served_home(), request.actor, chosen, patience(request))
        facts = {"found": found, "chosen": chosen, "problem": error, "typed": request.POST}
        return render(request, "understand/edit.html", facts, status=status)
    messages.success(request, said)
    return redirect("concerns-edit")


def _change(request: HttpRequest) -> str:
    home, actor, given = served_home(), request.actor, request.POST
    version, chosen, act = _version(request), given.getlist("concern"), given.get("act", "")
    if not chosen:
        raise InputError("No concern is chosen", "concern", "Tick one in the list, or several to merge.")
    if act == "rename":
        rename_concern(home, actor, version, chosen[0], given.get("name", ""))
        return "Renamed."
    if act == "move":
        parent = given.get("parent", TOP) or None
        move_concerns(home, actor, version, chosen, parent)
        return "Moved."
    if act in ("pin", "unpin"):
        pin_concerns(home, actor, version, chosen, act == "pin")
        return (
            "Pinned: it stays as it is when concerns are found anew."
            if act == "pin"
            else "Not pinned any more."
        )
    if act == "merge":
        into = given.get("into") or chosen[0]
        merge_concerns(home, actor, version, chosen, into)
        return "Merged. Every number counts them as one from now on."
    raise InputError(f"There is no change {act!r}", "act", "Use one of the buttons.")


def _version(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise InputError("The form is not whole", "version", "Open the page again.") from None


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes the last change back."""
    request.actor.require(Permission.CONCERNS_EDIT)
    undo_edit(served_home(), request.actor, _version(request))
    messages.success(request, "The last change was taken back.")
    return redirect("concerns-edit")
