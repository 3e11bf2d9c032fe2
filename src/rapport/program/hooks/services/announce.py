"""Tells of what happened: called in the transaction that does it, on nobody's behalf."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from rapport.program.hooks.models import Delivery, Event, Hook
from rapport.program.hooks.plain import EVENTS

AT_ONCE = 500
Told = tuple[Mapping[str, Any], str | None]


def announce(event: str, data: Mapping[str, Any], *, about: str | None = None) -> None:
    """Notes that `event` (of EVENTS) happened, for every webhook that wants to hear of it.

    `data` holds ids and plain values, never what customers said; `about` is the interaction it is about.
    """
    announce_all(event, [(data, about)])


def announce_all(event: str, told: Iterable[Told]) -> None:
    """The same for many at once: pairs of data and the interaction they are about."""
    if event not in EVENTS:
        raise KeyError(event)
    hooks = [one for one in Hook.objects.filter(stopped_at=None) if event in one.events]
    if not hooks:
        return
    with transaction.atomic():
        tell(event, told, hooks)


def tell(event: str, told: Iterable[Told], hooks: Iterable[Hook]) -> None:
    """Writes the messages to these webhooks, whatever they want to hear of."""
    now = timezone.now()
    events = [_event(event, data, about) for data, about in told]
    Event.objects.bulk_create(events, batch_size=AT_ONCE)
    waiting = [Delivery(event=one, hook=hook, try_at=now) for one in events for hook in hooks]
    Delivery.objects.bulk_create(waiting, batch_size=AT_ONCE)


def _event(kind: str, data: Mapping[str, Any], about: str | None) -> Event:
    """The body is fixed now: every try sends, and signs, the same."""
    now = timezone.now()
    said = {"type": kind, "timestamp": now.isoformat(), "data": dict(data)}
    return Event(
        id=uuid.uuid4(), kind=kind, body=orjson.dumps(said, default=str).decode(), about=about, at=now
    )


def events_forget(interactions: Iterable[str]) -> int:
    """Removes messages about interactions that are erased → how many."""
    wanted = sorted(set(interactions))
    gone = 0
    for start in range(0, len(wanted), AT_ONCE):
        rows = Event.objects.filter(about__in=wanted[start : start + AT_ONCE])
        gone += rows.count()
        rows.delete()
    return gone
