"""Evaluators, their agreement, and the people they score."""

from rapport.measures.quality.agent_scores import AgentScore, agent_scores
from rapport.measures.quality.best_quarter_gap import best_quarter_gap
from rapport.measures.quality.cohen_kappa import cohen_kappa
from rapport.measures.quality.fleiss_kappa import fleiss_kappa
from rapport.measures.quality.gwet_ac import gwet_ac
from rapport.measures.quality.icc import icc
from rapport.measures.quality.krippendorff_alpha import krippendorff_alpha
from rapport.measures.quality.ratings import ratings_of
from rapport.measures.quality.severity import severity

__all__ = [
    "AgentScore",
    "agent_scores",
    "best_quarter_gap",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac",
    "icc",
    "krippendorff_alpha",
    "ratings_of",
    "severity",
]
