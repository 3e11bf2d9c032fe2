"""Keeps the tree of root causes: add, rename, move, retire; every version is kept."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rapport.program.cases.access import require_causes
from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Case, CauseVersion, RootCause
from rapport.program.cases.services.entries import publish_many_later
from rapport.program.cases.services.starting_causes import STARTING
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change

DEEPEST = 5


@transaction.atomic
def cause_add(actor: Actor, name: str, parent: int | None = None) -> int:
    """Adds a root cause below another, or at the top → its id. Raises NotAllowedError or CaseError."""
    require_causes(actor)
    above = _held(parent) if parent is not None else None
    name = _free(name, above, None)
    if above is not None and _depth(above) + 1 >= DEEPEST:
        raise CaseError(f"A tree of more than {DEEPEST} levels is no help", "parent", "Add it further up.")
    place = (RootCause.objects.filter(parent=above).aggregate(last=Max("place"))["last"] or 0) + 1
    made = RootCause.objects.create(name=name, parent=above, place=place)
    _keep(actor, f"Added “{name}”")
    return int(made.pk)


@transaction.atomic
def cause_rename(actor: Actor, cause: int, name: str) -> None:
    """Calls it something else, on all cases that name it. Raises NotAllowedError or CaseError."""
    require_causes(actor)
    found = _held(cause)
    before, found.name = found.name, _free(name, found.parent, found.pk)
    found.save(update_fields=["name"])
    _keep(actor, f"Renamed “{before}” to “{found.name}”", told_anew=found)


@transaction.atomic
def cause_move(actor: Actor, cause: int, parent: int | None) -> None:
    """Puts it, with what is below it, under another. Raises NotAllowedError or CaseError."""
    require_causes(actor)
    found, above = _held(cause), _held(parent) if parent is not None else None
    one = above
    while one is not None:
        if one.pk == found.pk:
            raise CaseError("It cannot stand below itself", "parent", "Choose another place.")
        one = one.parent
    if above is not None and _depth(above) + _height(found) >= DEEPEST:
        raise CaseError(f"A tree of more than {DEEPEST} levels is no help", "parent", "Move it further up.")
    _free(found.name, above, found.pk)
    found.parent = above
    found.save(update_fields=["parent"])
    said = f"Moved “{found.name}” " + (f"below “{above.name}”" if above else "to the top")
    _keep(actor, said, told_anew=found)


@transaction.atomic
def cause_retire(actor: Actor, cause: int, *, retired: bool = True) -> None:
    """Offers it no more, with all below it; or again. Cases that name it keep it."""
    require_causes(actor)
    found = _held(cause)
    for one in _with_below(found):
        one.retired_at = timezone.now() if retired else None
        one.save(update_fields=["retired_at"])
    _keep(actor, f"{'Retired' if retired else 'Took back'} “{found.name}”")


@transaction.atomic
def causes_start(actor: Actor) -> int:
    """Fills an empty tree with causes that most companies know → how many. Raises CaseError."""
    require_causes(actor)
    if RootCause.objects.exists():
        raise CaseError("There are root causes already", None, "Change those.")
    count = 0
    for place, (name, below) in enumerate(STARTING.items()):
        top = RootCause.objects.create(name=name, place=place)
        for number, one in enumerate(below):
            RootCause.objects.create(name=one, parent=top, place=number)
        count += 1 + len(below)
    _keep(actor, "Began with a tree that most companies know")
    return count


def _keep(actor: Actor, said: str, told_anew: RootCause | None = None) -> None:
    """A version of the tree. Closed cases are published with the names of their causes: those that name
    `told_anew`, or what lies below it, are published again."""
    number = (CauseVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    tree = list(RootCause.objects.order_by("pk").values("id", "parent_id", "name", "retired_at"))
    plain = [{**one, "retired_at": bool(one["retired_at"])} for one in tree]
    CauseVersion.objects.create(number=number, tree=plain, said=said[:500], by=actor.name)
    log_change(actor, "causes.change", "causes", str(number), after={"said": said})
    if told_anew is not None:
        of = Case.objects.filter(root_cause__in=_with_below(told_anew), state=Case.CLOSED)
        publish_many_later(of.values_list("pk", flat=True), f"causes-{number}")


def _held(cause: int) -> RootCause:
    found: RootCause | None = RootCause.objects.select_for_update(of=("self",)).filter(pk=cause).first()
    if found is None:
        raise CaseError("There is no such root cause", "cause", "Look at the tree again.")
    return found


def _free(name: str, parent: RootCause | None, own: int | None) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= 200:
        raise CaseError("A root cause needs a name of at most 200 letters", "name", "Write one.")
    if RootCause.objects.filter(parent=parent, name__iexact=name).exclude(pk=own).exists():
        raise CaseError(f"“{name}” stands there already", "name", "Choose another name.")
    return name


def _depth(cause: RootCause) -> int:
    """How many levels it is from the top, from 0."""
    return 0 if cause.parent is None else 1 + _depth(cause.parent)


def _height(cause: RootCause) -> int:
    """How many levels it and what is below it take."""
    return 1 + max((_height(one) for one in cause.below.all()), default=0)


def _with_below(cause: RootCause) -> list[RootCause]:
    return [cause, *(one for below in cause.below.all() for one in _with_below(below))]
