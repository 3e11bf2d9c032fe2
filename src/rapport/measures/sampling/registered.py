"""The public functions of this room, as the laws see them."""

from rapport.measures.measure import Measure
from rapport.measures.sampling.adjust_nonresponse import adjust_nonresponse
from rapport.measures.sampling.adjusted_mean import adjusted_mean
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import audit_design
from rapport.measures.sampling.calibrate import calibrate
from rapport.measures.sampling.calibrated_mean import calibrated_mean, calibrated_total
from rapport.measures.sampling.cluster_sample_size import cluster_sample_size
from rapport.measures.sampling.covariate_balance import covariate_balance
from rapport.measures.sampling.covariate_balancing_weights import covariate_balancing_weights
from rapport.measures.sampling.domain_sample_sizes import domain_sample_sizes
from rapport.measures.sampling.draw import draw, draw_rows
from rapport.measures.sampling.draw_pps import draw_pps
from rapport.measures.sampling.draw_systematic import draw_systematic
from rapport.measures.sampling.inclusion_probabilities import inclusion_probabilities
from rapport.measures.sampling.nonresponse_bias import nonresponse_bias
from rapport.measures.sampling.optimal_allocation import optimal_allocation
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.propensity_weights import propensity_weights
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.representativeness import representativeness
from rapport.measures.sampling.sample_size import sample_size
from rapport.measures.sampling.target_mean import target_mean
from rapport.measures.sampling.trim_weights import trim_weights
from rapport.measures.sampling.unrounded_sample_size import unrounded_sample_size
from rapport.measures.sampling.weighting_loss import weighting_loss

FITTED = {
    "merging": "the weights of a part are fitted to the whole population too, not to its share of it",
    "missing": "a row without an answer still counts among those whose weights are fitted",
    "empty": "weights cannot be fitted when nobody answered; calibrate says so by name",
}

ASKED = {
    "missing": "whether a person answered cannot be missing, and is refused",
    "duplicating": "what chance makes is taken off, and rows given twice look less like chance",
    "merging": "the spread of rates is no mean of the parts' spreads",
}

ADJUSTED = {
    "missing": "a row without an answer changes the rate of its class",
    "merging": "a part has its own rates of answering, and so its own weights",
    "empty": "nobody answered; adjust_nonresponse says so by name",
}

TARGETED = {
    "missing": "a row without an answer still counts among those whose weights are fitted",
    "merging": "the weights of a part are fitted to the whole target too, not to its share of it",
    "empty": "weights cannot be fitted without rows; covariate_balancing_weights says so by name",
}

MEASURES: dict[str, Measure] = {
    "post_stratify": Measure(post_stratify, "weights"),
    "rake": Measure(rake, "weights"),
    "sample_size": Measure(sample_size, "design"),
    "allocate": Measure(allocate, "design"),
    "audit_design": Measure(audit_design, "design"),
    "draw": Measure(draw, "draws"),
    "draw_rows": Measure(draw_rows, "draws"),
    "calibrate": Measure(calibrate, "weights"),
    "calibrated_mean": Measure(calibrated_mean, "calibrated column", weights=True, gaps=FITTED),
    "calibrated_total": Measure(calibrated_total, "calibrated column", weights=True, gaps=FITTED),
    "weighting_loss": Measure(weighting_loss, "weights"),
    "unrounded_sample_size": Measure(unrounded_sample_size, "design"),
    "domain_sample_sizes": Measure(domain_sample_sizes, "design"),
    "cluster_sample_size": Measure(cluster_sample_size, "design"),
    "optimal_allocation": Measure(optimal_allocation, "design"),
    "draw_systematic": Measure(draw_systematic, "draws"),
    "draw_pps": Measure(draw_pps, "draws"),
    "inclusion_probabilities": Measure(inclusion_probabilities, "design"),
    "trim_weights": Measure(trim_weights, "weights"),
    "adjust_nonresponse": Measure(adjust_nonresponse, "weights"),
    "representativeness": Measure(representativeness, "people asked", (0, 1), gaps=ASKED),
    "nonresponse_bias": Measure(nonresponse_bias, "people asked", gaps=ASKED),
    "propensity_weights": Measure(propensity_weights, "weights"),
    "covariate_balancing_weights": Measure(covariate_balancing_weights, "weights"),
    "covariate_balance": Measure(covariate_balance, "weights"),
    "target_mean": Measure(target_mean, "column weighted to a target", weights=True, gaps=TARGETED),
    "adjusted_mean": Measure(adjusted_mean, "adjusted column", weights=True, gaps=ADJUSTED),
}
