"""Who stays, who buys again, and what that is worth."""

from rapport.measures.loyalty.bg_bb import BGBB, bg_bb
from rapport.measures.loyalty.bg_nbd import BGNBD, bg_nbd
from rapport.measures.loyalty.cox import Cox, cox
from rapport.measures.loyalty.customer_lifetime_value import LifetimeValue, customer_lifetime_value
from rapport.measures.loyalty.each import Each
from rapport.measures.loyalty.gamma_gamma import GammaGamma, gamma_gamma
from rapport.measures.loyalty.kaplan_meier import Survival, kaplan_meier
from rapport.measures.loyalty.logrank import LogRank, logrank
from rapport.measures.loyalty.pareto_nbd import ParetoNBD, pareto_nbd
from rapport.measures.loyalty.purchase_histories import PurchaseHistories, purchase_histories
from rapport.measures.loyalty.repeat_rate import repeat_rate
from rapport.measures.loyalty.repurchase_cycle import RepurchaseCycle, repurchase_cycle
from rapport.measures.loyalty.rfm import RFM, rfm

__all__ = [
    "BGBB",
    "BGNBD",
    "RFM",
    "Cox",
    "Each",
    "GammaGamma",
    "LifetimeValue",
    "LogRank",
    "ParetoNBD",
    "PurchaseHistories",
    "RepurchaseCycle",
    "Survival",
    "bg_bb",
    "bg_nbd",
    "cox",
    "customer_lifetime_value",
    "gamma_gamma",
    "kaplan_meier",
    "logrank",
    "pareto_nbd",
    "purchase_histories",
    "repeat_rate",
    "repurchase_cycle",
    "rfm",
]
