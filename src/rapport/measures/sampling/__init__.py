"""How many, which ones, and what each stands for."""

from rapport.measures.sampling.adjust_nonresponse import ResponseAdjusted, adjust_nonresponse
from rapport.measures.sampling.adjusted_mean import adjusted_mean
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import AuditDesign, audit_design
from rapport.measures.sampling.calibrate import Calibrated, calibrate
from rapport.measures.sampling.calibrated_mean import calibrated_mean, calibrated_total
from rapport.measures.sampling.cluster_sample_size import ClusterSize, cluster_sample_size
from rapport.measures.sampling.covariate_balance import CovariateBalance, covariate_balance
from rapport.measures.sampling.covariate_balancing_weights import covariate_balancing_weights
from rapport.measures.sampling.domain_sample_sizes import domain_sample_sizes
from rapport.measures.sampling.draw import Drawn, draw, draw_rows
from rapport.measures.sampling.draw_pps import draw_pps
from rapport.measures.sampling.draw_systematic import draw_systematic
from rapport.measures.sampling.inclusion_probabilities import inclusion_probabilities
from rapport.measures.sampling.known_columns import ColumnBias
from rapport.measures.sampling.nonresponse_bias import NonresponseBias, nonresponse_bias
from rapport.measures.sampling.optimal_allocation import Allocation, optimal_allocation
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.propensity_weights import propensity_weights
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.representativeness import representativeness
from rapport.measures.sampling.sample_size import sample_size
from rapport.measures.sampling.target_mean import target_mean
from rapport.measures.sampling.target_weighted import TargetWeighted
from rapport.measures.sampling.trim_weights import trim_weights
from rapport.measures.sampling.unrounded_sample_size import unrounded_sample_size
from rapport.measures.sampling.weighting_loss import WeightingLoss, weighting_loss

__all__ = [
    "Allocation",
    "AuditDesign",
    "Calibrated",
    "ClusterSize",
    "ColumnBias",
    "CovariateBalance",
    "Drawn",
    "NonresponseBias",
    "ResponseAdjusted",
    "TargetWeighted",
    "WeightingLoss",
    "adjust_nonresponse",
    "adjusted_mean",
    "allocate",
    "audit_design",
    "calibrate",
    "calibrated_mean",
    "calibrated_total",
    "cluster_sample_size",
    "covariate_balance",
    "covariate_balancing_weights",
    "domain_sample_sizes",
    "draw",
    "draw_pps",
    "draw_rows",
    "draw_systematic",
    "inclusion_probabilities",
    "nonresponse_bias",
    "optimal_allocation",
    "post_stratify",
    "propensity_weights",
    "rake",
    "representativeness",
    "sample_size",
    "target_mean",
    "trim_weights",
    "unrounded_sample_size",
    "weighting_loss",
]
