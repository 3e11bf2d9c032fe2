"""The model answers that fit one interaction, and what its variables are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.answers.plain import AnswerContent, ShownAnswer
from rapport.program.answers.variables import Piece, fill
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.exploring.reach import reach

COLUMNS = ("channel", "team", "agent_id", "concern", "reason_code", "touchpoint", "language")
TEXTS = ("agent_name", "subject", "concern", "channel", "team", "interaction_id")


@dataclass(frozen=True)
class InteractionFacts:
    """`attributes` choose among scenarios; `values` fill the variables of a template."""

    attributes: Mapping[str, str]
    values: Mapping[str, str]


@dataclass(frozen=True)
class FilledEmail:
    """An e-mail with its variables put in; `missing` names those that have no value."""

    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    missing: tuple[str, ...]


def for_interaction(
    home: Home, actor: Actor, interaction_id: str, element: str | None = None
) -> tuple[ShownAnswer, ...]:
    """Published answers that fit an interaction, the most specific first; with `element` only those that
    show it. Nothing for an interaction that this person may not see. Raises NotAllowedError."""
    from rapport.program.answers.selectors import answers_for

    facts = interaction_facts(home, actor, interaction_id)
    return () if facts is None else answers_for(actor, facts.attributes, element)


def interaction_facts(home: Home, actor: Actor, interaction_id: str) -> InteractionFacts | None:
    """What is known of an interaction, None when there is none that this person may see. Its own columns
    win over its attributes, these over its customer's. Raises NotAllowedError."""
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            f"SELECT * EXCLUDE (turns, content_hash) FROM interactions "
            f"WHERE interaction_id = ? AND {condition}",
            [interaction_id, *parameters],
        ).to_pylist()
        if not rows:
            return None
        customers = snapshot.sql(
            "SELECT name, segment, attributes FROM customers WHERE customer_id = ?", [rows[0]["customer_id"]]
        ).to_pylist()
    return _facts(home, rows[0], customers[0] if customers else {})


def _facts(home: Home, row: Mapping[str, Any], customer: Mapping[str, Any]) -> InteractionFacts:
    attributes: dict[str, str] = {}
    for source in (customer.get("attributes"), row["attributes"]):
        attributes.update({name: str(one) for name, one in dict(source or ()).items() if one is not None})
    if customer.get("segment") is not None:
        attributes["segment"] = str(customer["segment"])
    attributes.update({name: str(row[name]) for name in COLUMNS if row[name] is not None})
    values = {name: str(row[name]) for name in TEXTS if row[name] is not None}
    name = row["customer_name"] or customer.get("name")
    if name:
        values["customer_name"] = str(name)
    if row["started_at"] is not None:
        values["date"] = row["started_at"].astimezone(home.settings.zone).strftime("%Y-%m-%d")
    values["company"] = home.settings.name
    values.update({f"attribute.{name}": one for name, one in attributes.items()})
    return InteractionFacts(attributes, values)


def filled_email(content: AnswerContent, values: Mapping[str, str]) -> FilledEmail:
    """The e-mail of an answer with variables put in as text."""
    subject, body = fill(content.email_subject, values), fill(content.email_body, values)
    missing = [one.variable for one in (*subject, *body) if one.variable is not None and not one.known]
    return FilledEmail(subject, body, tuple(dict.fromkeys(missing)))
