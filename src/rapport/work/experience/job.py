"""Learning from answers and evaluations as work of its own."""

from __future__ import annotations

from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.experience.learn import learn_experience
from rapport.work.progress import Progress


def ask_to_learn(actor: Actor) -> str:
    """Asks for the work → the job's id. Raises NotAllowedError."""
    from rapport.work.jobs.enqueue import enqueue

    actor.require(Permission.MODELS_SET)
    return enqueue(actor, "experience")


def learn_now(home: Home, actor: Actor, progress: Progress) -> dict[str, Any]:
    """The job: learns what can be learned; conversations are then read again by themselves. Raises
    NotAllowedError, and InputError where nothing can be learned."""
    from django.db import transaction

    from rapport.program.people.services import log_change

    actor.require(Permission.MODELS_SET)
    found = learn_experience(home, progress)
    with transaction.atomic():
        for one in found.learned:
            told = {"model": one.model, "base": one.base}
            log_change(actor, "model.learn", "model", one.card.name, after=told)
    return {"address": "/understand/effort/", "learned": [one.target for one in found.learned]}
