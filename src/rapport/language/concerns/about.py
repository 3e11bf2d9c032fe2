"""From what each part of a conversation is about to what all of it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.request import ASKED
from rapport.language.concerns.said import Said, asked_first

LIKELY = 0.5
AT_MOST = 5
"""A conversation has no more concerns than this."""
LEAST = 1e-4
"""No single part rules a concern out further than this."""
LATER = 5
"""What is asked later is surer than it should be, for models know how people begin: so many times as
doubtful. Chosen on conversations of STAR, agents held apart, with one task and with several."""


class About(NamedTuple):
    """The column of a concern, the probability that it is right, and the part that shows it most."""

    label: int
    chance: float
    part: Said


class Begun(NamedTuple):
    """What a customer came with: the chances of all they said of it together, and the parts that were."""

    chances: NDArray[np.float64]
    parts: Collection[Said]


def stated(parts: Sequence[Said], chances: NDArray[np.float64], begun: Begun) -> About:
    """What the customer came with, and the part of it that shows it most."""
    label = int(begun.chances.argmax())
    return About(label, float(begun.chances[label]), _shown(parts, chances, begun, label))


def _shown(parts: Sequence[Said], chances: NDArray[np.float64], begun: Begun, label: int) -> Said:
    """The part of what a customer came with that shows a label most."""
    begins = frozenset(begun.parts)
    own = [(chances[at, label] * part.strength, -at) for at, part in enumerate(parts) if part in begins]
    return parts[-max(own)[1]]


def actual(parts: Sequence[Said], chances: NDArray[np.float64]) -> About:
    """What all parts together are about: their chances multiplied, each as often as it weighs. Parts of no
    concern in particular (the last column) say nothing against one, unless all are."""
    weight = np.array([part.weight for part in parts])
    other = chances.shape[1] - 1
    telling = np.flatnonzero(chances.argmax(axis=1) != other)
    if not len(telling):
        at = int((chances[:, other] * weight).argmax())
        return About(other, float(chances[at, other]), parts[at])
    logs = np.log(np.maximum(chances[telling], LEAST))
    total = (logs * weight[telling][:, None]).sum(axis=0)
    share = np.exp(total - total.max())
    label = int(total[:other].argmax())
    at = int(telling[(chances[telling, label] * weight[telling]).argmax()])
    return About(label, float(share[label] / share.sum()), parts[at])


def several(parts: Sequence[Said], chances: NDArray[np.float64], begun: Begun) -> list[About]:
    """Concerns that what the customer came with, or what was asked for later, makes likelier than not,
    likeliest first. What is only said later (thanks, a date, an address) is no request, whatever it
    resembles."""
    first = asked_first(parts)
    asked = np.array([at > first and part.strength >= ASKED for at, part in enumerate(parts)])
    named = np.where(asked[:, None], chances[:, :-1] ** LATER, 0.0)
    found = []
    for label in np.flatnonzero(np.maximum(begun.chances[:-1], named.max(axis=0)) >= LIKELY).tolist():
        sure, part = float(named[:, label].max()), parts[int(named[:, label].argmax())]
        if begun.chances[label] >= sure:
            sure, part = float(begun.chances[label]), _shown(parts, chances, begun, label)
        found.append(About(label, sure, part))
    return sorted(found, key=lambda one: (-one.chance, one.label))[:AT_MOST]
