"""Where each case next does something: what time between, funnels and friction rest on."""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Codes
from rapport.measures.journeys.event_log import EventLog


def first_visit(log: EventLog, activity: int) -> Codes:
    """The place in the log of each case's first event of an activity; −1 where there is none."""
    return next_visit(log, activity, log.first[:-1] - 1)


def next_visit(log: EventLog, activity: int, after: Codes) -> Codes:
    """The place of each case's first event of an activity after a place of the log; −1 where there is
    none. `after` has one place a case; those of cases that are out already are under −1."""
    places = np.flatnonzero(log.activity == activity)
    found = np.searchsorted(places, after, side="right")
    here = (found < len(places)) & (after > -2)
    answer = np.full(log.count, -1, dtype=np.intp)
    candidate = places[found[here]]
    own = np.flatnonzero(here)
    same = candidate < log.first[1:][own]
    answer[own[same]] = candidate[same]
    return answer
