"""Customers of the simulated company, asked: who answers, what, and when; some agents beg for scores.

Pleased customers answer more often, as the story has it: the bias is planted. Beggars' customers are told to
give a ten, many do, and more of them answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from rapport.records import Interaction
from rapport.records.interaction import Turn
from rapport.story import Company, outcomes
from rapport.story.conversation import interaction_id
from rapport.story.people import identifier
from rapport.story.randomness import uniform
from rapport.story.situations import CHANNELS, CONCERNS
from rapport.story.staff import TEAMS

BEGGARS = 3
SAYS_SO, OBEYS, MORE = 0.4, 0.75, 0.35
MISCODED = 0.08  # of what agents note as solved
SURVEY = """\
survey: after-contact
version: 1
title: After your contact
items:
  - {id: nps, type: nps, about: Halyard}
  - {id: csat, type: csat, about: the help you received}
"""
BOND = """\
survey: relationship
version: 1
title: You and us
items:
  - {id: nps, type: nps, about: Halyard}
"""
BEG = "You may get a short survey. Please give me a ten, it helps me a lot."


def _solved(company: Company) -> int:
    return company.judging.place["resolution.solved"]


class Customers:
    """What customers of the contacts `start`..`stop` felt, and would answer."""

    def __init__(self, company: Company, start: int, stop: int) -> None:
        self.company, self.start = company, start
        self.index = np.arange(start, stop)
        self.s, self.again = company.situations(self.index)
        self.felt = outcomes.feelings(company, self.index)
        agents = np.unique(self.s.agent)
        step = max(1, len(agents) // BEGGARS)
        self.beggars = frozenset(agents[step // 2 :: step][:BEGGARS].tolist())
        self.begged = np.isin(self.s.agent, list(self.beggars))
        seed = company.seed
        self.answers = self.felt.answers | (self.begged & (uniform(seed, "begged", self.index) < MORE))
        self.says = self.begged & (uniform(seed, "begs", self.index) < SAYS_SO)
        self.obeys = self.begged & (uniform(seed, "obeys", self.index) < OBEYS)
        solved = company.judging.truth(self.s, self.again).counts[:, _solved(company)] > 0
        miscoded = uniform(seed, "miscoded", self.index) < MISCODED
        self.status = np.where(solved ^ miscoded, "solved", "open")
        self.late = uniform(seed, "late", self.index) < 0.3

    @property
    def counted(self) -> np.ndarray[Any, Any]:
        """The contacts a survey could be about: an agent spoke, and it is no review."""
        return self.s.eligible & (self.s.channel != CHANNELS.index("review"))

    def beggar_ids(self) -> set[str]:
        """Who begs."""
        return {self.company.staff.identifier(one) for one in self.beggars}

    def contacts(self, begin: int, end: int) -> Iterator[Interaction]:
        """The contacts of a stretch, without their conversations but for what beggars say."""
        start = self.company.calendar.start
        for row in range(begin - self.start, end - self.start):
            if not self.counted[row]:
                continue
            at = start + timedelta(seconds=int(self.s.started_s[row]))
            words = BEG if self.says[row] else "Is there anything else?"
            yield Interaction(
                interaction_id=interaction_id(int(self.index[row])),
                channel=CHANNELS[self.s.channel[row]],
                started_at=at,
                ended_at=at + timedelta(minutes=9),
                customer_id=identifier(int(self.s.customer[row])),
                agent_id=self.company.staff.identifier(int(self.s.agent[row])),
                team=TEAMS[self.s.team[row]],
                concern=CONCERNS[self.s.concern[row]],
                turns=(Turn("customer", "Hello."), Turn("agent", words)),
                attributes={
                    "came_back": "yes" if self.again[row] else "no",
                    "status": str(self.status[row]),
                },
            )

    def reply(self, index: int, reminded: bool) -> dict[str, int] | None:
        """What the customer of a contact answers to a mail, or to its reminder; None: nothing."""
        row = index - self.start
        if not self.answers[row] or bool(self.late[row]) != reminded:
            return None
        nps, csat = int(self.felt.nps[row]), int(self.felt.csat[row])
        return {"nps": 10, "csat": 5} if self.obeys[row] else {"nps": nps, "csat": csat}
