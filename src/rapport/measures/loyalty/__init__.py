"""Who stays, who buys again, and what that is worth."""

from rapport.measures.loyalty.at_risk_value import AtRiskValue, at_risk_value
from rapport.measures.loyalty.auc import auc
from rapport.measures.loyalty.bg_bb import BGBB, bg_bb
from rapport.measures.loyalty.bg_nbd import BGNBD, bg_nbd
from rapport.measures.loyalty.calibration import Calibration, calibration
from rapport.measures.loyalty.churn_risk import ChurnRisk, churn_risk
from rapport.measures.loyalty.cox import Cox, cox
from rapport.measures.loyalty.customer_lifetime_value import LifetimeValue, customer_lifetime_value
from rapport.measures.loyalty.each import Each
from rapport.measures.loyalty.gamma_gamma import GammaGamma, gamma_gamma
from rapport.measures.loyalty.kaplan_meier import Survival, kaplan_meier
from rapport.measures.loyalty.linkage import Linkage, linkage
from rapport.measures.loyalty.logrank import LogRank, logrank
from rapport.measures.loyalty.loyalty_groups import LoyaltyGroups, loyalty_group_scores, loyalty_groups
from rapport.measures.loyalty.pareto_nbd import ParetoNBD, pareto_nbd
from rapport.measures.loyalty.purchase_histories import PurchaseHistories, purchase_histories
from rapport.measures.loyalty.repeat_rate import repeat_rate
from rapport.measures.loyalty.repurchase_cycle import RepurchaseCycle, repurchase_cycle
from rapport.measures.loyalty.return_on_investment import ReturnOnInvestment, return_on_investment
from rapport.measures.loyalty.rfm import RFM, rfm

__all__ = [
    "BGBB",
    "BGNBD",
    "RFM",
    "AtRiskValue",
    "Calibration",
    "ChurnRisk",
    "Cox",
    "Each",
    "GammaGamma",
    "LifetimeValue",
    "Linkage",
    "LogRank",
    "LoyaltyGroups",
    "ParetoNBD",
    "PurchaseHistories",
    "RepurchaseCycle",
    "ReturnOnInvestment",
    "Survival",
    "at_risk_value",
    "auc",
    "bg_bb",
    "bg_nbd",
    "calibration",
    "churn_risk",
    "cox",
    "customer_lifetime_value",
    "gamma_gamma",
    "kaplan_meier",
    "linkage",
    "logrank",
    "loyalty_group_scores",
    "loyalty_groups",
    "pareto_nbd",
    "purchase_histories",
    "repeat_rate",
    "repurchase_cycle",
    "return_on_investment",
    "rfm",
]
