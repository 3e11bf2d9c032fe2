"""What an audit of the company should find: computed over everything, not estimated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.story import outcomes
from rapport.story.company import Company
from rapport.story.randomness import Floats
from rapport.story.situations import CONCERNS, Situations
from rapport.story.staff import TEAMS, TRAINED_TEAM


@dataclass(frozen=True)
class Truth:
    """The truth about the interactions `indices` of a company, those without an agent's turn left out.

    A score's truth is the mean over these interactions of the score that the pool of evaluators gives,
    each of them counting the same. Computing it lets every evaluator score every interaction: some
    seconds for 100,000 interactions.
    """

    company: Company
    indices: NDArray[np.int64]

    @classmethod
    def of(cls, company: Company, indices: ArrayLike | None = None) -> Truth:
        """About all interactions of the company, or those given."""
        every = np.arange(company.size) if indices is None else np.asarray(indices, dtype=np.int64)
        s, _ = company.situations(every)
        return cls(company, every[s.eligible])

    @cached_property
    def situations(self) -> Situations:
        return self.company.situations(self.indices)[0]

    @cached_property
    def _weights(self) -> tuple[Floats, Floats]:
        return self.company.weights(self.situations)

    @cached_property
    def pool(self) -> Floats:
        """The QCI by evaluator (rows) and interaction (columns)."""
        return np.array([self.company.scores(self.indices, one).qci for one in self.company.evaluators])

    @cached_property
    def _elements(self) -> tuple[Floats, Floats]:
        """Element scores and points available, averaged over the evaluators who scored them."""
        found = [self.company.scores(self.indices, one) for one in self.company.evaluators]
        with np.errstate(invalid="ignore", divide="ignore"):
            scores = np.array([one.elements for one in found])
            seen = (~np.isnan(scores)).sum(axis=0)
            mean = np.where(seen > 0, np.nansum(scores, axis=0) / seen, np.nan)
        return mean, np.mean([np.nan_to_num(one.available) for one in found], axis=0)

    def rows(self, team: str | None = None) -> NDArray[np.bool_]:
        """Which interactions are this team's (all without one)."""
        if team is None:
            return np.ones(len(self.indices), dtype=bool)
        mine: NDArray[np.bool_] = self.situations.team == TEAMS.index(team)
        return mine

    def qci(self, team: str | None = None) -> float:
        """The QCI of the company or of a team."""
        return float(self.pool[:, self.rows(team)].mean())

    def element(self, name: str, team: str | None = None) -> float:
        """An element's score, 0–100, over the interactions where it applies."""
        names = [element.name for element in self.company.criteria.elements]
        return float(np.nanmean(self._elements[0][self.rows(team), names.index(name)]))

    @cached_property
    def points_available(self) -> Mapping[str, float]:
        """QCI points that each element leaves on the table, before criticals."""
        names = [element.name for element in self.company.criteria.elements]
        return dict(zip(names, self._elements[1].mean(axis=0).tolist(), strict=True))

    @property
    def costliest_element(self) -> str:
        return max(self.points_available, key=lambda name: self.points_available[name])

    @property
    def evaluator_severity(self) -> Mapping[str, float]:
        """How many points each evaluator scores above (+) or below (−) the mean of the pool."""
        means = self.pool.mean(axis=1)
        names = (one.name for one in self.company.evaluators)
        return dict(zip(names, (means - means.mean()).tolist(), strict=True))

    @property
    def training_effect(self) -> float:
        """What the training added to the QCI of the trained team's interactions since then: the same
        contacts with it and without."""
        trained = self.indices[self.situations.trained]
        pairs = [
            self.company.scores(trained, one).qci - self.company.scores(trained, one, training=False).qci
            for one in self.company.evaluators
        ]
        return float(np.mean(pairs))

    trained_team = TRAINED_TEAM

    @property
    def concern_shares(self) -> Mapping[str, float]:
        """What share of the interactions each concern has."""
        counts = np.bincount(self.situations.concern, minlength=len(CONCERNS))
        return dict(zip(CONCERNS, (counts / counts.sum()).tolist(), strict=True))

    @property
    def nps(self) -> float:
        """The NPS had every customer answered."""
        return outcomes.nps(outcomes.feelings(self.company, self.indices).nps)

    @property
    def nps_of_those_who_answer(self) -> float:
        """The NPS among those who do answer."""
        felt = outcomes.feelings(self.company, self.indices)
        return outcomes.nps(felt.nps[felt.answers])
