"""Who could be asked: customers after contacts or events, from time to time, or after their case.

Asked of the warehouse by columns that its files can be skipped by; only what was stored since the last look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rapport.home import Home
from rapport.program.sending.plain import CONTACT, EVENT, RELATIONSHIP, Candidate, Mark, Plan
from rapport.warehouse.served import SERVED
from rapport.warehouse.snapshot import Snapshot
from rapport.work.asking.records import candidate_of

BATCH = 2_000
A_LOOK = 20_000
KNOWN_DAYS = 30
"""How long somebody has to be a customer before the relationship is asked about."""
CUSTOMER = (
    "customers.name AS name, customers.email AS email, customers.phone AS phone, "
    "customers.segment AS segment, customers.language AS language, customers.attributes AS attributes, "
    "customers.account_name AS account_name"
)
COMPLAINS = (
    "EXISTS (SELECT 1 FROM events AS said WHERE said.customer_id = customers.customer_id "
    "AND said.kind = 'complaint_opened' AND said.at <= $now AND NOT EXISTS (SELECT 1 FROM events AS over "
    "WHERE over.customer_id = said.customer_id AND over.kind = 'complaint_closed' "
    "AND over.at >= said.at AND over.at <= $now))"
)
CONTACTS = f"""
    SELECT interactions.interaction_id AS about, interactions.imported_at AS stored,
           coalesce(ended_at, started_at) AS at, interactions.customer_id AS customer_id,
           interaction_id, channel, concern, touchpoint, team, agent_id, agent_name,
           interactions.language AS spoken, {CUSTOMER}, {{complains}} AS complains,
           customers.customer_id IS NULL AS unknown
    FROM interactions LEFT JOIN customers ON customers.customer_id = interactions.customer_id
    WHERE interactions.customer_id IS NOT NULL AND NOT abandoned AND {SERVED} AND {{where}}"""
EVENTS = f"""
    SELECT event_id AS about, events.imported_at AS stored, events.at AS at,
           events.customer_id AS customer_id, coalesce(interaction_id, '') AS interaction_id,
           events.kind AS touchpoint, {CUSTOMER}, {{complains}} AS complains,
           customers.customer_id IS NULL AS unknown
    FROM events LEFT JOIN customers ON customers.customer_id = events.customer_id
    WHERE events.customer_id IS NOT NULL AND {{where}}"""
CUSTOMERS = f"""
    SELECT customers.customer_id AS customer_id, customers.customer_id AS about, {CUSTOMER},
           {{complains}} AS complains
    FROM customers
    WHERE {{where}}"""
Found = tuple[Mark, list[Candidate]]


def batches(
    home: Home,
    snapshot: Snapshot,
    plan: Plan,
    mark: Mark,
    now: datetime,
    since: datetime,
    names: frozenset[str],
) -> Iterator[Found]:
    """Batches of candidates after `mark`, each with the mark behind it. `since` is when the programme was
    switched on: contacts before it are nobody's; `names` the facts that the survey asks for."""
    if plan.kind == RELATIONSHIP:
        yield from _relationship(home, snapshot, plan, mark, now, names)
        return
    while True:
        rows = _look(snapshot, plan, mark, now, max(since, now - timedelta(hours=plan.expires_hours)))
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            mark = Mark(some[-1]["stored"].astimezone(UTC), some[-1]["about"])
            yield mark, [candidate_of(home, plan, one, names) for one in some]
        if len(rows) < A_LOOK:
            return


def _look(
    snapshot: Snapshot, plan: Plan, mark: Mark, now: datetime, since: datetime
) -> Sequence[Mapping[str, Any]]:
    where, given = conditions(plan, since, now)
    table = "events" if plan.kind == EVENT else "interactions"
    key = "event_id" if plan.kind == EVENT else "interaction_id"
    if mark.at is not None:
        where.append(f"({table}.imported_at > $stored OR ({table}.imported_at = $stored AND {key} > $key))")
        given |= {"stored": mark.at, "key": mark.key}
    text = (EVENTS if plan.kind == EVENT else CONTACTS).format(where=" AND ".join(where), complains=COMPLAINS)
    given["now"] = now
    found: list[Mapping[str, Any]] = snapshot.sql(
        f"{text} ORDER BY stored, about LIMIT {A_LOOK}", given
    ).to_pylist()
    return found


def with_records_now(
    home: Home,
    snapshot: Snapshot,
    plan: Plan,
    abouts: Sequence[str],
    now: datetime,
    since: datetime,
    names: frozenset[str],
) -> Iterator[list[Candidate]]:
    """Of contacts or events whose customers had no record, those that have one now."""
    events = plan.kind == EVENT
    where, given = conditions(plan, max(since, now - timedelta(hours=plan.expires_hours)), now)
    where += [
        f"{'event_id' if events else 'interaction_id'} IN (SELECT unnest($abouts))",
        "customers.customer_id IS NOT NULL",
    ]
    text = (EVENTS if events else CONTACTS).format(where=" AND ".join(where), complains=COMPLAINS)
    for start in range(0, len(abouts), BATCH):
        some = {**given, "abouts": list(abouts[start : start + BATCH]), "now": now}
        found = snapshot.sql(f"{text} ORDER BY about", some).to_pylist()
        if found:
            yield [candidate_of(home, plan, one, names) for one in found]


def conditions(plan: Plan, since: datetime, until: datetime) -> tuple[list[str], dict[str, Any]]:
    """What contacts or events have to be, in SQL, with what it is given."""
    events = plan.kind == EVENT
    time = "events.at" if events else "coalesce(ended_at, started_at)"
    where = [f"{time} >= $since AND {time} <= $until"]
    given: dict[str, Any] = {"since": since, "until": until}
    if not events:
        where.append("started_at >= $begun")  # what files can be skipped by
        given["begun"] = since - timedelta(days=14)
    wanted = {"customers.segment": plan.segments}
    if events:
        wanted["events.kind"] = plan.events
    else:
        wanted |= {
            "channel": plan.channels,
            "concern": plan.concerns,
            "team": plan.teams,
            "touchpoint": plan.touchpoints,
            "interactions.attributes['status']": plan.statuses,
        }
    for number, (column, values) in enumerate(wanted.items()):
        if values:
            fits = f"{column} IN (SELECT unnest($w{number}))"
            # Of whom there is no record the segment is not known yet.
            unknown = column == "customers.segment"
            where.append(f"(customers.customer_id IS NULL OR {fits})" if unknown else fits)
            given[f"w{number}"] = list(values)
    return where, given


def _relationship(
    home: Home, snapshot: Snapshot, plan: Plan, mark: Mark, now: datetime, names: frozenset[str]
) -> Iterator[Found]:
    """Every customer has a day of the period: all are asked about once in it, some each day."""
    day = now.astimezone(home.settings.zone).date()
    number = day.toordinal()
    begun = datetime(day.year, day.month, day.day, tzinfo=UTC)
    after = mark.key if mark.at == begun else ""
    given: dict[str, Any] = {"known": now - timedelta(days=KNOWN_DAYS), "now": now}
    where = [
        f"md5_number_lower(customer_id) % {plan.period_days} = {number % plan.period_days}",
        "(joined_at IS NULL OR joined_at <= $known)",
    ]
    if plan.segments:
        where.append("segment IN (SELECT unnest($segments))")
        given["segments"] = list(plan.segments)
    text = CUSTOMERS.format(where=" AND ".join([*where, "customer_id > $after"]), complains=COMPLAINS)
    while True:
        rows = snapshot.sql(
            f"{text} ORDER BY customer_id LIMIT {BATCH}", {**given, "after": after}
        ).to_pylist()
        if not rows:
            return
        after = rows[-1]["customer_id"]
        period = number // plan.period_days
        facts = [{**one, "at": now, "about": f"{one['customer_id']}@{period}"} for one in rows]
        yield Mark(begun, after), [candidate_of(home, plan, one, names) for one in facts]


def customers_of(
    snapshot: Snapshot, customer_ids: Sequence[str], now: datetime
) -> Mapping[str, Mapping[str, Any]]:
    """What is known of these customers, by id."""
    text = CUSTOMERS.format(where="customer_id IN (SELECT unnest($ids))", complains=COMPLAINS)
    rows = snapshot.sql(text, {"ids": list(customer_ids), "now": now}).to_pylist()
    return {one["customer_id"]: one for one in rows}


def a_day(snapshot: Snapshot, plan: Plan, now: datetime, days: int = 28) -> float:
    """How many could be asked a day, from what came in the last weeks that have anything."""
    if plan.kind == RELATIONSHIP:
        return snapshot.rows["customers"] / plan.period_days
    if plan.kind not in (CONTACT, EVENT):
        return 0.0
    where, given = conditions(plan, now - timedelta(days=days), now)
    table = "events" if plan.kind == EVENT else "interactions"
    time = "events.at" if plan.kind == EVENT else "started_at"
    more = "" if plan.kind == EVENT else f"NOT abandoned AND {SERVED} AND "
    found = snapshot.sql(
        f"SELECT count(*) AS n, count(DISTINCT {time}::DATE) AS days FROM {table} "
        f"JOIN customers ON customers.customer_id = {table}.customer_id WHERE {more}{' AND '.join(where)}",
        given,
    ).to_pylist()[0]
    return found["n"] / found["days"] if found["days"] else 0.0
