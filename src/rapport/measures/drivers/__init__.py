"""What moves the outcome."""

from rapport.measures.drivers.cronbach_alpha import Reliability, cronbach_alpha
from rapport.measures.drivers.dominance import Dominance, dominance
from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.drivers.driver_importance import driver_importance
from rapport.measures.drivers.factor_analysis import FactorAnalysis, factor_analysis
from rapport.measures.drivers.importance_change import importance_change
from rapport.measures.drivers.importance_performance import importance_performance
from rapport.measures.drivers.leading_indicators import Lead, leading_indicators
from rapport.measures.drivers.linear_regression import linear_regression
from rapport.measures.drivers.ordinal_logit import OrdinalLogit, ordinal_logit
from rapport.measures.drivers.path_model import PathModel, path_model
from rapport.measures.drivers.proportional_odds import StepTest, proportional_odds
from rapport.measures.drivers.stated_importance import stated_importance

__all__ = [
    "Dominance",
    "Driver",
    "DriverImportance",
    "FactorAnalysis",
    "Lead",
    "OrdinalLogit",
    "PathModel",
    "Reliability",
    "StepTest",
    "cronbach_alpha",
    "dominance",
    "driver_importance",
    "factor_analysis",
    "importance_change",
    "importance_performance",
    "leading_indicators",
    "linear_regression",
    "ordinal_logit",
    "path_model",
    "proportional_odds",
    "stated_importance",
]
