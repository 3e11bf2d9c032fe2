"""The public functions of this room, as the laws see them."""

from rapport.measures.goals.diminishing_returns import diminishing_returns
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "diminishing_returns": Measure(
        diminishing_returns,
        "curve",
        (0, 100),
        weights=True,
        gaps={"merging": "a curve of a part may bend elsewhere", "weights": "tested by value, not bootstrap"},
    ),
}
