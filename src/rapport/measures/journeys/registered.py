"""The public functions of this room, as the laws see them."""

from rapport.measures.journeys.case_durations import case_durations
from rapport.measures.journeys.directly_follows import directly_follows
from rapport.measures.journeys.event_log import event_log
from rapport.measures.journeys.funnel import funnel
from rapport.measures.journeys.removal_effect import removal_effect
from rapport.measures.journeys.rework import rework
from rapport.measures.journeys.step_friction import step_friction
from rapport.measures.journeys.time_between import time_between
from rapport.measures.journeys.transition_matrix import transition_matrix
from rapport.measures.journeys.variants import variants
from rapport.measures.measure import Measure

MEDIANS = {"merging": "the median of the whole is no mean of the parts' medians"}
CHAIN = {"merging": "steps and ends follow from all probabilities together, so parts do not add up"}
RARE = {"merging": "a path that a part never saw is not named there"}
COUNTED = {"duplicating": "attributed conversions are counts: twice the paths, twice as many"}
HARM = {
    "duplicating": "harm is a total over cases: twice the cases, twice the harm",
    "merging": "medians and comparisons within strata of the whole are no means of the parts'",
}
MEASURES: dict[str, Measure] = {
    "event_log": Measure(event_log, "arranges rows"),
    "directly_follows": Measure(directly_follows, "timed events", gaps=MEDIANS),
    "variants": Measure(variants, "events", (0, 1), gaps=RARE),
    "transition_matrix": Measure(transition_matrix, "events", gaps=CHAIN),
    "case_durations": Measure(case_durations, "events", gaps=MEDIANS),
    "rework": Measure(rework, "events", (0, 1)),
    "time_between": Measure(time_between, "events between", gaps=MEDIANS),
    "funnel": Measure(funnel, "events in steps", gaps=MEDIANS),
    "step_friction": Measure(step_friction, "events with outcomes", gaps=HARM),
    "removal_effect": Measure(removal_effect, "paths", gaps={**CHAIN, **COUNTED}),
}
