"""Who serves and who judges: teams, agents of differing skill, evaluators of differing severity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.story.randomness import Floats, normal, uniform

TEAMS = ("Home Internet", "Mobile", "Billing", "Orders and Delivery", "Second Line", "Loyalty")
FACTORS = ("timing", "information", "connection", "differentiation")
TRAINED_TEAM = "Billing"

# How far a team stands above the company in each factor, in units of an agent's spread.
TEAM_SKILL = np.array(
    [
        [0.15, 0.25, 0.0, -0.1],
        [0.0, -0.1, 0.15, 0.0],
        [-0.1, -0.1, -0.75, -0.2],
        [-0.5, -0.45, -0.2, -0.3],
        [-0.3, 0.7, -0.35, -0.1],
        [0.35, 0.1, 0.65, 0.9],
    ]
)
SPREAD, SPREAD_BY_FACTOR = 0.45, 0.35

AGENT_NAMES = (
    "Amara", "Beth", "Carlos", "Dana", "Elias", "Farah", "Gwen", "Hugo", "Imani", "Jonas", "Keiko", "Luis",
    "Maya", "Nadia", "Omar", "Petra", "Quinn", "Rosa", "Samir", "Tessa", "Umar", "Vera", "Wes", "Yara",
    "Zane", "Anita", "Bruno", "Celia", "Dev", "Erin", "Felix", "Grace", "Hana", "Ivan", "Joy", "Kofi",
)  # fmt: skip
AGENT_SURNAMES = (
    "Adler", "Boateng", "Castillo", "Dunn", "Eriksen", "Fowler", "Grant", "Haddad", "Ito", "Joshi", "Kerr",
    "Lindqvist", "Moreau", "Novak", "Okafor", "Pereira", "Quist", "Reyes", "Sandoval", "Tran", "Usman",
    "Vance", "Whitlock", "Xu", "Young", "Zielinski", "Abbott", "Brandt", "Choi",
)  # fmt: skip


@dataclass(frozen=True)
class Evaluator:
    """`leniency` above 0 sees more of the good and less of the bad; `noise` above 1 decides less
    reliably than the others."""

    name: str
    leniency: float
    noise: float


EVALUATORS = (
    Evaluator("Ines", 0.55, 1.0),
    Evaluator("Marcus", -0.7, 1.0),
    Evaluator("Oyelaran", 0.1, 0.8),
    Evaluator("Priya", 0.0, 1.0),
    Evaluator("Sofia", -0.15, 1.2),
    Evaluator("Tomasz", 0.2, 1.5),
)


@dataclass(frozen=True)
class Staff:
    """All agents: `team` by number of TEAMS, `skill` by factor (0 is the company's middle)."""

    team: NDArray[np.int64]
    skill: Floats
    hired_days: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.team)

    def name(self, agent: int) -> str:
        """The full name; every agent has one of their own for the first thousand."""
        place = agent % (len(AGENT_NAMES) * len(AGENT_SURNAMES))
        first = AGENT_NAMES[place % len(AGENT_NAMES)]
        return f"{first} {AGENT_SURNAMES[(place * 7 + place // len(AGENT_NAMES)) % len(AGENT_SURNAMES)]}"

    def identifier(self, agent: int) -> str:
        return f"A{agent + 1:04d}"


def hire(seed: int, count: int) -> Staff:
    """`count` agents, spread evenly over the teams."""
    number = np.arange(count)
    team = number % len(TEAMS)
    general = normal(seed, "skill", number)[:, None]
    own = normal(seed, "skill by factor", number, len(FACTORS))
    skill = TEAM_SKILL[team] + SPREAD * general + SPREAD_BY_FACTOR * own
    return Staff(team, skill, (30 + 2000 * uniform(seed, "hired", number) ** 2).astype(np.int64))
