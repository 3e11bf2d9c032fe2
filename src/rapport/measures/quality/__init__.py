"""Evaluators, their agreement, and the people they score."""

from rapport.measures.quality.agent_impact import agent_impact
from rapport.measures.quality.agent_scores import AgentScore, agent_scores
from rapport.measures.quality.best_quarter_gap import best_quarter_gap
from rapport.measures.quality.brennan_prediger import brennan_prediger
from rapport.measures.quality.certification import Certification, certification
from rapport.measures.quality.certification_design import CertificationDesign, certification_design
from rapport.measures.quality.cohen_kappa import cohen_kappa
from rapport.measures.quality.conger_kappa import conger_kappa
from rapport.measures.quality.fleiss_kappa import fleiss_kappa
from rapport.measures.quality.fleiss_kappas import ChanceTest, FleissKappas, fleiss_kappas
from rapport.measures.quality.gwet_ac import gwet_ac
from rapport.measures.quality.icc import icc
from rapport.measures.quality.krippendorff_alpha import krippendorff_alpha
from rapport.measures.quality.light_kappa import light_kappa
from rapport.measures.quality.ratings import ratings_of
from rapport.measures.quality.severity import severity
from rapport.measures.quality.table_agreement import TableAgreement, table_agreement

__all__ = [
    "AgentScore",
    "Certification",
    "CertificationDesign",
    "ChanceTest",
    "FleissKappas",
    "TableAgreement",
    "agent_impact",
    "agent_scores",
    "best_quarter_gap",
    "brennan_prediger",
    "certification",
    "certification_design",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "fleiss_kappas",
    "gwet_ac",
    "icc",
    "krippendorff_alpha",
    "light_kappa",
    "ratings_of",
    "severity",
    "table_agreement",
]
