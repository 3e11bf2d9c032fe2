"""The e-mail of a case: to whom, and begun from a model answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.home import Home
from rapport.program.answers.plain import ShownAnswer
from rapport.program.cases.plain import CaseFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.answers.for_interaction import filled_email


@dataclass(frozen=True)
class Begun:
    """An e-mail to go on with. `missing` names variables that have no value: they stand as `[name]`."""

    to: str
    subject: str = ""
    body: str = ""
    answer_id: str = ""
    missing: tuple[str, ...] = ()


def fitting_answers(actor: Actor, found: CaseFacts) -> tuple[ShownAnswer, ...]:
    """Published model answers for a case like this one, the most specific first."""
    from rapport.program.answers.selectors import answers_for

    if not actor.may(Permission.ANSWERS_READ):
        return ()
    return answers_for(actor, attributes_of(found))


def begin_mail(home: Home, actor: Actor, found: CaseFacts, answer_id: str = "") -> Begun:
    """An e-mail to the customer of a case that this person was shown, begun from an answer if one is
    named. The address is the one on the customer's record, where it was not taken out."""
    customer = _customer(home, found.line.customer_id)
    to = customer.get("email", "")
    to = to if "@" in to else ""
    chosen = next((one for one in fitting_answers(actor, found) if one.answer_id == answer_id), None)
    if chosen is None:
        return Begun(to)
    letter = filled_email(chosen.content, _values(home, actor, found, customer))
    subject = "".join(one.text for one in letter.subject)
    return Begun(to, subject, "".join(one.text for one in letter.body), answer_id, letter.missing)


def attributes_of(found: CaseFacts) -> Mapping[str, str]:
    """What chooses among scenarios: the facts of the case, its own columns first."""
    line = found.line
    own = {"team": line.team, "channel": line.channel, "concern": line.concern}
    return {**found.facts, **{name: one for name, one in own.items() if one}}


def _values(home: Home, actor: Actor, found: CaseFacts, customer: Mapping[str, str]) -> dict[str, str]:
    values = {
        name: one for name, one in attributes_of(found).items() if name in ("team", "channel", "concern")
    }
    values |= {"company": home.settings.name, "agent_name": actor.name}
    if customer.get("name"):
        values["customer_name"] = customer["name"]
    if found.interaction_id:
        values["interaction_id"] = found.interaction_id
    values["date"] = found.line.opened_at.astimezone(home.settings.zone).strftime("%Y-%m-%d")
    return values | {f"attribute.{name}": one for name, one in found.facts.items()}


def _customer(home: Home, customer_id: str | None) -> dict[str, str]:
    if customer_id is None:
        return {}
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT name, email FROM customers WHERE customer_id = ?", [customer_id]
        ).to_pylist()
    return {name: str(one) for name, one in rows[0].items() if one} if rows else {}
