"""Moves messages on: taken by a worker, arrived, tried again later, given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import SystemRandom

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rapport.program.hooks.models import Delivery, Event, Hook
from rapport.program.hooks.plain import Due, Outcome
from rapport.program.hooks.services.hooks import stop
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change

AGAIN_S = (5, 60, 300, 1800, 2 * 3600, 8 * 3600, 24 * 3600)
"""How long after a try that failed the next one comes; after the last of them a message is given up."""
JITTER = 0.2
LEASE = timedelta(minutes=2)
MOST_GIVEN_UP = 5
FAILS_FOR = timedelta(days=2)
KEPT = timedelta(days=30)
EACH = 2
WORKER = Actor("worker")

Spread = Callable[[float, float], float]
CHANCE: Spread = SystemRandom().uniform


def deliveries_claim(most: int, busy: Collection[str] = ()) -> list[Due]:
    """Takes up to `most` messages that are due, at most two an address of those not `busy`.

    A message that was taken and of which nothing is heard is due again after two minutes: it arrives at
    least once. Two workers never take the same one at a time.
    """
    now = timezone.now()
    rows = (
        Delivery.objects.filter(state=Delivery.WAITING, try_at__lte=now)
        .select_related("hook", "event")
        .prefetch_related("hook__secrets")
        .order_by("try_at", "pk")
    )
    of_each = Counter(busy)
    found: list[Due] = []
    for row in rows[: 20 * most]:
        hook = str(row.hook_id)
        if len(found) < most and of_each[hook] < EACH and _take(row, now):
            of_each[hook] += 1
            found.append(_due(row, now))
    return found


def _take(row: Delivery, now: datetime) -> bool:
    same = Delivery.objects.filter(pk=row.pk, state=Delivery.WAITING, try_at=row.try_at)
    return bool(same.update(try_at=now + LEASE, attempts=F("attempts") + 1))


def _due(row: Delivery, now: datetime) -> Due:
    secrets = sorted(row.hook.secrets.all(), key=lambda one: -one.pk)
    alive = tuple(one.secret for one in secrets if one.ends_at is None or one.ends_at > now)
    attempt = row.attempts + 1
    return Due(
        row.pk, attempt, str(row.hook_id), f"msg_{row.event_id.hex}", row.hook.address, row.event.body, alive
    )


@transaction.atomic
def delivery_tried(due: Due, outcome: Outcome, spread: Spread = CHANCE) -> None:
    """Notes how a try went, and when the next one comes, if any.

    An address that gave up five messages in a row over two days, or that says it is gone, is stopped with
    a note.
    """
    row = (
        Delivery.objects.select_for_update(of=("self",))
        .filter(pk=due.delivery, state=Delivery.WAITING)
        .first()
    )
    if row is None:  # stopped or erased meanwhile
        return
    now = timezone.now()
    row.tried_at, row.status, row.spent_ms = now, outcome.status, outcome.spent_ms
    row.problem = outcome.problem[:500]
    if outcome.arrived:
        row.state = Delivery.DELIVERED
        Hook.objects.filter(pk=due.hook).update(failing_since=None, given_up=0)
    elif due.attempt > len(AGAIN_S) or outcome.gone:
        row.state = Delivery.FAILED
    else:
        plain = AGAIN_S[due.attempt - 1]
        wait = max(plain * spread(1 - JITTER, 1 + JITTER), min(outcome.wait_s, AGAIN_S[-1]))
        row.try_at = now + timedelta(seconds=wait)
    row.save()
    if not outcome.arrived:
        _hook_failed(due.hook, row, outcome, now)


def _hook_failed(hook_id: str, row: Delivery, outcome: Outcome, now: datetime) -> None:
    hook = Hook.objects.select_for_update().filter(pk=hook_id, stopped_at=None).first()
    if hook is None:
        return
    hook.failing_since = hook.failing_since or now
    hook.given_up += row.state == Delivery.FAILED
    hook.save(update_fields=["failing_since", "given_up"])
    because = ""
    if outcome.gone:
        because = "Its receiver answered that it is gone (410)"
    elif hook.given_up >= MOST_GIVEN_UP and now - hook.failing_since >= FAILS_FOR:
        because = f"{hook.given_up} messages in a row never arrived; the last try: {outcome.problem}"
    if because:
        stop(hook, because)
        log_change(WORKER, "hook.fail", "hook", hook_id, after={"given_up": hook.given_up})


def messages_tidy() -> None:
    """Forgets messages of a month ago."""
    Event.objects.filter(at__lt=timezone.now() - KEPT).delete()
