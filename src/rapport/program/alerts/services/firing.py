"""What rules fire for: noted once, then done one by one, whoever is killed in between.

First a row a thing, in one transaction with the rule locked: two workers that find the same note it once.
Then each row that is due has its case opened and is marked, in one transaction: what is repeated finds the
case by its key. On behalf of nobody: the worker calls it, no actor is asked for but where a person acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from rapport.program.alerts.definition.model import Definition
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.models import Firing, Rule
from rapport.program.alerts.plain import Hit, Noted
from rapport.program.alerts.quiet import Quiet
from rapport.program.alerts.services.fitting import stored
from rapport.program.alerts.services.opening import open_case
from rapport.program.alerts.services.rules import KIND, rule_found
from rapport.program.cases.services.entries import about_customer
from rapport.program.hooks.services import announce
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

AT_ONCE, OPENED_AT_ONCE = 400, 25
COUNTED = (Firing.DUE, Firing.FIRED, Firing.FAILED)
"""What counts toward the most a day."""


def firings_due() -> bool:
    """Whether a case is still to be opened."""
    return bool(Firing.objects.filter(state=Firing.DUE).exists())


@transaction.atomic
def firings_note(
    rule_id: str, version: int, hits: Sequence[Hit], total: int, now: datetime, zone: ZoneInfo
) -> Noted:
    """Notes what is new among `hits`; there are `total` of which these are the newest. Beyond the most a day
    everything is held back and the rule stops. Nothing happens when the rule was changed or switched off
    meanwhile."""
    rule = rule_found(rule_id)
    if not rule.active or rule.stopped_at is not None or rule.version != version:
        return Noted()
    definition = parse_rule(rule.versions.get(number=version).text)
    new = _new(rule, [stored(one) for one in hits])
    if not new:
        return Noted()
    quiet = Quiet(definition.quiet_days, _fired_before(rule, new, definition))
    room = max(definition.most_a_day - _today(rule, now, zone), 0)
    rows: list[Firing] = []
    for hit in sorted(new, key=lambda one: (one.at, one.subject)):
        state = Firing.DUE if quiet.passes(hit.customer_id, hit.at) else Firing.QUIET
        rows.append(_row(rule, hit, state, now))
    due = [one for one in rows if one.state == Firing.DUE]
    for one in due[: max(len(due) - room, 0)]:  # the newest go first: with them most can still be done
        one.state = Firing.HELD
    Firing.objects.bulk_create(rows, batch_size=AT_ONCE)
    noted = _counted(rows)
    if noted.held:
        _stop(rule, definition, noted.held + max(total - len(hits), 0), now)
    return noted


@transaction.atomic
def rule_looked(rule_id: str, version: int, of: str, now: datetime) -> None:
    """Notes of which state of the data a rule was asked."""
    Rule.objects.filter(pk=rule_id, version=version).update(looked_at=now, looked_of=of)


@transaction.atomic
def rule_failed(rule_id: str, version: int, of: str, error: str) -> None:
    """Notes that a rule could not be asked of this state of the data: it is asked again of the next one, of
    all that came since it was asked last."""
    if Rule.objects.filter(pk=rule_id, version=version).exclude(looked_of=of).update(looked_of=of):
        log_change(TERMINAL, "alert_rule.fail", KIND, rule_id, after={"error": error[:100]})


def firings_open(now: datetime | None = None, most: int = 1000) -> int:
    """Does what is due, oldest first → how much it did. A case that cannot be opened is told in its row and
    waits for somebody to try again."""
    done = 0
    while done < most and (did := _open_some(now or timezone.now(), min(OPENED_AT_ONCE, most - done))):
        done += did
    return done


@transaction.atomic
def _open_some(now: datetime, most: int) -> int:
    due = Firing.objects.filter(state=Firing.DUE).select_related("rule").order_by("id")
    rows = list(due.select_for_update(of=("self",), skip_locked=_skips())[:most])
    for row in rows:
        open_case(row, now)
        announce("alert.fired", _told(row), about=row.interaction_id or about_customer(row.customer_id))
    fields = ["state", "case_id", "fired_at", "problem"]
    Firing.objects.bulk_update(rows, fields, batch_size=AT_ONCE)
    return len(rows)


@transaction.atomic
def rule_go_on(actor: Actor, rule_id: str, *, open_held: bool, now: datetime | None = None) -> int:
    """Lets a rule that stopped go on: what was held back is done now, or let go → how many that are. The
    most a day is counted anew. One that was switched off or changed since stays off; what it held back is
    done as the version said that found it."""
    actor.require(Permission.CASES_LEAD)
    rule = rule_found(rule_id)
    held = Firing.objects.filter(rule=rule, state=Firing.HELD)
    many: int = held.update(state=Firing.DUE if open_held else Firing.LEFT)
    rule.stopped_at, rule.stopped_because, rule.looked_of = None, "", ""
    rule.went_on_at = now or timezone.now()
    rule.save(update_fields=["stopped_at", "stopped_because", "looked_of", "went_on_at"])
    after = {"opened" if open_held else "left": many}
    log_change(actor, "alert_rule.go_on", KIND, str(rule.pk), after=after)
    return many


@transaction.atomic
def firing_again(actor: Actor, firing_id: int) -> None:
    """Tries once more to open a case that could not be opened. Raises AlertError."""
    actor.require(Permission.CASES_LEAD)
    row = Firing.objects.filter(pk=firing_id, state=Firing.FAILED)
    if not row.update(state=Firing.DUE, problem=""):
        raise AlertError("It is not waiting to be tried again", None, "Look at the list.")
    log_change(actor, "alert.again", "alert", str(firing_id))


def _skips() -> bool:
    from django.db import connection

    return bool(connection.features.has_select_for_update_skip_locked)


def _new(rule: Rule, hits: Sequence[Hit]) -> list[Hit]:
    known: set[str] = set()
    names = [one.subject for one in hits]
    for start in range(0, len(names), AT_ONCE):
        rows = Firing.objects.filter(rule=rule, subject__in=names[start : start + AT_ONCE])
        known.update(rows.values_list("subject", flat=True))
    found = {one.subject: one for one in hits if one.subject not in known}
    return list(found.values())


def _fired_before(
    rule: Rule, new: Sequence[Hit], definition: Definition
) -> Iterable[tuple[str | None, datetime]]:
    """When the rule fired for these customers, as long ago as it stays quiet."""
    if not definition.quiet_days:
        return
    since = min(one.at for one in new) - timedelta(days=definition.quiet_days)
    names = sorted({one.customer_id for one in new if one.customer_id})
    for start in range(0, len(names), AT_ONCE):
        rows = Firing.objects.filter(rule=rule, customer_id__in=names[start : start + AT_ONCE], at__gte=since)
        yield from rows.exclude(state=Firing.QUIET).values_list("customer_id", "at")


def _today(rule: Rule, now: datetime, zone: ZoneInfo) -> int:
    morning = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows: QuerySet[Firing] = Firing.objects.filter(rule=rule, state__in=COUNTED, found_at__gte=morning)
    if rule.went_on_at is not None:
        rows = rows.filter(found_at__gt=rule.went_on_at)
    return int(rows.count())


def _row(rule: Rule, hit: Hit, state: str, now: datetime) -> Firing:
    return Firing(
        rule=rule,
        number=rule.version,
        subject=hit.subject,
        state=state,
        kind=rule.kind,
        at=hit.at,
        found_at=now,
        customer_id=hit.customer_id,
        interaction_id=hit.interaction_id,
        agent_id=hit.agent_id,
        team=hit.team,
        channel=hit.channel,
        facts=dict(hit.facts),
    )


def _counted(rows: Sequence[Firing]) -> Noted:
    states = [one.state for one in rows]
    held = states.count(Firing.HELD)
    return Noted(states.count(Firing.DUE), states.count(Firing.QUIET), held, held > 0)


def _stop(rule: Rule, definition: Definition, held: int, now: datetime) -> None:
    rule.stopped_at = now
    rule.stopped_because = (
        f"It may fire {definition.most_a_day:,} times a day, and did; {held:,} more were held back."
    )
    rule.save(update_fields=["stopped_at", "stopped_because"])
    log_change(TERMINAL, "alert_rule.stop", KIND, str(rule.pk), after={"held": held})
    announce("alert_rule.stopped", {"rule": str(rule.pk), "name": rule.name, "held": held})


def _told(row: Firing) -> dict[str, object]:
    return {
        "alert": row.pk,
        "rule": str(row.rule_id),
        "version": row.number,
        "kind": row.kind,
        "happened_at": row.at,
        "interaction_id": row.interaction_id,
        "customer_id": row.customer_id,
        "team": row.team,
        "agent_id": row.agent_id,
        "case": None if row.case_id is None else str(row.case_id),
    }
