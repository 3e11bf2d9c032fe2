"""Numbers in, an Estimate out. Pure."""

from rapport.measures.estimate import Estimate
from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.scale import Scale
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion

__all__ = [
    "AuditSample",
    "Difference",
    "Estimate",
    "Scale",
    "audit_mean",
    "audit_means",
    "benjamini_hochberg",
    "ces",
    "ces_share",
    "compare",
    "csat",
    "mean",
    "nps",
    "proportion",
    "psat",
    "sample_mean",
    "sample_means",
]
