"""The public functions of this room, as the laws see them."""

from rapport.measures.loyalty.bg_bb import bg_bb
from rapport.measures.loyalty.bg_nbd import bg_nbd
from rapport.measures.loyalty.cox import cox
from rapport.measures.loyalty.customer_lifetime_value import customer_lifetime_value
from rapport.measures.loyalty.gamma_gamma import gamma_gamma
from rapport.measures.loyalty.kaplan_meier import kaplan_meier
from rapport.measures.loyalty.logrank import logrank
from rapport.measures.loyalty.pareto_nbd import pareto_nbd
from rapport.measures.loyalty.purchase_histories import purchase_histories
from rapport.measures.loyalty.repeat_rate import repeat_rate
from rapport.measures.loyalty.repurchase_cycle import repurchase_cycle
from rapport.measures.loyalty.rfm import rfm
from rapport.measures.measure import SCORE, Measure

ABOVE_0 = (0.0, float("inf"))
FITTED = {"merging": "a model of all customers is not the mean of models of parts of them"}
CURVE = {"merging": "the median of all is not the mean of the medians of parts"}
DATES = {"text": "dates may be written as text"}
END = {**DATES, "merging": "observation of each part ends with its own last purchase"}

MEASURES: dict[str, Measure] = {
    "bg_nbd": Measure(bg_nbd, "histories", ABOVE_0, gaps=FITTED),
    "pareto_nbd": Measure(pareto_nbd, "histories", ABOVE_0, gaps=FITTED),
    "bg_bb": Measure(bg_bb, "occasions", ABOVE_0, gaps=FITTED),
    "gamma_gamma": Measure(gamma_gamma, "spending", ABOVE_0, gaps=FITTED),
    "customer_lifetime_value": Measure(customer_lifetime_value, "fitted models"),
    "purchase_histories": Measure(purchase_histories, "arranges rows"),
    "rfm": Measure(rfm, "purchases", ABOVE_0, gaps=END),
    "repeat_rate": Measure(repeat_rate, "purchase days", (0, 1), gaps=DATES),
    "repurchase_cycle": Measure(repurchase_cycle, "purchase days", ABOVE_0, gaps=END),
    "kaplan_meier": Measure(kaplan_meier, "durations", ABOVE_0, gaps=CURVE),
    "logrank": Measure(logrank, "a test: gives a statistic and p"),
    "cox": Measure(cox, "durations with covariates", SCORE, gaps=FITTED),
}
