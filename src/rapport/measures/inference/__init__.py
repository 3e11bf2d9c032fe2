"""Means, shares and differences, with their intervals."""

from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion

__all__ = [
    "AuditSample",
    "Difference",
    "as_share",
    "assisted_mean",
    "audit_mean",
    "audit_means",
    "benjamini_hochberg",
    "beyond_pool",
    "compare",
    "mean",
    "proportion",
    "sample_mean",
    "sample_means",
]
