"""How far a person's sight reaches in the tables of interactions."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight


@dataclass(frozen=True)
class Reach:
    """Everything, the interactions of some teams, those of one agent, or none (`teams` is empty)."""

    everything: bool = False
    teams: tuple[str, ...] = ()
    agent: str | None = None


def reach_of(actor: Actor, permission: Permission) -> Reach:
    """How far the permission reaches. Raises NotAllowedError.

    Who sees only aggregates reads no interaction; who sees own work needs to be known as an agent.
    """
    sight = actor.sight(permission)
    if sight is Sight.ALL:
        return Reach(everything=True)
    if sight is Sight.TEAMS:
        return Reach(teams=tuple(sorted(actor.teams(permission) or ())))
    return Reach(agent=actor.agent_id if sight is Sight.OWN and actor.agent_id else None)


def reach(actor: Actor, permission: Permission) -> tuple[str, list[object]]:
    """The same as a condition of the engine's SQL on interactions, and its parameters."""
    return as_condition(reach_of(actor, permission))


def as_condition(found: Reach) -> tuple[str, list[object]]:
    """A reach as a condition of the engine's SQL on interactions, and its parameters."""
    if found.everything:
        return "TRUE", []
    if found.agent is not None:
        return "agent_id = ?", [found.agent]
    if found.teams:
        return "list_contains(?, team)", [list(found.teams)]
    return "FALSE", []


def reaches(found: Reach, team: str | None, agent: str | None) -> bool:
    """Whether an interaction of this team and agent is within sight."""
    return (
        found.everything
        or (found.agent is not None and agent == found.agent)
        or (team is not None and team in found.teams)
    )
