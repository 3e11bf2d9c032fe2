"""Writes lessons, and notes who has read them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rapport.program.front.errors import FrontError
from rapport.program.front.models import ModuleRead, TrainingModule
from rapport.program.front.plain import ModuleContent
from rapport.program.front.selectors.training import leads_front
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

LONGEST = 20_000
WORDS = ("title", "why", "body", "metric", "survey")


@transaction.atomic
def module_save(actor: Actor, content: ModuleContent, module: int | None = None, revision: int = 0) -> int:
    """A new lesson, or other words for one → its id. `revision` is the one that was read.

    Raises NotAllowedError, or FrontError, also when somebody saved meanwhile.
    """
    _require_lead(actor)
    if not content.title.strip():
        raise FrontError("The lesson has no title", "title", "Write one.")
    if len(content.why) > LONGEST or len(content.body) > LONGEST:
        raise FrontError("That is no short lesson", "body", f"Stay under {LONGEST:,} characters.")
    words = {name: getattr(content, name).strip() for name in WORDS}
    facts = {**words, "title": words["title"][:200], "changed_by": actor.name, "changed_at": timezone.now()}
    if module is None:
        made = TrainingModule.objects.create(**facts)
        log_change(actor, "training.create", "training", str(made.pk))
        return int(made.pk)
    moved = TrainingModule.objects.filter(pk=module, revision=revision).update(**facts, revision=revision + 1)
    if not moved:
        raise FrontError(
            "Somebody changed this lesson meanwhile, or it is gone",
            None,
            "Look at it, then save yours again.",
        )
    log_change(actor, "training.save", "training", str(module), after={"revision": revision + 1})
    return module


@transaction.atomic
def module_publish(actor: Actor, module: int, published: bool = True) -> None:
    """Shows it to everybody at the front, or takes it back. Raises as `module_save`."""
    _require_lead(actor)
    moved = TrainingModule.objects.filter(pk=module).update(
        published_at=timezone.now() if published else None
    )
    if not moved:
        raise FrontError("There is no such lesson", None, "Look at the list.")
    log_change(actor, "training.publish", "training", str(module), after={"published": published})


@transaction.atomic
def module_read(actor: Actor, module: int) -> None:
    """One says that one has read it. Raises FrontError for one that is not shown."""
    found = TrainingModule.objects.filter(pk=module).exclude(published_at=None).first()
    if actor.user_id is None or found is None:
        raise FrontError("There is no such lesson", None, "Look at the list.")
    new = not ModuleRead.objects.filter(module=found, user_id=actor.user_id, revision=found.revision).exists()
    ModuleRead.objects.update_or_create(
        module=found, user_id=actor.user_id, defaults={"revision": found.revision, "at": timezone.now()}
    )
    if new:
        announce("lesson.finished", {"lesson": module, "revision": found.revision, "user": actor.user_id})


def _require_lead(actor: Actor) -> None:
    if not leads_front(actor):
        raise NotAllowedError(Permission.COACHING_LEAD, actor.name)
