"""The public functions of this room, as the laws see them."""

from rapport.measures.journeys.case_durations import case_durations
from rapport.measures.journeys.directly_follows import directly_follows
from rapport.measures.journeys.event_log import event_log
from rapport.measures.journeys.removal_effect import removal_effect
from rapport.measures.journeys.rework import rework
from rapport.measures.journeys.transition_matrix import transition_matrix
from rapport.measures.journeys.variants import variants
from rapport.measures.measure import Measure

MEDIANS = {"merging": "the median of the whole is no mean of the parts' medians"}
CHAIN = {"merging": "steps and ends follow from all probabilities together, so parts do not add up"}
RARE = {"merging": "a path that a part never saw is not named there"}
COUNTED = {"duplicating": "attributed conversions are counts: twice the paths, twice as many"}
MEASURES: dict[str, Measure] = {
    "event_log": Measure(event_log, "arranges rows"),
    "directly_follows": Measure(directly_follows, "timed events", gaps=MEDIANS),
    "variants": Measure(variants, "events", (0, 1), gaps=RARE),
    "transition_matrix": Measure(transition_matrix, "events", gaps=CHAIN),
    "case_durations": Measure(case_durations, "events", gaps=MEDIANS),
    "rework": Measure(rework, "events", (0, 1)),
    "removal_effect": Measure(removal_effect, "paths", gaps={**CHAIN, **COUNTED}),
}
