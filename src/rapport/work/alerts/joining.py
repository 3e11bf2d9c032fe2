"""Joins what each condition of a rule found: all of them together, or any."""

from __future__ import annotations

from typing import Any

from rapport.program.alerts.definition.model import Definition
from rapport.warehouse.served import SERVED

WHOLE = (
    "CREATE TEMP TABLE found AS SELECT h.subject, h.happened, h.interaction_id, "
    "coalesce(h.customer_id, s.customer_id) AS customer_id, s.agent_id, s.team, "
    "coalesce(s.channel, h.channel) AS channel, {told} FROM ({joined}) h "
    "LEFT JOIN (SELECT interaction_id, customer_id, agent_id, team, channel FROM interactions "
    f"WHERE {SERVED}) s ON s.interaction_id = h.interaction_id "
    "LEFT JOIN (SELECT customer_id, segment, value, attributes FROM customers) c "
    "ON c.customer_id = coalesce(h.customer_id, s.customer_id) "
    "WHERE h.happened >= $since AND {only} AND h.subject NOT IN (SELECT subject FROM known)"
)


def together(rule: Definition) -> bool:
    """Whether several things have to come together."""
    return rule.joined == "all" and len(rule.conditions) > 1


def found_by(rule: Definition) -> tuple[str, dict[str, Any]]:
    """The statement that makes the table `found` from `c0`, `c1`, … with its values besides $since: what
    fulfils the rule, with whom and where it was."""
    joined = _all(rule) if rule.joined == "all" else _any(rule)
    only, values = _only(rule)
    told = ", ".join(f"v{number}, l{number}" for number in range(len(rule.conditions)))
    return WHOLE.format(told=told, joined=joined, only=only), values


def _any(rule: Definition) -> str:
    many = range(len(rule.conditions))
    told = ", ".join(
        f"max(value) FILTER (n = {number}) AS v{number}, max(label) FILTER (n = {number}) AS l{number}"
        for number in many
    )
    every = " UNION ALL ".join(f"SELECT *, {number} AS n FROM c{number}" for number in many)
    return (
        "SELECT subject, min(happened) AS happened, any_value(interaction_id) AS interaction_id, "
        f"any_value(customer_id) AS customer_id, any_value(channel) AS channel, {told} "
        f"FROM ({every}) GROUP BY subject"
    )


def _all(rule: Definition) -> str:
    """What the first condition found, with all others: of the same conversation, or of the same customer
    within some days where one of the two is an answer or an event."""
    many = range(1, len(rule.conditions))
    first = (
        "SELECT subject, min(happened) AS happened, any_value(interaction_id) AS interaction_id, "
        "any_value(customer_id) AS customer_id, any_value(channel) AS channel, max(value) AS v0, "
        "max(label) AS l0 FROM c0 GROUP BY subject"
    )
    told = "".join(f", m{number}.v{number}, m{number}.l{number}" for number in many)
    last = ", ".join(["f.happened", *(f"m{number}.happened" for number in many)])
    joins = " ".join(
        f"JOIN ({_matched(number, rule.together_days)}) m{number} ON m{number}.subject = f.subject"
        for number in many
    )
    return (
        f"SELECT f.subject, greatest({last}) AS happened, f.interaction_id, f.customer_id, f.channel, "
        f"f.v0, f.l0{told} FROM ({first}) f {joins}"
    )


def _matched(number: int, days: int) -> str:
    near = f"b.happened BETWEEN a.happened - to_days({days:d}) AND a.happened + to_days({days:d})"
    pairs = (
        f"SELECT a.subject, b.happened, b.value, b.label FROM c0 a JOIN c{number} b "
        "ON a.interaction_id = b.interaction_id UNION ALL "
        f"SELECT a.subject, b.happened, b.value, b.label FROM c0 a JOIN c{number} b "
        f"ON a.customer_id = b.customer_id AND NOT (a.conversation AND b.conversation) AND {near}"
    )
    return (
        f"SELECT subject, min(happened) AS happened, arg_min(value, happened) AS v{number}, "
        f"arg_min(label, happened) AS l{number} FROM ({pairs}) GROUP BY subject"
    )


def _only(rule: Definition) -> tuple[str, dict[str, Any]]:
    only, parts, values = rule.only, ["TRUE"], dict[str, Any]()
    for name, column in (
        ("channel", "coalesce(s.channel, h.channel)"),
        ("team", "s.team"),
        ("segment", "c.segment"),
    ):
        if wanted := getattr(only, name):
            parts.append(f"list_contains(${name}, {column})")
            values[name] = list(wanted)
    if only.value_at_least is not None:
        parts.append("c.value >= $value")
        values["value"] = only.value_at_least
    if only.attribute:
        values["attribute"] = only.attribute
        if only.attribute_at_least is not None:
            parts.append("TRY_CAST(c.attributes[$attribute] AS DOUBLE) >= $attribute_least")
            values["attribute_least"] = only.attribute_at_least
        if only.attribute_any_of:
            parts.append("list_contains($attribute_any, c.attributes[$attribute])")
            values["attribute_any"] = list(only.attribute_any_of)
    return " AND ".join(parts), values
