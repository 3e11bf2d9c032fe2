"""What customers said and did after interactions that were scored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis

from rapport.findings.questions.among import among

PROMOTER = 9


def recommended(snapshot: Any, ids: Sequence[str]) -> Any:
    """The share of promoters among the answers about each interaction: 0 or 1 where one answered."""
    table = among(snapshot.table("answers"), "interaction_id", ids)
    table = table.filter(table.item_type == "nps", table.number.notnull())
    promoter = (table.number >= PROMOTER).cast("float64")
    return snapshot.ask(table.group_by("interaction_id").agg(outcome=promoter.mean()))


def followed(snapshot: Any, ids: Sequence[str], kinds: Sequence[str], days: int) -> Any:
    """Interactions watched for `days` after they began, and whether (`happened`) such an event of
    their customer came in that time.

    Watched are those that began so long before the last of these events, with a known customer.
    """
    table, events = among(snapshot.table("interactions"), "interaction_id", ids), snapshot.table("events")
    known = table.filter(table.customer_id.notnull())
    known = known.select("interaction_id", "customer_id", "started_at")
    of_kind = events.filter(events.kind.isin(list(kinds))).select(who="customer_id", at="at")
    within = ibis.interval(days=days)
    watched = known.filter(known.started_at + within <= of_kind.at.max().as_scalar())
    after = watched.left_join(
        of_kind,
        [
            watched.customer_id == of_kind.who,
            of_kind.at > watched.started_at,
            of_kind.at <= watched.started_at + within,
        ],
    )
    return snapshot.ask(after.group_by("interaction_id").agg(happened=after.at.notnull().any()))
