"""Scores before anybody has rated anything: what the course of a conversation says by itself.

The weights are judgement in round numbers, not a fit: what a customer says late counts more than how they
began, what the company did counts beside what the customer said, and what is known beside the words counts
a little.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import NAMES, PLACE, Floats

SATISFACTION = {
    "customer thanks": 0.5,
    "customer late thanks": 0.5,
    "customer end thanks": 0.2,
    "customer praise": 0.3,
    "customer late praise": 0.4,
    "customer late solved": 0.6,
    "customer enough": 0.3,
    "customer accept": 0.4,
    "customer please": 0.3,
    "customer goodbye": 0.2,
    "customer mood after": 0.8,
    "customer mood late": 0.5,
    "customer mood worst": 0.5,
    "customer mood first": 0.2,
    "agent mood after": 0.3,
    "agent mood late": 0.5,
    "customer rebuke": -0.4,
    "customer late rebuke": -0.3,
    "customer exasperation": -0.5,
    "customer challenge": -0.4,
    "customer haste": -0.3,
    "customer anger": -0.8,
    "customer late anger": -0.6,
    "customer displeasure": -0.8,
    "customer late displeasure": -0.6,
    "customer disbelief": -0.6,
    "customer threat": -0.4,
    "customer late threat": -0.4,
    "customer resigned": -0.5,
    "customer refused_help": -0.7,
    "customer not_solved": -0.3,
    "customer late not_solved": -0.5,
    "customer end not_solved": -0.5,
    "customer repetition": -0.5,
    "customer called_before": -0.4,
    "customer long_wait": -0.4,
    "customer late confusion": -0.2,
    "customer correction": -0.2,
    "customer demand": -0.2,
    "agent apology": -0.5,
    "agent late failed": -0.6,
    "agent end failed": -0.6,
    "agent refusal": -0.3,
    "agent late refusal": -0.2,
    "agent end refusal": -0.4,
    "agent transfer": -1.0,
    "agent late transfer": -0.5,
    "agent offers_transfer": -0.8,
    "agent late offers_transfer": -0.4,
    "agent not_understood": -0.2,
    "agent blame": -0.4,
    "agent offer": 0.4,
    "agent done": 0.2,
    "agent late done": 0.3,
    "agent closing": 0.2,
    "agent welcome": 0.3,
    "agent late elsewhere": -0.1,
    "open_question": -0.4,
    "question_marks": -0.4,
    "shouts": -0.4,
    "smiles": 0.3,
    "frowns": -0.5,
    "fact transfers": -0.3,
    "fact hold minutes": -0.1,
    "fact queue minutes": -0.1,
    "fact contacts before": -0.3,
    "fact same concern before": -0.2,
}
RESOLVED = {
    "agent late done": 0.9,
    "agent done": 0.5,
    "agent end done": 0.3,
    "agent late failed": -0.7,
    "agent failed": -0.4,
    "agent end failed": -0.4,
    "agent late refusal": -0.4,
    "agent refusal": -0.2,
    "agent late apology": -0.5,
    "agent apology": -0.4,
    "outcome": 0.5,
    "agent transfer": -0.6,
    "agent offers_transfer": -0.6,
    "agent late transfer": -0.8,
    "agent late elsewhere": -0.2,
    "agent answer": 0.3,
    "agent late answer": 0.2,
    "customer mood last": 0.4,
    "agent mood after": 0.4,
    "customer late solved": 0.9,
    "customer end solved": 0.4,
    "customer end thanks": 0.4,
    "customer late praise": 0.3,
    "customer enough": 0.1,
    "customer late not_solved": -0.6,
    "customer end not_solved": -0.8,
    "customer late anger": -0.4,
    "customer late displeasure": -0.4,
    "customer late resigned": -0.5,
    "customer resigned": -0.2,
    "customer late confusion": -0.2,
    "customer end correction": -0.3,
    "open_question": -0.8,
    "agent_silent": -1.5,
}
EFFORT = {
    "customer mood after": -0.6,
    "customer mood worst": -0.5,
    "customer rebuke": 0.4,
    "customer exasperation": 0.5,
    "customer challenge": 0.4,
    "customer haste": 0.2,
    "customer repetition": 0.7,
    "customer called_before": 0.6,
    "customer transfer": 0.6,
    "customer wants_person": 0.6,
    "customer channel_hop": 0.4,
    "customer long_wait": 0.5,
    "customer confusion": 0.4,
    "customer not_solved": 0.5,
    "customer late not_solved": 0.4,
    "customer correction": 0.3,
    "customer refused_help": 0.5,
    "customer anger": 0.7,
    "customer displeasure": 0.7,
    "customer disbelief": 0.5,
    "customer resigned": 0.4,
    "customer threat": 0.4,
    "customer demand": 0.2,
    "customer thanks": -0.3,
    "customer late thanks": -0.3,
    "customer praise": -0.4,
    "customer late solved": -0.4,
    "customer accept": -0.3,
    "customer please": -0.2,
    "agent apology": 0.5,
    "agent failed": 0.6,
    "agent refusal": 0.3,
    "agent not_understood": 0.4,
    "agent transfer": 0.6,
    "agent offers_transfer": 0.8,
    "agent elsewhere": 0.4,
    "agent late elsewhere": 0.4,
    "agent blame": 0.3,
    "agent late done": -0.3,
    "agent offer": -0.3,
    "asked_again": 0.2,
    "said_again": 0.5,
    "open_question": 0.4,
    "question_marks": 0.3,
    "shouts": 0.3,
    "frowns": 0.4,
    "turns": 0.3,
    "long_waits": 0.3,
    "fact transfers": 0.5,
    "fact holds": 0.2,
    "fact hold minutes": 0.1,
    "fact queue minutes": 0.1,
    "fact contacts before": 0.4,
    "fact same concern before": 0.3,
    "fact other channel before": 0.3,
}


def weights_of(named: Mapping[str, float]) -> NDArray[np.float64]:
    """As a vector over NAMES."""
    row = np.zeros(len(NAMES))
    for name, weight in named.items():
        row[PLACE[name]] = weight
    return row


TARGETS = ("satisfaction", "effort", "resolved")
WEIGHTS = {
    "satisfaction": weights_of(SATISFACTION),
    "effort": weights_of(EFFORT),
    "resolved": weights_of(RESOLVED),
}
STARTS = {"satisfaction": 0.0, "effort": -2.0, "resolved": 0.0}
"""Log odds of a conversation in which nothing was marked."""


def cold(courses: Floats, target: str) -> Floats:
    """Log odds a conversation: of a satisfied customer, of much effort, of a solved concern."""
    weighted = courses * WEIGHTS[target]  # row by row: the same to the bit whatever is scored beside it
    return np.asarray(STARTS[target] + weighted.sum(axis=1))
