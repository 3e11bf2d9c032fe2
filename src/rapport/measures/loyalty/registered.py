"""The public functions of this room, as the laws see them."""

from rapport.measures.loyalty.at_risk_value import at_risk_value
from rapport.measures.loyalty.auc import auc
from rapport.measures.loyalty.bg_bb import bg_bb
from rapport.measures.loyalty.bg_nbd import bg_nbd
from rapport.measures.loyalty.calibration import calibration
from rapport.measures.loyalty.churn_risk import churn_risk
from rapport.measures.loyalty.cox import cox
from rapport.measures.loyalty.customer_lifetime_value import customer_lifetime_value
from rapport.measures.loyalty.gamma_gamma import gamma_gamma
from rapport.measures.loyalty.kaplan_meier import kaplan_meier
from rapport.measures.loyalty.linkage import linkage
from rapport.measures.loyalty.logrank import logrank
from rapport.measures.loyalty.loyalty_groups import loyalty_group_scores, loyalty_groups
from rapport.measures.loyalty.pareto_nbd import pareto_nbd
from rapport.measures.loyalty.purchase_histories import purchase_histories
from rapport.measures.loyalty.repeat_rate import repeat_rate
from rapport.measures.loyalty.repurchase_cycle import repurchase_cycle
from rapport.measures.loyalty.return_on_investment import return_on_investment
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
    "auc": Measure(
        auc, "risks", (0, 1), gaps={"merging": "pairs between the parts are not in either of them"}
    ),
    "calibration": Measure(
        calibration,
        "risks",
        gaps={
            "merging": "slopes and ratios of parts are not those of the whole",
            "duplicating": "bins of ten parts are cut anew, so that customers change their part",
        },
    ),
    "churn_risk": Measure(
        churn_risk,
        "features",
        gaps={
            "merging": "a model of all customers is not the mean of models of parts of them",
            "duplicating": "the penalty counts less against twice the rows, and folds are drawn anew",
        },
    ),
    "linkage": Measure(linkage, "scores and outcomes", gaps=FITTED),
    "at_risk_value": Measure(at_risk_value, "estimates"),
    "return_on_investment": Measure(return_on_investment, "estimates"),
    "loyalty_groups": Measure(loyalty_groups, "histories", (0, 1), gaps=FITTED),
    "loyalty_group_scores": Measure(loyalty_group_scores, "groups and scores"),
}
