"""Lessons as plain data."""

from __future__ import annotations

from django.db.models import Count, F, Q

from rapport.program.front.models import ModuleRead, TrainingModule
from rapport.program.front.plain import ModuleContent, ModuleFacts
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission


def modules(actor: Actor) -> tuple[ModuleFacts, ...]:
    """Those that are shown; who leads sees the others too. Raises NotAllowedError."""
    return _facts(actor, Q())


def module(actor: Actor, module_id: int) -> ModuleFacts | None:
    """One of them; None where there is none for this person."""
    return next(iter(_facts(actor, Q(pk=module_id))), None)


def require_front(actor: Actor) -> None:
    """Raises NotAllowedError for who neither serves customers nor leads those who do."""
    if not any(map(actor.may, (Permission.COACHING_OWN, Permission.COACHING_LEAD, Permission.CASES_WORK))):
        raise NotAllowedError(Permission.COACHING_OWN, actor.name)


def leads_front(actor: Actor) -> bool:
    """Whether they write lessons: who coaches, and who leads cases."""
    return actor.may(Permission.COACHING_LEAD) or actor.may(Permission.CASES_LEAD)


def _facts(actor: Actor, which: Q) -> tuple[ModuleFacts, ...]:
    require_front(actor)
    leads = leads_front(actor)
    rows = TrainingModule.objects.filter(which).order_by("pk")
    if not leads:
        rows = rows.exclude(published_at=None)
    rows = rows.annotate(readers=Count("reads", filter=Q(reads__revision=F("revision"))))
    mine = {}
    if actor.user_id is not None:
        read = ModuleRead.objects.filter(user_id=actor.user_id)
        mine = {(one.module_id, one.revision): one.at for one in read}
    return tuple(
        ModuleFacts(
            one.pk,
            ModuleContent(one.title, one.why, one.body, one.metric, one.survey),
            one.revision,
            one.published_at is not None,
            one.changed_by,
            one.changed_at,
            mine.get((one.pk, one.revision)),
            one.readers if leads else None,
        )
        for one in rows
    )
