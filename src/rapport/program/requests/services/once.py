"""Does a request once: what it writes and what was answered are stored together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.requests.errors import RequestReusedError
from rapport.program.requests.models import Answered

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Once:
    """An answer; `again` when it was given before and nothing was done now."""

    answer: Any
    again: bool


def once(actor: Actor, key: str, digest: str, do: Callable[[], Any]) -> Once:
    """What `do` returns (plain values of JSON), done the first time only.

    What `do` writes and the answer become visible together; where `do` raises, neither does, and the key can
    be used again. Of two at the same moment the second waits for the first. `do` checks who acts.
    Raises RequestReusedError when the key stood for something else (`digest`).
    """
    before = _before(actor, key, digest)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            row = _begun(actor, key, digest)
            row.answer = do()
            row.save(update_fields=["answer"])
            return Once(row.answer, False)
    except _TakenError:
        found = _before(actor, key, digest)
        return found if found is not None else once(actor, key, digest, do)


class _TakenError(Exception):
    """Somebody else was first."""


def _begun(actor: Actor, key: str, digest: str) -> Answered:
    try:
        with transaction.atomic():
            Answered.objects.filter(user_id=actor.user_id, key=key, at__lt=timezone.now() - KEPT).delete()
            row: Answered = Answered.objects.create(user_id=actor.user_id, key=key, digest=digest)
            return row
    except IntegrityError:
        raise _TakenError from None


def _before(actor: Actor, key: str, digest: str) -> Once | None:
    since = timezone.now() - KEPT
    row = Answered.objects.filter(user_id=actor.user_id, key=key, at__gte=since).first()
    if row is None:
        return None
    if row.digest != digest:
        raise RequestReusedError
    return Once(row.answer, True)


def answers_tidy() -> None:
    """Forgets answers older than a day."""
    Answered.objects.filter(at__lt=timezone.now() - KEPT).delete()


def answers_forget() -> int:
    """Forgets all answers → how many: one of them may name an interaction that is erased."""
    return int(Answered.objects.all().delete()[0])
