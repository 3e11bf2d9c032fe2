"""The public functions of this room, as the laws see them."""

from rapport.measures.measure import Measure
from rapport.measures.quality.agent_impact import agent_impact
from rapport.measures.quality.agent_scores import agent_scores
from rapport.measures.quality.best_quarter_gap import best_quarter_gap
from rapport.measures.quality.brennan_prediger import brennan_prediger
from rapport.measures.quality.certification import certification
from rapport.measures.quality.certification_design import certification_design
from rapport.measures.quality.cohen_kappa import cohen_kappa
from rapport.measures.quality.conger_kappa import conger_kappa
from rapport.measures.quality.fleiss_kappa import fleiss_kappa
from rapport.measures.quality.fleiss_kappas import fleiss_kappas
from rapport.measures.quality.gwet_ac import gwet_ac
from rapport.measures.quality.icc import icc
from rapport.measures.quality.krippendorff_alpha import krippendorff_alpha
from rapport.measures.quality.light_kappa import light_kappa
from rapport.measures.quality.ratings import ratings_of
from rapport.measures.quality.severity import severity
from rapport.measures.quality.table_agreement import table_agreement

POOLING = {
    "duplicating": "partial pooling believes twice the rows more, so the value moves",
    "merging": "pooled values of parts know less of the others",
}
WORDS = "categories may be named by words"
SMALL_SAMPLE = {
    "duplicating": "the definition counts n − 1: duplicated units move it a little",
    "merging": "agreement within parts leaves out what differs between them",
}
MERGING = {"text": WORDS, "merging": "agreement within parts leaves out what differs between them"}
MEASURES: dict[str, Measure] = {
    "severity": Measure(severity, "audit", gaps={"merging": "severity is about the evaluators present"}),
    "agent_scores": Measure(agent_scores, "agents", gaps=POOLING),
    "agent_impact": Measure(agent_impact, "changes by agent", gaps=POOLING),
    "krippendorff_alpha": Measure(
        krippendorff_alpha, "ratings", (-1, 1), (1, 4), gaps={"text": WORDS, **SMALL_SAMPLE}
    ),
    "fleiss_kappa": Measure(fleiss_kappa, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "gwet_ac": Measure(gwet_ac, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "brennan_prediger": Measure(brennan_prediger, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "conger_kappa": Measure(conger_kappa, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "light_kappa": Measure(light_kappa, "ratings", (-1, 1), (1, 4), gaps=MERGING),
    "fleiss_kappas": Measure(fleiss_kappas, "ratings by category", (-1, 1), (1, 4), gaps=MERGING),
    "table_agreement": Measure(table_agreement, "a table of counts"),
    "certification": Measure(
        certification,
        "gold",
        (-1, 1),
        weights=True,
        gaps={"text": WORDS, "merging": "the coefficient's chance is that of the rows at hand"},
    ),
    "certification_design": Measure(certification_design, "design"),
    "icc": Measure(icc, "ratings", (-1, 1), (1, 4), gaps=SMALL_SAMPLE),
    "cohen_kappa": Measure(cohen_kappa, "raters", (-1, 1), (1, 4), gaps=MERGING),
    "best_quarter_gap": Measure(best_quarter_gap, "estimates"),
    "ratings_of": Measure(ratings_of, "arranges rows"),
}
