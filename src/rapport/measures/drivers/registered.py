"""The public functions of this room, as the laws see them."""

from rapport.measures.drivers.cronbach_alpha import cronbach_alpha
from rapport.measures.drivers.dominance import dominance
from rapport.measures.drivers.driver_importance import driver_importance
from rapport.measures.drivers.factor_analysis import factor_analysis
from rapport.measures.drivers.importance_change import importance_change
from rapport.measures.drivers.importance_performance import importance_performance
from rapport.measures.drivers.leading_indicators import leading_indicators
from rapport.measures.drivers.linear_regression import linear_regression
from rapport.measures.drivers.ordinal_logit import ordinal_logit
from rapport.measures.drivers.path_model import path_model
from rapport.measures.drivers.proportional_odds import proportional_odds
from rapport.measures.drivers.stated_importance import stated_importance
from rapport.measures.measure import Measure

REGRESSION = {
    "merging": "a regression within parts leaves out what differs between them",
}
MEASURES: dict[str, Measure] = {
    "driver_importance": Measure(
        driver_importance, "outcome and drivers", (0, 1), weights=True, gaps=REGRESSION
    ),
    "linear_regression": Measure(linear_regression, "outcome and drivers", weights=True, gaps=REGRESSION),
    "ordinal_logit": Measure(ordinal_logit, "levels and drivers", weights=True, gaps=REGRESSION),
    "path_model": Measure(path_model, "blocks of items", weights=True, gaps=REGRESSION),
    "proportional_odds": Measure(proportional_odds, "levels and drivers, for tests without estimates"),
    "dominance": Measure(dominance, "outcome and drivers", (0, 1), weights=True, gaps=REGRESSION),
    "importance_performance": Measure(
        importance_performance, "outcome and drivers", weights=True, gaps=REGRESSION
    ),
    "cronbach_alpha": Measure(
        cronbach_alpha, "items", (-10, 1), (1, 5), gaps={"merging": "alpha in parts leaves out what differs"}
    ),
    "factor_analysis": Measure(factor_analysis, "items, resampled: laws in its own tests"),
    "stated_importance": Measure(stated_importance, "two tables"),
    "importance_change": Measure(importance_change, "estimates"),
    "leading_indicators": Measure(
        leading_indicators,
        "indicators",
        gaps={
            "duplicating": "a period has one value: the same period twice is refused",
            "merging": "what a series does is not the mean of what its parts do",
            "confidence": "a lag's interval moves in whole periods",
        },
    ),
}
