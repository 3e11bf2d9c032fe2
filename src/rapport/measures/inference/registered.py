"""The public functions of this room, as the laws see them."""

from rapport.measures.inference.adjust import adjust
from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.bootstrap import bootstrap
from rapport.measures.inference.compare import compare
from rapport.measures.inference.compare_groups import compare_groups
from rapport.measures.inference.cross_fit import cross_fit
from rapport.measures.inference.design_effect import design_effect
from rapport.measures.inference.design_proportion import design_proportion
from rapport.measures.inference.domain_mean import domain_mean, domain_means
from rapport.measures.inference.equivalence import equivalence
from rapport.measures.inference.group_shares import equal_shares, share_trend
from rapport.measures.inference.mean import mean
from rapport.measures.inference.mean_of_groups import mean_of_groups, means_of_groups
from rapport.measures.inference.paired_change import paired_change
from rapport.measures.inference.power import power_means, power_nps, power_shares
from rapport.measures.inference.proportion import proportion
from rapport.measures.inference.quantile import quantile
from rapport.measures.inference.ranks import kruskal_wallis, rank_compare
from rapport.measures.inference.ratio import ratio
from rapport.measures.inference.survey_chi_square import survey_chi_square
from rapport.measures.inference.survey_regression import survey_regression
from rapport.measures.inference.survey_t_test import survey_t_test
from rapport.measures.inference.total import total
from rapport.measures.inference.versus import versus
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "mean": Measure(mean, "column", weights=True),
    "audit_mean": Measure(audit_mean, "audit", weights=True),
    "audit_means": Measure(audit_means, "audit by group", weights=True),
    "proportion": Measure(proportion, "counts", (0, 1)),
    "sample_mean": Measure(sample_mean, "prepared: audit_mean on a sample arranged before"),
    "sample_means": Measure(sample_means, "prepared: audit_means on a sample arranged before"),
    "as_share": Measure(as_share, "estimates"),
    "cross_fit": Measure(cross_fit, "takes a machine of one's own"),
    "assisted_mean": Measure(
        assisted_mean,
        "human and machine",
        weights=True,
        gaps={"merging": "both parts would be completed by the same rest of the frame"},
    ),
    "beyond_pool": Measure(beyond_pool, "estimates"),
    "compare": Measure(compare, "estimates"),
    "benjamini_hochberg": Measure(benjamini_hochberg, "numbers"),
    "total": Measure(
        total,
        "column",
        weights=True,
        gaps={
            "weights": "a total grows with the weights, which say what each row stands for",
            "duplicating": "twice as many rows have twice the total",
            "merging": "totals of parts add up, they are not averaged",
        },
    ),
    "ratio": Measure(
        ratio,
        "numerator and denominator",
        weights=True,
        gaps={"merging": "ratios of parts are averaged by their denominators, not by their rows"},
    ),
    "domain_mean": Measure(domain_mean, "values in a domain", weights=True),
    "domain_means": Measure(domain_means, "values in domains", weights=True),
    "design_effect": Measure(design_effect, "a design: a factor without interval"),
    "quantile": Measure(
        quantile,
        "column",
        weights=True,
        gaps={"merging": "the median of all is not the mean of the medians of parts"},
    ),
    "adjust": Measure(adjust, "numbers"),
    "power_means": Measure(power_means, "numbers"),
    "power_nps": Measure(power_nps, "numbers"),
    "power_shares": Measure(power_shares, "numbers"),
    "bootstrap": Measure(bootstrap, "column with a statistic", weights=True),
    "compare_groups": Measure(
        compare_groups,
        "values in groups",
        weights=True,
        gaps={"merging": "differences of parts are averaged by their precision, not by their rows"},
    ),
    "design_proportion": Measure(design_proportion, "column", (0, 1), (0, 1), weights=True),
    "equivalence": Measure(equivalence, "estimates"),
    "equal_shares": Measure(equal_shares, "counts: a test, its effect without interval"),
    "share_trend": Measure(share_trend, "counts: a test"),
    "mean_of_groups": Measure(mean_of_groups, "moments by group"),
    "means_of_groups": Measure(means_of_groups, "moments by group"),
    "paired_change": Measure(paired_change, "before and after", weights=True),
    "kruskal_wallis": Measure(kruskal_wallis, "a test, its effect without interval"),
    "rank_compare": Measure(
        rank_compare,
        "two columns",
        gaps={"merging": "how a stands to b in parts does not average to how it stands in all"},
    ),
    "survey_chi_square": Measure(survey_chi_square, "a test, its effect without interval", weights=True),
    "survey_regression": Measure(
        survey_regression,
        "survey outcome and drivers",
        weights=True,
        gaps={"merging": "coefficients of parts are not averaged by their rows"},
    ),
    "survey_t_test": Measure(
        survey_t_test,
        "values in two groups",
        weights=True,
        gaps={"merging": "differences of parts are averaged by their precision, not by their rows"},
    ),
    "versus": Measure(versus, "estimates"),
}
