"""The public functions of this room, as the laws see them."""

from rapport.measures.goals.changepoints import changepoints
from rapport.measures.goals.control_chart import control_chart
from rapport.measures.goals.difference_in_differences import difference_in_differences
from rapport.measures.goals.diminishing_returns import diminishing_returns
from rapport.measures.goals.false_alarm_rate import false_alarm_rate
from rapport.measures.goals.goal_range import goal_range
from rapport.measures.goals.holt_winters import holt_winters
from rapport.measures.goals.interrupted_series import interrupted_series
from rapport.measures.goals.seasonal_parts import seasonal_parts
from rapport.measures.measure import Measure

SERIES = {
    "duplicating": "a period has one value: the same period twice is refused",
    "merging": "what a series does is not the mean of what its parts do",
}

MEASURES: dict[str, Measure] = {
    "changepoints": Measure(
        changepoints,
        "series by stretch",
        gaps={**SERIES, "confidence": "the interval of a date moves in whole periods"},
    ),
    "control_chart": Measure(control_chart, "series", gaps=SERIES),
    "difference_in_differences": Measure(
        difference_in_differences,
        "values in four cells",
        weights=True,
        gaps={"merging": "parts weigh their cells by other rows than the whole"},
    ),
    "diminishing_returns": Measure(
        diminishing_returns,
        "curve",
        (0, 100),
        weights=True,
        gaps={"merging": "a curve of a part may bend elsewhere", "weights": "tested by value, not bootstrap"},
    ),
    "false_alarm_rate": Measure(false_alarm_rate, "simulates a chart, takes no rows"),
    "goal_range": Measure(goal_range, "history", gaps=SERIES),
    "holt_winters": Measure(holt_winters, "a whole series with its season, gaps are refused"),
    "interrupted_series": Measure(interrupted_series, "series with a start", gaps=SERIES),
    "seasonal_parts": Measure(seasonal_parts, "a whole series with its season, gaps are refused"),
}
