"""Learning as work of its own: asked for by somebody, or by the worker once enough answers have come."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rapport.home import Home, open_home
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.work.models.card import ModelCard, kept_card
from rapport.work.progress import Progress
from rapport.work.teaching.behaviours import learn_behaviours
from rapport.work.teaching.concerns import learn_concerns_from_people

ENOUGH = 25
"""New answers after which the worker learns again."""
KINDS = {"behaviours": "behaviour", "concerns": "concern_actual"}
"""What is learned from people → the kind of checks it learns from."""
PAUSE = timedelta(hours=1)
"""The worker leaves a learning that failed alone for so long."""


def ask_to_learn(actor: Actor, what: str) -> str:
    """Asks for the work → the job's id. Raises NotAllowedError, InputError."""
    from rapport.work.jobs.enqueue import enqueue

    actor.require(Permission.MODELS_SET)
    if what not in KINDS:
        raise InputError(f"There is nothing to learn about {what!r}", None, f"Use {', '.join(KINDS)}.")
    return enqueue(actor, "teaching", what=what)


def learn_now(home: Home, actor: Actor, progress: Progress, *, what: str) -> dict[str, Any]:
    """The job. Raises NotAllowedError, InputError."""
    actor.require(Permission.MODELS_SET)
    learn: dict[str, Callable[[], ModelCard]] = {
        "behaviours": lambda: learn_behaviours(home, progress).card,
        "concerns": lambda: learn_concerns_from_people(home, progress),
    }
    if what not in learn:
        raise InputError(f"There is nothing to learn about {what!r}", None, f"Use {', '.join(learn)}.")
    card = learn[what]()
    return {"address": f"/settings/models/{card.name}", "model": card.model}


def teaching_due() -> list[str]:
    """What enough new answers have come for since it was last learned."""
    from rapport.program.reading.selectors import checks_since

    counts = {what: checks_since([kind], None) for what, kind in KINDS.items()}
    if max(counts.values()) < ENOUGH:
        return []  # the common case: no card need be read
    home = open_home(os.environ.get("RAPPORT_HOME"))
    return [what for what, count in counts.items() if count >= ENOUGH and _new(home, what) >= ENOUGH]


def learn_due(home: Home) -> None:
    """Asks for what is due, unless it is under way or was tried lately."""
    from django.utils import timezone

    from rapport.program.jobs.selectors import jobs_mine

    lately = [
        one.arguments.get("what")
        for one in jobs_mine(TERMINAL, kind="teaching", limit=20)
        if not one.ended or timezone.now() - one.created_at < PAUSE
    ]
    for what in teaching_due():
        if what not in lately:
            ask_to_learn(TERMINAL, what)


def _new(home: Home, what: str) -> int:
    from rapport.program.reading.selectors import checks_since

    try:
        card = kept_card(home, what)
    except InputError:
        card = None  # damaged: it is written anew when it is learned again
    return checks_since([KINDS[what]], card.learned_at if card else None)
