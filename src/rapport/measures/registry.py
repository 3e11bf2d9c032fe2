"""Every public measure, what it takes and the range of its values: what the laws are tested over.

A new measure adds one line here. `takes` names the kind of rows: a "column" of answers, "audit" rows
(scores, units, evaluators), a matrix of "ratings", two "raters", a "curve" (score, outcome); the rest
take no rows of their own. `gaps` names the laws that do not hold, each with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.psat import psat
from rapport.measures.goals.diminishing_returns import diminishing_returns
from rapport.measures.inference.as_share import as_share
from rapport.measures.inference.assisted_mean import assisted_mean
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.beyond_pool import beyond_pool
from rapport.measures.inference.compare import compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.quality.agent_scores import agent_scores
from rapport.measures.quality.best_quarter_gap import best_quarter_gap
from rapport.measures.quality.cohen_kappa import cohen_kappa
from rapport.measures.quality.fleiss_kappa import fleiss_kappa
from rapport.measures.quality.gwet_ac import gwet_ac
from rapport.measures.quality.icc import icc
from rapport.measures.quality.krippendorff_alpha import krippendorff_alpha
from rapport.measures.quality.ratings import ratings_of
from rapport.measures.quality.severity import severity
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import audit_design
from rapport.measures.sampling.draw import draw, draw_rows
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.sample_size import sample_size

SCORE = (float("-inf"), float("inf"))
POOLING = {
    "duplicating": "partial pooling believes twice the rows more, so the value moves",
    "merging": "pooled values of parts know less of the others",
}
SMALL_SAMPLE = {
    "duplicating": "the definition counts n − 1: duplicated units move it a little",
    "merging": "agreement within parts leaves out what differs between them",
}
MERGING = {"merging": "agreement within parts leaves out what differs between them"}


@dataclass(frozen=True)
class Measure:
    """One public function: what it takes, its values' range, whole answers' range, survey weights, gaps."""

    function: Callable[..., Any]
    takes: str
    range: tuple[float, float] = SCORE
    answers: tuple[int, int] = (0, 100)
    weights: bool = False
    gaps: Mapping[str, str] = field(default_factory=dict)


REGISTRY: dict[str, Measure] = {
    "nps": Measure(nps, "column", (-100, 100), (0, 10), weights=True),
    "csat": Measure(csat, "column", (0, 1), (1, 5), weights=True),
    "psat": Measure(psat, "column", (0, 1), (1, 5), weights=True),
    "ces": Measure(ces, "column", (1, 7), (1, 7), weights=True),
    "ces_share": Measure(ces_share, "column", (0, 1), (1, 7), weights=True),
    "mean": Measure(mean, "column", weights=True),
    "audit_mean": Measure(audit_mean, "audit", weights=True),
    "audit_means": Measure(audit_means, "audit by group", weights=True),
    "severity": Measure(severity, "audit", gaps={"merging": "severity is about the evaluators present"}),
    "agent_scores": Measure(agent_scores, "agents", gaps=POOLING),
    "krippendorff_alpha": Measure(krippendorff_alpha, "ratings", (-1, 1), (1, 4), gaps=SMALL_SAMPLE),
    "fleiss_kappa": Measure(fleiss_kappa, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "gwet_ac": Measure(gwet_ac, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "icc": Measure(icc, "ratings", (-1, 1), (1, 4), gaps=SMALL_SAMPLE),
    "cohen_kappa": Measure(cohen_kappa, "raters", (-1, 1), (1, 4), gaps=MERGING),
    "diminishing_returns": Measure(
        diminishing_returns,
        "curve",
        (0, 100),
        weights=True,
        gaps={"merging": "a curve of a part may bend elsewhere", "weights": "tested by value, not bootstrap"},
    ),
    "proportion": Measure(proportion, "counts", (0, 1)),
    "sample_mean": Measure(sample_mean, "prepared: audit_mean on a sample arranged before"),
    "sample_means": Measure(sample_means, "prepared: audit_means on a sample arranged before"),
    "as_share": Measure(as_share, "estimates"),
    "assisted_mean": Measure(assisted_mean, "two samples"),
    "post_stratify": Measure(post_stratify, "weights"),
    "rake": Measure(rake, "weights"),
    "beyond_pool": Measure(beyond_pool, "estimates"),
    "compare": Measure(compare, "estimates"),
    "best_quarter_gap": Measure(best_quarter_gap, "estimates"),
    "benjamini_hochberg": Measure(benjamini_hochberg, "numbers"),
    "ratings_of": Measure(ratings_of, "arranges rows"),
    "sample_size": Measure(sample_size, "design"),
    "allocate": Measure(allocate, "design"),
    "audit_design": Measure(audit_design, "design"),
    "draw": Measure(draw, "draws"),
    "draw_rows": Measure(draw_rows, "draws"),
}
