"""The home's own touchpoints in the order in which listening there pays: how soon a number is known, how
many of those customers leave, what they are worth."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.advice import Weighed
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.asking.preview import USUAL_RATE, base_for

WEEKS = 13
MOST = 12
LEAST = 30
QUESTION = f"""
    WITH contacts AS (
      SELECT coalesce(nullif(concern, ''), nullif(touchpoint, ''), 'no concern') AS concern,
             coalesce(channel, 'no channel') AS channel, customer_id, started_at
      FROM interactions WHERE NOT abandoned AND {SERVED} AND started_at > $since AND started_at <= $until),
    gone AS (SELECT customer_id, max(events.at) AS gone_at FROM events
             WHERE kind IN ('cancellation', 'churn', 'terminated') AND events.at > $since
             GROUP BY customer_id)
    SELECT concern, channel, count(*) AS contacts, count(DISTINCT contacts.customer_id) AS customers,
           count(DISTINCT CASE WHEN gone_at > started_at THEN contacts.customer_id END) AS left_us,
           avg(customers.value) AS value
    FROM contacts LEFT JOIN gone ON gone.customer_id = contacts.customer_id
    LEFT JOIN customers ON customers.customer_id = contacts.customer_id
    GROUP BY concern, channel HAVING count(*) >= {LEAST} ORDER BY contacts DESC LIMIT 200"""
"""Contacts of the last quarter that has any, by what they were about and the channel."""


def touchpoints(home: Home, actor: Actor, now: datetime, rate: float = USUAL_RATE) -> list[Weighed]:
    """The best twelve first; none where fewer than thirty contacts of any kind are there."""
    actor.require(Permission.SURVEYS_READ)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        latest = snapshot.sql(
            f"SELECT max(started_at) AS latest FROM interactions WHERE {SERVED} AND started_at <= $now",
            {"now": now},
        ).to_pylist()[0]["latest"]
        if latest is None:
            return []
        since = latest - timedelta(weeks=WEEKS)
        rows = snapshot.sql(QUESTION, {"since": since, "until": latest}).to_pylist()
    if not rows:
        return []
    found = [_weighed(row, rows, rate) for row in rows]
    return sorted(found, key=lambda one: -one.rank)[:MOST]


def _weighed(row: dict[str, Any], rows: list[dict[str, Any]], rate: float) -> Weighed:
    a_day = row["contacts"] / (7 * WEEKS)
    base = base_for("csat")
    days = -int(-base // (a_day * rate)) if a_day > 0 else None
    most_left = max(one["left_us"] / max(1, one["customers"]) for one in rows)
    most_worth = max((one["value"] or 0.0) for one in rows)
    left = row["left_us"] / max(1, row["customers"])
    return Weighed(
        name=f"{row['concern']} · {row['channel']}",
        a_day=a_day,
        days_to_know=days,
        learning=row["contacts"] / max(one["contacts"] for one in rows),
        retention=left / most_left if most_left > 0 else 1.0,
        value=(row["value"] or 0.0) / most_worth if most_worth > 0 else 1.0,
        customers=row["customers"],
    )
