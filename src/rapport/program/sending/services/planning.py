"""Plans invitations: a batch of candidates at a time, each batch whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet

from rapport.program.sending.caps import Ask, horizon
from rapport.program.sending.checking import plan_of
from rapport.program.sending.deciding import Asking, Chosen, Decided, decide
from rapport.program.sending.models import Message, NoRecord, Programme, Round
from rapport.program.sending.plain import CONTACT, KINDS, NO_RECORD, Candidate, Looked, Mark, Plan, Rules
from rapport.program.sending.services.locking import one_at_a_time
from rapport.program.sending.services.opting import left, mark_of, salt
from rapport.program.sending.services.programmes import newest_version
from rapport.program.sending.services.rules import rules_now
from rapport.program.surveys.models import Invitation

AT_ONCE = 500
LONGEST = 500
"""Letters of an id, or of a segment."""


def plan_batch(
    programme_id: str,
    candidates: Sequence[Candidate],
    *,
    before: Mark,
    after: Mark,
    now: datetime,
    zone: ZoneInfo,
    a_day: float = 0.0,
    data_version: int | None = None,
) -> Looked | None:
    """Decides about one batch and moves the programme's mark from `before` to `after`, in one transaction →
    counts; None when another worker was there first, or the programme changed or was switched off.

    On nobody's behalf: the programme was switched on by somebody who may.
    """
    salt()  # before the transaction, so that it is known from then on
    with transaction.atomic():
        one_at_a_time()
        row = Programme.objects.filter(pk=programme_id, running_since__isnull=False).first()
        if row is None or Mark(row.read_at, row.read_key) != before:
            return None
        kept = row.versions.get(number=row.number).plan
        plan, version = plan_of(kept), newest_version(kept)
        looked = Looked()
        if version is not None and candidates:
            decided = decide_now(_asking(programme_id, plan, now, zone, a_day), candidates)
            write_chosen(programme_id, plan, version, decided.chosen, now, row.number)
            looked = decided.looked
            _wait_for_records(row, plan, candidates, now)
            _count(programme_id, now.astimezone(zone).date(), looked)
        fields: dict[str, object] = {"read_at": after.at, "read_key": after.key}
        fields |= {} if data_version is None else {"data_version": data_version}
        Programme.objects.filter(pk=programme_id).update(**fields)
        return looked


def _wait_for_records(row: Programme, plan: Plan, candidates: Sequence[Candidate], now: datetime) -> None:
    """Keeps those whose customer has no record yet, for a later look; forgets those that were decided."""
    waits = [
        NoRecord(programme=row, about=one.about, customer_id=one.customer_id, expires_at=expires)
        for one in candidates
        if one.barred == NO_RECORD and (expires := one.at + timedelta(hours=plan.expires_hours)) > now
        if max(len(one.about), len(one.customer_id)) <= LONGEST
    ]
    NoRecord.objects.bulk_create(waits, batch_size=AT_ONCE, ignore_conflicts=True)
    decided = [one.about for one in candidates if one.barred != NO_RECORD]
    mine = NoRecord.objects.filter(programme=row)
    if mine.exists():
        for start in range(0, len(decided), AT_ONCE):
            mine.filter(about__in=decided[start : start + AT_ONCE]).delete()


def decide_now(asking: Asking, candidates: Sequence[Candidate]) -> Decided:
    """Decides by what the tables say now; nothing is written. In a transaction that holds the others back,
    or as a look ahead."""
    told = left(((one.customer_id, one.address) for one in candidates), asking.programme)
    known = [
        _barred(one, said) if (said := reason or _unkept(one)) and not one.barred else one
        for one, reason in zip(candidates, told, strict=True)
    ]
    people = [(one.customer_id, one.address) for one in candidates]
    past = asks_of(people, asking.rules, asking.now)
    keys = {key_of(asking.plan.kind, asking.programme, one.about): one.about for one in candidates}
    taken = frozenset(keys[key] for key in _taken(list(keys)))
    return decide(asking, known, past, taken)


def asks_of(people: Iterable[tuple[str, str]], rules: Rules, now: datetime) -> Mapping[str, list[Ask]]:
    """What these customers (id and address) were asked lately, or are going to be, by every programme
    together: by the id, and by the address, as two records may lead to one mailbox."""
    listed = set(people)
    by_id = {customer: customer for customer, _ in listed if customer}
    by_mark = {mark_of(address): address for _, address in listed if address}
    found: dict[str, list[Ask]] = {}
    for column, known in (("customer_id", by_id), ("address_mark", by_mark)):
        wanted = sorted(known)
        for start in range(0, len(wanted), AT_ONCE):
            rows = Invitation.objects.filter(**{f"{column}__in": wanted[start : start + AT_ONCE]})
            for value, ask in _asks(rows, column, rules, now):
                found.setdefault(known[value], []).append(ask)
    return found


def _asks(rows: QuerySet[Invitation], column: str, rules: Rules, now: datetime) -> Iterator[tuple[str, Ask]]:
    """Those of these rows that count: what ended before it was sent does not, unless it is being sent."""
    since = now - horizon(rules)
    on_its_way = Message.objects.filter(state__in=(*Message.ON_ITS_WAY, Message.UNCERTAIN))
    counts = Q(sent_at__isnull=False) | Q(completed_at__isnull=False)
    counts |= Q(state__in=Invitation.OPEN, expires_at__gt=now) | Q(pk__in=on_its_way.values("invitation_id"))
    lately = Q(created_at__gte=since) | Q(sent_at__gte=since) | Q(state__in=Invitation.OPEN)
    columns = (column, "key", "state", "sent_at", "due_at", "expires_at", "completed_at")
    told = rows.filter(counts).filter(lately).values_list(*columns)
    for value, key, state, sent_at, due_at, expires_at, completed_at in told:
        waits = state in Invitation.OPEN and expires_at > now and completed_at is None
        yield value, Ask(kind_of(key), sent_at or due_at, waits, key)


def key_of(kind: str, programme: str, about: str) -> str:
    """What makes an invitation the only one about this: 300 letters at most."""
    whole = f"{kind}:{programme}:{about}"
    if len(whole) <= 300:
        return whole
    from hashlib import blake2b

    return f"{kind}:{programme}:{blake2b(about.encode(), digest_size=20).hexdigest()}"


def kind_of(key: str) -> str:
    """The kind of invitation that a key stands for."""
    kind = key.partition(":")[0]
    return kind if kind in KINDS else CONTACT


def _asking(programme_id: str, plan: Plan, now: datetime, zone: ZoneInfo, a_day: float) -> Asking:
    today = Round.objects.filter(programme_id=programme_id, day=now.astimezone(zone).date())
    asked = today.values_list("asked", flat=True).first() or 0
    return Asking(programme_id, plan, rules_now(), now, zone, a_day, asked)


def _barred(one: Candidate, reason: str) -> Candidate:
    from dataclasses import replace

    return replace(one, barred=reason)


def _unkept(one: Candidate) -> str:
    """A row that cannot be stored must not hold up the others of its batch for ever."""
    return "too_long" if max(len(one.customer_id), len(one.interaction_id)) > LONGEST else ""


def _taken(keys: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        rows = Invitation.objects.filter(key__in=keys[start : start + AT_ONCE])
        found.update(rows.values_list("key", flat=True))
    return found


def write_chosen(
    programme: str,
    plan: Plan,
    version: int,
    chosen: Iterable[Chosen],
    now: datetime,
    number: int | None = None,
) -> None:
    """Stores the invitations of those who are asked; in the transaction that decided. `number` is the version
    of the programme, for its words."""
    rows = [invitation(programme, plan.kind, plan.by, version, one, now) for one in chosen]
    for row in rows:
        row.programme_number = number
    Invitation.objects.bulk_create(rows, batch_size=AT_ONCE)


def invitation(
    programme: str, kind: str, channel: str, version: int, one: Chosen, now: datetime
) -> Invitation:
    """The row of somebody who is asked, not yet stored."""
    who = one.candidate
    return Invitation(
        key=key_of(kind, programme, who.about),
        version_id=version,
        programme=programme,
        customer_id=who.customer_id,
        interaction_id=who.interaction_id,
        touchpoint=who.touchpoint[:200],
        team=who.team[:200],
        agent_id=who.agent_id[:LONGEST],
        channel=channel,
        language=who.language[:20],
        address=who.address,
        address_mark=mark_of(who.address),
        facts=dict(who.facts),
        arm=one.arm,
        stratum=who.segment[:LONGEST],
        inclusion_probability=one.probability,
        created_at=now,
        due_at=one.due_at,
        expires_at=one.expires_at,
    )


def _count(programme_id: str, day: date, looked: Looked) -> None:
    row = Round.objects.get_or_create(programme_id=programme_id, day=day)[0]
    total = Looked(row.candidates, row.asked, row.left_out) + looked
    left_out: Mapping[str, int] = total.left_out
    Round.objects.filter(pk=row.pk).update(
        candidates=F("candidates") + looked.candidates, asked=F("asked") + looked.asked, left_out=left_out
    )
