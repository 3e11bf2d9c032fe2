"""People of the simulated company, so that somebody can come in as each of them."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.story import Company
from rapport.story.staff import TEAMS, TRAINED_TEAM

ANALYSTS = ("Ines", "Tomasz")
DOMAIN = "halyard.example"


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in; `does` says in a few words what they come for."""

    email: str
    name: str
    role: str
    does: str
    team: str | None = None
    agent_id: str | None = None


def accounts_of(company: Company) -> tuple[Account, ...]:
    """One person for each role. The analysts are evaluators of the audits; the associate serves in the team
    that was trained."""
    agent = next(
        number for number, team in enumerate(company.staff.team.tolist()) if TEAMS[team] == TRAINED_TEAM
    )
    served_by = {"agent_id": company.staff.identifier(agent), "name": company.staff.name(agent)}
    people = [
        Account("admin", "Ada Lind", "administrator", "people, log, health"),
        Account("manager", "Max Berger", "program_manager", "dashboards, findings, goals"),
        Account("lead", "Lena Vogt", "qa_lead", "criteria, samples, calibration"),
        *(Account(name.lower(), name, "analyst", "scores interactions") for name in ANALYSTS),
        Account("team", "Mira Stone", "team_manager", f"coaches {TRAINED_TEAM}", team=TRAINED_TEAM),
        Account("associate", served_by["name"], "associate", "own scores", agent_id=served_by["agent_id"]),
        Account("shopper", "Sam Reed", "shopper", "reports mystery shops"),
        Account("auditor", "Otto Klein", "auditor", "reads all, changes nothing"),
        Account("client", "Cleo Hart", "client_viewer", "results without interactions"),
    ]
    return tuple(
        Account(f"{one.email}@{DOMAIN}", one.name, one.role, one.does, one.team, one.agent_id)
        for one in people
    )


def let_in(people: tuple[Account, ...], password: str) -> dict[str, str]:
    """Makes the accounts in the connected home, all with this password → their ids by the first part of
    their address."""
    from rapport.program.audits.services import evaluator_link
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.services import person_create

    made = {}
    for one in people:
        user = person_create(
            TERMINAL,
            one.email,
            name=one.name,
            password=password,
            grants=[Grant(one.role, one.team)],
            agent_id=one.agent_id,
        )
        if one.role == "analyst":
            evaluator_link(TERMINAL, one.name, user)
        made[one.email.partition("@")[0]] = user
    return made
