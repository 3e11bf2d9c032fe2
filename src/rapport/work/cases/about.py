"""What a case that somebody opens by hand is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.exploring.customer import customer_story
from rapport.work.exploring.interaction import read_interaction

FACTS = ("team", "channel", "concern", "agent_id", "agent_name")


@dataclass(frozen=True)
class About:
    """An interaction, a customer, or neither; with what is known of the interaction."""

    interaction_id: str | None = None
    customer_id: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def about_typed(home: Home, actor: Actor, interaction_id: str, customer_id: str) -> About:
    """Looks up ids that somebody typed, as far as they may see them. Raises NotAllowedError, or InputError
    for an id that nothing in sight has."""
    if interaction_id:
        actor.require(Permission.INTERACTIONS_READ)
        view = read_interaction(home, actor, interaction_id)
        if view is None:
            raise InputError("There is no such interaction", "interaction", "Copy its id from Explore.")
        facts = {name: str(view.facts[name]) for name in FACTS if view.facts.get(name)}
        return About(interaction_id, view.facts["customer_id"], facts)
    if customer_id:
        actor.require(Permission.INTERACTIONS_READ)
        if customer_story(home, actor, customer_id) is None:
            raise InputError("There is no such customer", "customer", "Copy their id from Explore.")
        return About(None, customer_id)
    return About()
