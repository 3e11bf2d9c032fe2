"""The public functions of this room, as the laws see them."""

from rapport.measures.journeys.directly_follows import directly_follows
from rapport.measures.journeys.event_log import event_log
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "event_log": Measure(event_log, "arranges rows"),
    "directly_follows": Measure(
        directly_follows,
        "timed events",
        gaps={"merging": "the median of the whole is no mean of the parts' medians"},
    ),
}
