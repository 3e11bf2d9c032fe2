"""How far a person's sight reaches in the tables of interactions."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight


def reach(actor: Actor, permission: Permission) -> tuple[str, list[object]]:
    """A condition of SQL on interactions, and its parameters. Raises NotAllowedError.

    Who sees only aggregates reads no interaction; who sees own work needs to be known as an agent.
    """
    sight = actor.sight(permission)
    if sight is Sight.ALL:
        return "TRUE", []
    if sight is Sight.TEAMS:
        return "list_contains(?, team)", [sorted(actor.teams(permission) or ())]
    if sight is Sight.OWN and actor.agent_id:
        return "agent_id = ?", [actor.agent_id]
    return "FALSE", []
