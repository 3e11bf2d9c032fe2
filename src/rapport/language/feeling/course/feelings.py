"""What a conversation as a whole shows of feelings, as numbers that a model can learn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, nan
from typing import Any

import numpy as np

from rapport.language.conversation import conversations
from rapport.language.feeling.course.impact import course_of
from rapport.language.feeling.course.listening import AGENT, CUSTOMER, Voice, listen
from rapport.language.feeling.emotion.cues import AGENT as SOUNDS
from rapport.language.feeling.emotion.cues import CUSTOMER as FEELINGS
from rapport.language.feeling.emotion.cues import THREATS
from rapport.records.interaction import Interaction

ANGRY, UNPLEASANT, HELPLESS, WARM = 1.2, 0.5, 0.5, 0.5
"""What makes an annoyed customer besides the words of annoyance (1): words of anger, sentiment, an agent who
cannot help, and less of it an agent who is warm."""
USUAL, STEEPNESS = 0.25, 8.0


def feelings(conversation: Interaction | Mapping[str, Any]) -> dict[str, float]:
    """The feelings of one conversation in numbers.

    Question it answers: how did this customer feel, and how did the agent sound, all in all?

    Parameters: `conversation`, a record or a dict.

    Returns: always the same names. `sentiment_*` are the customer's (−1…1), `agent_sentiment` the agent's;
    a feeling's name with `_mean` and `_max` over the turns (0–1), the agent's with `agent_` before it;
    `negative_share` and `basis_share` of the customer's turns; `annoyance` (0–1) orders conversations by
    how annoyed the customer probably was: it is no probability.

    Undefined when: NaN where that side said nothing, or nothing with a basis.

    How sure: `annoyance` needs no labels; among conversations of which agents said whether the customer was
    annoyed it puts an annoyed one first in about four of five pairs.

    Validated against: agents' questionnaires of the STAR data (tests).

    Example:
        >>> found = feelings({"turns": [{"speaker": "customer", "text": "This is ridiculous, hurry up!"}]})
        >>> found["annoyed_max"] > 0.5, found["agent_warm_max"] != found["agent_warm_max"]
        (True, True)
    """
    return feelings_of([conversation])[0]


def feelings_of(given: Iterable[Interaction | Mapping[str, Any]]) -> list[dict[str, float]]:
    """The same of many, faster."""
    return [_feelings(voice) for voice in listen(conversations(given))]


def _feelings(voice: Voice) -> dict[str, float]:
    sides = voice.part.sides
    customer = [row for row in range(voice.low, voice.high) if sides[row] == CUSTOMER]
    agent = [row for row in range(voice.low, voice.high) if sides[row] == AGENT]
    found = _of_sentiment(voice, customer, agent)
    turns = voice.part.turns
    found |= _by_label("", FEELINGS, turns.customer[customer])
    found |= _by_label("agent_", SOUNDS, turns.agent[agent])
    found |= {f"{name}_max": high for name, high in _highest(THREATS, turns.threats[customer])}
    found["shouted_share"] = float(turns.shouted[customer].mean()) if customer else nan
    found["calls_mean"] = float(turns.calls[customer].mean()) if customer else nan
    found["annoyance"] = _annoyance(found)
    return found


def _of_sentiment(voice: Voice, customer: Sequence[int], agent: Sequence[int]) -> dict[str, float]:
    values, basis = voice.part.sentiment, voice.part.basis
    known = [values[row] for row in customer if basis[row]]
    theirs = [values[row] for row in agent if basis[row]]
    moved = course_of(voice)
    return {
        "sentiment_mean": _mean(known),
        "sentiment_all": _mean([values[row] for row in customer]),
        "sentiment_min": min(known, default=nan),
        "sentiment_max": max(known, default=nan),
        "sentiment_opening": known[0] if known else nan,
        "sentiment_closing": known[-1] if known else nan,
        "sentiment_first": nan if moved.first is None else moved.first,
        "sentiment_last": nan if moved.last is None else moved.last,
        "sentiment_change": nan if moved.change is None else moved.change,
        "turning_change": 0.0 if moved.turning is None else moved.turning.change,
        "negative_share": _mean([float(value < -0.15) for value in known]),
        "basis_share": _mean([float(basis[row]) for row in customer]),
        "agent_sentiment": _mean(theirs),
        "agent_sentiment_min": min(theirs, default=nan),
    }


def _by_label(before: str, labels: Sequence[str], rows: np.ndarray) -> dict[str, float]:
    found = {f"{before}{name}_max": high for name, high in _highest(labels, rows)}
    means = rows.mean(axis=0).tolist() if len(rows) else [nan] * len(labels)
    return found | {f"{before}{name}_mean": mean for name, mean in zip(labels, means, strict=True)}


def _highest(labels: Sequence[str], rows: np.ndarray) -> list[tuple[str, float]]:
    highs = rows.max(axis=0).tolist() if len(rows) else [nan] * len(labels)
    return list(zip(labels, highs, strict=True))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else nan


def _annoyance(found: Mapping[str, float]) -> float:
    """From what customers say; what agents say counts where there was one."""
    if found["basis_share"] != found["basis_share"]:
        return nan
    agent = [found[name] for name in ("agent_unable_mean", "agent_warm_mean")]
    unable, warm = (0.0 if value != value else value for value in agent)
    return annoyance(found["angry_mean"], found["annoyed_mean"], found["sentiment_all"], unable, warm)


def annoyance(angry: float, annoyed: float, mood: float, unable: float, warm: float) -> float:
    """How annoyed a customer probably was (0–1), from means over turns: the customer's anger, annoyance and
    sentiment, the agent's being unable to help and warmth. Orders conversations; no probability."""
    raw = ANGRY * angry + annoyed - UNPLEASANT * mood + HELPLESS * unable - WARM * warm
    return 1 / (1 + exp(-STEEPNESS * (raw - USUAL)))
