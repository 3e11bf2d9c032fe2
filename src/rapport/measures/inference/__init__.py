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
from rapport.measures.inference.compare_groups import GroupDifference, compare_groups
from rapport.measures.inference.cross_fit import CrossFitted, cross_fit
from rapport.measures.inference.design_effect import DesignEffect, design_effect
from rapport.measures.inference.design_proportion import design_proportion
from rapport.measures.inference.domain_mean import domain_mean, domain_means
from rapport.measures.inference.equivalence import Equivalence, equivalence
from rapport.measures.inference.group_shares import equal_shares, share_trend
from rapport.measures.inference.mean import mean
from rapport.measures.inference.mean_of_groups import mean_of_groups, means_of_groups
from rapport.measures.inference.paired_change import paired_change
from rapport.measures.inference.power import Power, power_means, power_nps, power_shares
from rapport.measures.inference.proportion import proportion
from rapport.measures.inference.quantile import quantile
from rapport.measures.inference.ranks import Order, kruskal_wallis, rank_compare
from rapport.measures.inference.ratio import ratio
from rapport.measures.inference.survey_chi_square import survey_chi_square
from rapport.measures.inference.survey_regression import Regression, survey_regression
from rapport.measures.inference.survey_t_test import survey_t_test
from rapport.measures.inference.tested import Tested
from rapport.measures.inference.total import total
from rapport.measures.inference.versus import versus

__all__ = [
    "AuditSample",
    "Bootstrapped",
    "CrossFitted",
    "DesignEffect",
    "Difference",
    "Equivalence",
    "GroupDifference",
    "Order",
    "Power",
    "Regression",
    "Tested",
    "adjust",
    "as_share",
    "assisted_mean",
    "audit_mean",
    "audit_means",
    "benjamini_hochberg",
    "beyond_pool",
    "bootstrap",
    "compare",
    "compare_groups",
    "cross_fit",
    "design_effect",
    "design_proportion",
    "domain_mean",
    "domain_means",
    "equal_shares",
    "equivalence",
    "kruskal_wallis",
    "mean",
    "mean_of_groups",
    "means_of_groups",
    "paired_change",
    "power_means",
    "power_nps",
    "power_shares",
    "proportion",
    "quantile",
    "rank_compare",
    "ratio",
    "sample_mean",
    "sample_means",
    "share_trend",
    "survey_chi_square",
    "survey_regression",
    "survey_t_test",
    "total",
    "versus",
]
