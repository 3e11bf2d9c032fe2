"""Means, shares and differences, with their intervals."""

from rapport.measures.inference.adjust import adjust
from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.bootstrap import Bootstrapped, bootstrap
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.design_effect import DesignEffect, design_effect
from rapport.measures.inference.domain_mean import domain_mean, domain_means
from rapport.measures.inference.mean import mean
from rapport.measures.inference.power import Power, power_means, power_nps, power_shares
from rapport.measures.inference.proportion import proportion
from rapport.measures.inference.quantile import quantile
from rapport.measures.inference.ratio import ratio
from rapport.measures.inference.total import total

__all__ = [
    "AuditSample",
    "Bootstrapped",
    "DesignEffect",
    "Difference",
    "Power",
    "adjust",
    "as_share",
    "assisted_mean",
    "audit_mean",
    "audit_means",
    "benjamini_hochberg",
    "beyond_pool",
    "bootstrap",
    "compare",
    "design_effect",
    "domain_mean",
    "domain_means",
    "mean",
    "power_means",
    "power_nps",
    "power_shares",
    "proportion",
    "quantile",
    "ratio",
    "sample_mean",
    "sample_means",
    "total",
]
