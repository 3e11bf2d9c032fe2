"""The public functions of this room, as the laws see them."""

from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.compare import compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
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
}
