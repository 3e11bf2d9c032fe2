"""The public functions of this room, as the laws see them."""

from rapport.measures.drivers.driver_importance import driver_importance
from rapport.measures.measure import Measure

REGRESSION = {
    "merging": "a regression within parts leaves out what differs between them",
}
MEASURES: dict[str, Measure] = {
    "driver_importance": Measure(
        driver_importance, "outcome and drivers", (0, 1), weights=True, gaps=REGRESSION
    ),
}
