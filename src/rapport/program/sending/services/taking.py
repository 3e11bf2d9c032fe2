"""Takes messages that are due, and notes what became of each: written before it is sent and after."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from rapport.program.sending.caps import Ask, held_back
from rapport.program.sending.checking import plan_of
from rapport.program.sending.models import Message, ProgrammeVersion
from rapport.program.sending.plain import Due, Plan, Rules
from rapport.program.sending.services.locking import one_at_a_time
from rapport.program.sending.services.opting import left, salt
from rapport.program.sending.services.planning import asks_of, kind_of
from rapport.program.sending.services.rules import rules_now
from rapport.program.sending.times import next_open, zone_of
from rapport.program.surveys.models import Invitation, Submission
from rapport.program.surveys.services.ended import invitations_ended

LEASE = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
MOST_LOOKS = 20
"""How often others are looked for when all that were found may not be written to now."""
Plans = Mapping[tuple[str, int | None], Plan]
"""By programme and the number of its version."""


def messages_take(now: datetime, zone: ZoneInfo, most: int, channels: Collection[str]) -> list[Due]:
    """Takes up to `most` messages of these channels that are due: invitations, and reminders to those who did
    not begin.

    Whoever left, was asked by another programme meanwhile, or whose survey was closed is not written to any
    more. No more a minute than the rules say, all workers together; none outside the hours of who gets it.
    """
    salt()
    with transaction.atomic():
        one_at_a_time()
        rules = rules_now()
        taken = Message.objects.filter(taken_at__gt=now - MINUTE).count()
        wanted = min(most, max(0, rules.per_minute - taken))
        if not wanted:
            return []
        plans = _plans()
        for _ in range(MOST_LOOKS):
            rows = _waiting(now, wanted, channels)
            rows += _to_remind(now, wanted - len(rows), plans, channels)
            if not rows or (found := _taken(rows, plans, rules, now, zone)):
                return found if rows else []
        return []


def _waiting(now: datetime, most: int, channels: Collection[str]) -> list[Invitation]:
    """Invitations that are due, but for those on their way and those put off until later."""
    put_off = Q(state=Message.WAITING, try_at__gt=now)
    held = Message.objects.filter(put_off | Q(state__in=Message.ON_ITS_WAY), number=0)
    rows = Invitation.objects.filter(state=Invitation.WAITING, due_at__lte=now, channel__in=channels)
    return list(rows.exclude(pk__in=held.values("invitation_id")).order_by("due_at", "pk")[:most])


def _to_remind(now: datetime, most: int, plans: Plans, channels: Collection[str]) -> list[Invitation]:
    """Those who were invited, or reminded, long enough ago, and did not begin: also not with a form that
    waits for the warehouse, whose invitation is marked only then."""
    asks, alike = Q(), defaultdict(list)
    for (name, number), plan in plans.items():
        if plan.reminders:
            alike[name, plan.reminders, plan.remind_after_hours].append(number)
    for (name, reminders, hours), numbers in alike.items():
        before = now - timedelta(hours=hours)
        last = Q(reminded_at=None, sent_at__lte=before) | Q(reminded_at__lte=before)
        asks |= Q(programme=name, programme_number__in=numbers, reminders__lt=reminders) & last
    if most <= 0 or not asks:
        return []
    held = Message.objects.filter(number__gt=0).exclude(state=Message.SENT)
    held = held.exclude(state=Message.WAITING, try_at__lte=now)
    begun = Submission.objects.filter(published_at=None, invitation_id__isnull=False)
    rows = Invitation.objects.filter(
        asks,
        Q(remind_at=None) | Q(remind_at__lte=now),
        state=Invitation.SENT,
        channel__in=channels,
        started_at=None,
        completed_at=None,
        expires_at__gt=now,
    )
    rows = rows.exclude(pk__in=held.values("invitation_id")).exclude(pk__in=begun.values("invitation_id"))
    return list(rows.order_by("sent_at", "pk")[:most])


def _taken(rows: list[Invitation], plans: Plans, rules: Rules, now: datetime, zone: ZoneInfo) -> list[Due]:
    first = [row for row in rows if row.state == Invitation.WAITING]
    closed = set(
        Invitation.objects.filter(pk__in=[row.pk for row in rows])
        .exclude(version__closed_at=None)
        .values_list("pk", flat=True)
    )
    past = asks_of([(row.customer_id, row.address) for row in first], rules, now)
    gone = _left(rows)
    found = []
    for row in rows:
        because = "the survey was closed" if row.pk in closed else gone.get(row.pk, "")
        if row.expires_at <= now:
            _end(row, Invitation.EXPIRED, "no hour to send in came before it expired")
        elif because:
            _end(row, Invitation.CANCELLED if row.pk in closed else Invitation.REFUSED, because)
        elif row.state == Invitation.WAITING and _late(row, past, rules, now):
            _end(row, Invitation.CANCELLED, "they were asked something else meanwhile")
        elif (fine := next_open(now, rules, zone_of(_zone(row), zone))) is None or fine > now:
            _later(row, fine or now + timedelta(hours=6))
        else:
            found.append(row)
    return _messages(found, plans, now)


def _zone(row: Invitation) -> str:
    return str(row.facts.get("customer.time_zone", ""))


def _left(rows: list[Invitation]) -> Mapping[uuid.UUID, str]:
    """Who left or cannot be reached since they were planned, by programme."""
    found: dict[uuid.UUID, str] = {}
    for name in {row.programme for row in rows}:
        mine = [row for row in rows if row.programme == name]
        told = left([(row.customer_id, row.address) for row in mine], name)
        words = {"opted_out": "wants to be asked no more", "unreachable": "the address does not work"}
        found |= {row.pk: words[one] for row, one in zip(mine, told, strict=True) if one}
    return found


def _late(row: Invitation, past: Mapping[str, list[Ask]], rules: Rules, now: datetime) -> bool:
    """Whether another invitation came so near that this one, sent now, would be too soon."""
    asks = (*past.get(row.customer_id, ()), *past.get(row.address, ()))
    sent = [one for one in asks if one.key != row.key and one.at <= now]
    return bool(held_back(kind_of(row.key), now, sent, rules))


def _later(row: Invitation, at: datetime) -> None:
    column = "due_at" if row.state == Invitation.WAITING else "remind_at"
    Invitation.objects.filter(pk=row.pk).update(**{column: min(at, row.expires_at)})


def _end(row: Invitation, state: str, because: str) -> None:
    invitations_ended(Invitation.objects.filter(pk=row.pk), state, because)


def _messages(rows: list[Invitation], plans: Plans, now: datetime) -> list[Due]:
    """Their messages, all taken at once: those of an earlier try again, new ones of the others."""
    number = {row.pk: 0 if row.state == Invitation.WAITING else row.reminders + 1 for row in rows}
    known = Message.objects.filter(invitation_id__in=list(number))
    again = {one.invitation_id: one for one in known if one.number == number[one.invitation_id]}
    held = [one.pk for one in again.values()]
    Message.objects.filter(pk__in=held).update(
        state=Message.TAKEN, taken_at=now, attempts=F("attempts") + 1, problem=""
    )
    new = [_new(row, number[row.pk], now) for row in rows if row.pk not in again]
    Message.objects.bulk_create(new)
    made = {one.invitation_id: one for one in new}
    return [_due(row, again.get(row.pk) or made[row.pk], row.pk in again, plans) for row in rows]


def _new(row: Invitation, number: int, now: datetime) -> Message:
    return Message(
        invitation_id=row.pk,
        number=number,
        channel=row.channel,
        programme=row.programme,
        state=Message.TAKEN,
        attempts=1,
        try_at=now,
        taken_at=now,
    )


def _due(row: Invitation, message: Message, again: bool, plans: Plans) -> Due:
    return Due(
        message=message.pk,
        number=message.number,
        attempt=message.attempts + again,
        invitation=row.pk,
        version=row.version_id,
        channel=row.channel,
        address=row.address,
        customer_id=row.customer_id,
        programme=row.programme,
        arm=row.arm,
        language=row.language,
        expires_at=row.expires_at,
        kind=kind_of(row.key),
        plan=plans.get((row.programme, row.programme_number)),
        facts=row.facts,
    )


def _plans() -> Plans:
    """The plans of running programmes: an invitation goes out as it was planned, whatever was saved since."""
    rows = ProgrammeVersion.objects.filter(programme__running_since__isnull=False)
    return {(one.programme_id, one.number): plan_of(one.plan) for one in rows}
