"""Learning what customers come with, and reading everything with it, as work of its own."""

from __future__ import annotations

from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.annotate import annotate_home
from rapport.work.concerns.learn import learn_concerns
from rapport.work.progress import Progress

PLACE = "/understand/concerns/"


def ask_to_learn(actor: Actor) -> str:
    """Has the home's concerns learned → the job's id. Raises NotAllowedError."""
    from rapport.work.jobs.enqueue import enqueue

    actor.require(Permission.CONCERNS_EDIT)
    return enqueue(actor, "concerns")


def learn_now(home: Home, actor: Actor, progress: Progress) -> dict[str, Any]:
    """The job. Raises NotAllowedError, InputError when there is too little to learn from."""
    actor.require(Permission.CONCERNS_EDIT)
    found = learn_concerns(home, progress, actor=actor)
    said = f"{len(found.concerns)} concerns in {found.interactions:,} conversations."
    return {"address": PLACE, "said": f"{said} Now all can be read with them."}


def ask_to_read(actor: Actor) -> str:
    """Has every conversation read that waits → the job's id. Raises NotAllowedError."""
    from rapport.work.jobs.enqueue import enqueue

    actor.require(Permission.CONCERNS_EDIT)
    return enqueue(actor, "read")


def read_now(home: Home, actor: Actor, progress: Progress) -> dict[str, Any]:
    """The job. What was read is kept also when it is stopped. Raises NotAllowedError."""
    actor.require(Permission.CONCERNS_EDIT)
    found = annotate_home(home, progress)
    read = max((one.interactions for one in found.readers), default=0)
    return {"address": PLACE, "said": f"{read:,} conversations read."}
