"""Numbers in, an Estimate out. Pure."""

from rapport.measures.estimate import Estimate
from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.scale import Scale
from rapport.measures.goals.diminishing_returns import diminishing_returns
from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.quality.agent_scores import AgentScore, agent_scores
from rapport.measures.quality.best_quarter_gap import best_quarter_gap
from rapport.measures.quality.cohen_kappa import cohen_kappa
from rapport.measures.quality.fleiss_kappa import fleiss_kappa
from rapport.measures.quality.gwet_ac import gwet_ac
from rapport.measures.quality.icc import icc
from rapport.measures.quality.krippendorff_alpha import krippendorff_alpha
from rapport.measures.quality.ratings import ratings_of
from rapport.measures.quality.severity import severity
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import AuditDesign, audit_design
from rapport.measures.sampling.draw import Drawn, draw, draw_rows
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.sample_size import sample_size

__all__ = [
    "AgentScore",
    "AuditDesign",
    "AuditSample",
    "Difference",
    "Drawn",
    "Estimate",
    "Scale",
    "agent_scores",
    "allocate",
    "as_share",
    "assisted_mean",
    "audit_design",
    "audit_mean",
    "audit_means",
    "benjamini_hochberg",
    "best_quarter_gap",
    "beyond_pool",
    "ces",
    "ces_share",
    "cohen_kappa",
    "compare",
    "csat",
    "diminishing_returns",
    "draw",
    "draw_rows",
    "fleiss_kappa",
    "gwet_ac",
    "icc",
    "krippendorff_alpha",
    "mean",
    "nps",
    "post_stratify",
    "proportion",
    "psat",
    "rake",
    "ratings_of",
    "sample_mean",
    "sample_means",
    "sample_size",
    "severity",
]
