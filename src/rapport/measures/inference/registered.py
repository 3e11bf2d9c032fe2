"""The public functions of this room, as the laws see them."""

from rapport.measures.inference.adjust import adjust
from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.bootstrap import bootstrap
from rapport.measures.inference.compare import compare
from rapport.measures.inference.design_effect import design_effect
from rapport.measures.inference.domain_mean import domain_mean, domain_means
from rapport.measures.inference.mean import mean
from rapport.measures.inference.power import power_means, power_nps, power_shares
from rapport.measures.inference.proportion import proportion
from rapport.measures.inference.quantile import quantile
from rapport.measures.inference.ratio import ratio
from rapport.measures.inference.total import total
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "mean": Measure(mean, "column", weights=True),
    "audit_mean": Measure(audit_mean, "audit", weights=True),
    "audit_means": Measure(audit_means, "audit by group", weights=True),
    "proportion": Measure(proportion, "counts", (0, 1)),
    "sample_mean": Measure(sample_mean, "prepared: audit_mean on a sample arranged before"),
    "sample_means": Measure(sample_means, "prepared: audit_means on a sample arranged before"),
    "as_share": Measure(as_share, "estimates"),
    "assisted_mean": Measure(assisted_mean, "two samples"),
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
}
