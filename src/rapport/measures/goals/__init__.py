"""Where to aim, and whether we are getting there."""

from rapport.measures.goals.changepoints import Break, ChangePoints, changepoints
from rapport.measures.goals.control_chart import ControlChart, control_chart
from rapport.measures.goals.difference_in_differences import Differences, difference_in_differences
from rapport.measures.goals.diminishing_returns import diminishing_returns
from rapport.measures.goals.false_alarm_rate import false_alarm_rate
from rapport.measures.goals.goal_range import GoalRange, goal_range
from rapport.measures.goals.holt_winters import HoltWinters, holt_winters
from rapport.measures.goals.initiative import Initiative
from rapport.measures.goals.interrupted_series import InterruptedSeries, interrupted_series
from rapport.measures.goals.seasonal_parts import SeasonalParts, seasonal_parts

__all__ = [
    "Break",
    "ChangePoints",
    "ControlChart",
    "Differences",
    "GoalRange",
    "HoltWinters",
    "Initiative",
    "InterruptedSeries",
    "SeasonalParts",
    "changepoints",
    "control_chart",
    "difference_in_differences",
    "diminishing_returns",
    "false_alarm_rate",
    "goal_range",
    "holt_winters",
    "interrupted_series",
    "seasonal_parts",
]
