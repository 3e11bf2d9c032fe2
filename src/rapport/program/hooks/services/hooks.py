"""Makes webhooks, changes, stops and tries them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.hooks.address import target_of
from rapport.program.hooks.errors import HookError
from rapport.program.hooks.models import Delivery, Hook, Secret
from rapport.program.hooks.plain import EVENTS, TEST
from rapport.program.hooks.services.announce import tell
from rapport.program.hooks.signing import new_secret
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Issued
from rapport.program.people.services.log import log_change

MOST = 50
OVERLAP = timedelta(hours=24)


@transaction.atomic
def hook_create(
    actor: Actor, *, name: str, address: str, events: Iterable[str], inside_hosts: Sequence[str] = ()
) -> Issued:
    """A webhook that hears of `events` → its id and its secret, shown this once.

    `inside_hosts` are those of the home's settings. Raises NotAllowedError, HookError.
    """
    actor.require(Permission.SETTINGS_MANAGE)
    named, wanted = _checked(name, address, events, inside_hosts)
    if Hook.objects.count() >= MOST:
        raise HookError(f"There are {MOST} webhooks already", None, "Remove one first.")
    hook = Hook.objects.create(name=named, address=address, events=wanted, made_by=actor.name)
    secret = new_secret()
    Secret.objects.create(hook=hook, secret=secret)
    log_change(actor, "hook.create", "hook", str(hook.pk), after={"address": address, "events": wanted})
    return Issued(str(hook.pk), secret, None)


@transaction.atomic
def hook_change(
    actor: Actor,
    hook_id: str,
    *,
    name: str,
    address: str,
    events: Iterable[str],
    inside_hosts: Sequence[str] = (),
) -> None:
    """Another name, address or other events; what waits goes to the new address. Raises as `hook_create`."""
    hook = _hook(actor, hook_id)
    before = {"address": hook.address, "events": hook.events}
    hook.name, hook.events = _checked(name, address, events, inside_hosts)
    hook.address = address
    hook.save(update_fields=["name", "address", "events"])
    after = {"address": address, "events": hook.events}
    log_change(actor, "hook.change", "hook", str(hook.pk), before=before, after=after)


@transaction.atomic
def hook_stop(actor: Actor, hook_id: str) -> None:
    """It hears of nothing any more; what waits is not sent."""
    hook = _hook(actor, hook_id)
    if hook.stopped_at is None:
        stop(hook, "")
        log_change(actor, "hook.stop", "hook", str(hook.pk))


@transaction.atomic
def hook_start(actor: Actor, hook_id: str) -> None:
    """It hears of what happens from now on."""
    hook = _hook(actor, hook_id)
    if hook.stopped_at is not None:
        hook.stopped_at, hook.stopped_because, hook.failing_since, hook.given_up = None, "", None, 0
        hook.save(update_fields=["stopped_at", "stopped_because", "failing_since", "given_up"])
        log_change(actor, "hook.start", "hook", str(hook.pk))


@transaction.atomic
def hook_remove(actor: Actor, hook_id: str) -> None:
    """It goes, with its secrets and what it was told."""
    hook = _hook(actor, hook_id)
    log_change(actor, "hook.remove", "hook", str(hook.pk), before={"address": hook.address})
    hook.delete()


@transaction.atomic
def hook_rotate(actor: Actor, hook_id: str) -> Issued:
    """A new secret, shown this once. The former one signs beside it for a day."""
    hook = _hook(actor, hook_id)
    now = timezone.now()
    hook.secrets.filter(ends_at__lte=now).delete()
    hook.secrets.filter(ends_at=None).update(ends_at=now + OVERLAP)
    secret = new_secret()
    Secret.objects.create(hook=hook, secret=secret)
    log_change(actor, "hook.rotate", "hook", str(hook.pk))
    return Issued(str(hook.pk), secret, None)


@transaction.atomic
def hook_test(actor: Actor, hook_id: str) -> None:
    """Sends a message that means nothing."""
    hook = _hook(actor, hook_id)
    _running(hook)
    tell(TEST, [({"said": "This is a test; nothing happened."}, None)], [hook])


@transaction.atomic
def delivery_again(actor: Actor, delivery: int) -> None:
    """Sends a message again, with the same id: receivers know it by that."""
    actor.require(Permission.SETTINGS_MANAGE)
    row = Delivery.objects.select_for_update(of=("self",)).select_related("hook").filter(pk=delivery).first()
    if row is None:
        raise HookError("There is no such message", None, "It may have been removed with its day.")
    _running(row.hook)
    row.state, row.attempts, row.try_at = Delivery.WAITING, 0, timezone.now()
    row.save(update_fields=["state", "attempts", "try_at"])
    log_change(actor, "hook.redeliver", "hook", str(row.hook_id), after={"message": str(row.event_id)})


def stop(hook: Hook, because: str) -> None:
    """Stops it, whoever decides it."""
    hook.stopped_at, hook.stopped_because = timezone.now(), because[:500]
    hook.save(update_fields=["stopped_at", "stopped_because"])
    hook.deliveries.filter(state=Delivery.WAITING).update(
        state=Delivery.FAILED, problem="The webhook was stopped before it was sent"
    )


def _checked(
    name: str, address: str, events: Iterable[str], inside_hosts: Sequence[str]
) -> tuple[str, list[str]]:
    named, wanted = name.strip(), sorted(set(events))
    if not named or len(named) > 200:
        raise HookError("The name is empty or too long", "name", "Use 1 to 200 letters.")
    if not wanted or not EVENTS.keys() >= set(wanted):
        raise HookError("No event is chosen, or one that there is not", "events", "Choose from the list.")
    target_of(address, inside_hosts)
    return named, wanted


def _hook(actor: Actor, hook_id: str) -> Hook:
    actor.require(Permission.SETTINGS_MANAGE)
    try:
        found: Hook | None = Hook.objects.select_for_update().filter(pk=hook_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise HookError("There is no such webhook", None, "Look at the list.")
    return found


def _running(hook: Hook) -> None:
    if hook.stopped_at is not None:
        raise HookError("The webhook is stopped", None, "Start it first.")
