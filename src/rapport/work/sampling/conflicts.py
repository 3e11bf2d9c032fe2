"""Conflicts of interest: whose interactions an evaluator may not score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapport.program.audits.plain import Barred
from rapport.program.people.actor import Actor
from rapport.records import InputError
from rapport.warehouse import Snapshot


def conflicts_of(
    snapshot: Snapshot,
    actor: Actor,
    evaluators: Sequence[str],
    exclusions: Mapping[str, Barred],
    bar_own_team: bool,
) -> dict[str, Barred]:
    """By evaluator who they may not score: themselves, their own teams where asked, what is excluded.

    Own teams are those an account manages and those its agent served in. Raises InputError for an
    exclusion of somebody who does not score.
    """
    from rapport.program.audits.selectors import evaluator_interests

    for name in exclusions:
        if name not in evaluators:
            raise InputError(f"{name!r} is excluded but does not score", None, "Look at the name again.")
    known = evaluator_interests(actor, evaluators)
    served = _teams_of(snapshot, (one.agent_id for one in known.values()))
    found = {}
    for name in evaluators:
        own, stated = known.get(name), exclusions.get(name, Barred())
        agents, teams = set(stated.agents), set(stated.teams)
        if own is not None and own.agent_id:
            agents.add(own.agent_id)
        if own is not None and bar_own_team:
            teams |= {*own.teams, *served.get(own.agent_id or "", ())}
        if agents or teams:
            found[name] = Barred(tuple(sorted(agents)), tuple(sorted(teams)))
    return found


def _teams_of(snapshot: Snapshot, agents: Iterable[str | None]) -> dict[str, set[str]]:
    wanted = sorted({one for one in agents if one})
    found: dict[str, set[str]] = {}
    if wanted:
        rows = snapshot.sql(
            "SELECT DISTINCT agent_id, team FROM interactions "
            "WHERE list_contains(?, agent_id) AND team IS NOT NULL",
            [wanted],
        )
        for row in rows.to_pylist():
            found.setdefault(row["agent_id"], set()).add(row["team"])
    return found
