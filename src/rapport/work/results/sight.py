"""Which dashboards somebody has, and how far each of them sees."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.findings import Domain
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import ROLES, Permission, Sight
from rapport.work.results.view import ViewError

P = Permission


@dataclass(frozen=True)
class Seen:
    """One dashboard as one person sees it: `teams` None is all of them, `agent` one agent's own work.
    `rows`: single evaluations; `people`: agents and evaluators by name; `words`: what customers wrote."""

    dashboard: str
    teams: frozenset[str] | None = None
    agent: str | None = None
    rows: bool = False
    people: bool = False
    words: bool = False

    def domain(self, asked: Domain) -> Domain:
        """What is asked for, as far as it is seen. Raises ViewError for a team out of sight, in the same
        words as for one that is not there."""
        where = dict(asked.where)
        if self.teams is not None:
            wanted = where.get("team")
            if wanted is not None and not self.teams.issuperset(wanted):
                raise no_such("team", wanted[0])
            where["team"] = wanted or tuple(sorted(self.teams))
        if self.agent is not None:
            where["agent_id"] = (self.agent,)
        return Domain(tuple(sorted(where.items())), asked.since, asked.until)


def no_such(name: str, value: str) -> ViewError:
    """The error for a group that is not in the home, or not for this person."""
    return ViewError(f"There is no {name} {value!r} here", name, "Choose one of the list.")


def dashboards(actor: Actor) -> tuple[Seen, ...]:
    """The dashboards of a person, the one that is theirs first; none without the right to estimates."""
    if not actor.may(P.ESTIMATES_READ):
        return ()
    sights = _sights(actor)
    found = []
    if Sight.ALL in sights or Sight.AGGREGATES in sights:
        found.append(_executive(actor, Sight.ALL in sights))
    if Sight.ALL in sights and actor.may(P.EVALUATIONS_READ):
        found.append(Seen("manager", rows=True, people=True, words=actor.may(P.INTERACTIONS_READ)))
    elif Sight.TEAMS in sights:
        found.insert(0, _manager(actor))
    if actor.agent_id and actor.may(P.COACHING_OWN):
        own = Seen("associate", agent=actor.agent_id, rows=actor.may(P.EVALUATIONS_READ), words=True)
        found.insert(0 if Sight.ALL not in sights and Sight.TEAMS not in sights else len(found), own)
    return tuple(found)


def seen_as(actor: Actor, dashboard: str | None = None) -> Seen:
    """The dashboard asked for, or the person's own. Raises NotAllowedError when they have none such."""
    mine = dashboards(actor)
    found = next((one for one in mine if dashboard in (None, one.dashboard)), None)
    if found is None:
        raise NotAllowedError(P.ESTIMATES_READ, actor.name)
    return found


def still_blind(actor: Actor) -> frozenset[str]:
    """The interactions that this person has been asked to score blind and has not, for a sample, a
    calibration, a certification or a second look: others' scores of them, and what others marked in them,
    are not shown."""
    from rapport.program.judging.selectors import interactions_blind

    found: frozenset[str] = interactions_blind(actor)
    return found


def aggregates_only(seen: Seen) -> Seen:
    """The same teams without anything that tells of a single interaction or person."""
    return Seen(seen.dashboard, seen.teams, seen.agent)


def seen_name(seen: Seen) -> str:
    """The same text for the same sight in every process."""
    teams = None if seen.teams is None else sorted(seen.teams)
    return repr((seen.dashboard, teams, seen.agent, seen.rows, seen.people, seen.words))


def _sights(actor: Actor) -> set[Sight]:
    roles = [ROLES[one.role] for one in actor.grants]
    return {role.sight for role in roles if P.ESTIMATES_READ in role.permissions}


def _executive(actor: Actor, everything: bool) -> Seen:
    words = everything and actor.may(P.INTERACTIONS_READ)
    rows = everything and actor.may(P.EVALUATIONS_READ)
    return Seen("executive", rows=rows, people=rows, words=words)


def _manager(actor: Actor) -> Seen:
    teams = frozenset(
        one.team
        for one in actor.grants
        if one.team is not None
        and ROLES[one.role].sight is Sight.TEAMS
        and P.ESTIMATES_READ in ROLES[one.role].permissions
    )
    rows = actor.may(P.EVALUATIONS_READ)
    return Seen("manager", teams=teams, rows=rows, people=rows, words=actor.may(P.INTERACTIONS_READ))
