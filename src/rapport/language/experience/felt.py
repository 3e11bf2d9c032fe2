"""How a customer felt, in numbers that a learned score sees beside the course of the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.reading import ReadTurn
from rapport.language.feeling.course.feelings import annoyance
from rapport.language.feeling.emotion.cues import AGENT, CUSTOMER
from rapport.language.feeling.emotion.turns import Turns, heard
from rapport.language.feeling.sentiment.reading import of_pieces, pieces

Floats = NDArray[np.float64]
FELT = (*(f"felt {one}" for one in CUSTOMER), *(f"felt most {one}" for one in CUSTOMER), "felt annoyance")
UNABLE, WARM = AGENT.index("unable"), AGENT.index("warm")
MOST_TURNS = 4_096
"""What is heard together: enough to be fast, not more than fits."""


def felt(turns: Sequence[Sequence[ReadTurn]]) -> Floats:
    """One row a conversation, one number for each of FELT: each feeling over the customer's turns, and at its
    strongest; all 0 where the customer said nothing."""
    rows = np.zeros((len(turns), len(FELT)))
    for places in _together(turns):
        some = [turns[place] for place in places]
        every = [turn for one in some for turn in one]
        ours = np.array([turn.ours for turn in every], dtype=bool)
        texts = [turn.text for turn in every]
        known = heard(of_pieces(pieces(texts), len(texts)), ~ours, ours, np.ones(len(texts), dtype=bool))
        begin = 0
        for place, one in zip(places, some, strict=True):
            rows[place] = _of_one(known, ours, slice(begin, begin + len(one)))
            begin += len(one)
    return rows


def _together(turns: Sequence[Sequence[ReadTurn]]) -> Iterator[list[int]]:
    """The places of conversations that are heard together; those without turns are left out."""
    some, count = list[int](), 0
    for place, one in enumerate(turns):
        if one:
            some.append(place)
            count += len(one)
        if count >= MOST_TURNS:
            yield some
            some, count = [], 0
    if some:
        yield some


def _of_one(known: Turns, ours: NDArray[np.bool_], own: slice) -> Floats:
    agent = ours[own]
    if agent.all():
        return np.zeros(len(FELT))
    customer, theirs = known.customer[own][~agent], known.agent[own][agent]
    means = customer.mean(axis=0)
    unable, warm = theirs[:, [UNABLE, WARM]].mean(axis=0) if agent.any() else (0.0, 0.0)
    mood = float(known.sentiment[own][~agent].mean())
    feelings = dict(zip(CUSTOMER, means.tolist(), strict=True))
    raw = annoyance(feelings["angry"], feelings["annoyed"], mood, float(unable), float(warm))
    return np.concatenate([means, customer.max(axis=0), [raw]])
