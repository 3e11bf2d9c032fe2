"""Which question comes next: half of them at random, half where the machine is least sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import islice
from random import Random

from rapport.program.reading.plain import BEHAVIOUR, CONCERN, RANDOM, RESOLVED, Drawn, Question
from rapport.program.reading.plain import TEACHING as TEACHES
from rapport.work.teaching.pool import Of, Pool

WHERE_SEEN = 2 / 3
"""Of random questions on a behaviour, the share about turns in which it was seen: elsewhere it rarely is."""
TRIES = 200
LEAST_SURE = 50
"""Of so many that the machine is least sure of, those are asked about of which least was asked lately."""


@dataclass(frozen=True)
class Next:
    """A question, and how it came up."""

    question: Question
    drawn: Drawn


def draw(
    pool: Pool,
    may: Callable[[str, Of], bool],
    asked: Set[Question],
    number: int,
    seed: str,
    kinds: tuple[str, ...],
    at_random: bool = True,
) -> Next | None:
    """The question with this `number` (from 0) of a person: even ones at random, odd ones to teach; kinds
    come round. `may` tells whether the person may be asked about a conversation. The same seed and number
    ask the same. None when nothing is left to ask."""
    known = [kind for kind in pool.kinds if kind in kinds]
    for step in range(2 * len(known)):
        kind = known[((number + step) // 2) % len(known)]
        random = at_random and (number + step) % 2 == 0
        rng = Random(f"{seed}:{number}:{kind}:{random}")
        found = _random(pool, may, asked, rng, kind) if random else _teaching(pool, may, asked, kind)
        if found is not None:
            return found
    return None


def _teaching(pool: Pool, may: Callable[[str, Of], bool], asked: Set[Question], kind: str) -> Next | None:
    """The least sure, but of what and of whom least was asked lately: many of one thing teach little."""
    of = pool.teaching
    done = Counter(one.about or of[one.interaction_id].agent_id for one in asked if one.interaction_id in of)
    left = (
        one
        for one in pool.unsure.get(kind, ())
        if one.question not in asked and may(one.question.interaction_id, of[one.question.interaction_id])
    )
    open_ = list(islice(left, LEAST_SURE))
    if not open_:
        return None

    def asked_of(place: int) -> tuple[int, int]:
        one = open_[place].question
        return done[one.about or of[one.interaction_id].agent_id], place

    best = min(range(len(open_)), key=asked_of)
    return Next(open_[best].question, Drawn(TEACHES))


def _random(
    pool: Pool, may: Callable[[str, Of], bool], asked: Set[Question], rng: Random, kind: str
) -> Next | None:
    if kind == BEHAVIOUR:
        return _random_behaviour(pool, may, asked, rng)
    names = pool.told[kind]
    for _ in range(min(TRIES, 4 * len(names))):
        name = rng.choice(names)
        question = Question(name, kind)
        if question not in asked and may(name, pool.of[name]):
            return Next(question, Drawn(RANDOM, 1 / pool.frame))
    return None


def _random_behaviour(
    pool: Pool, may: Callable[[str, Of], bool], asked: Set[Question], rng: Random
) -> Next | None:
    """A behaviour, then a turn in which it was seen, or one in which it was not; each turn with a chance that
    is known."""
    labels = list(pool.places)
    drawn_share = len(pool.of) / pool.frame
    every = pool.company_turns
    for _ in range(TRIES):
        label = rng.choice(labels)
        seen = pool.places[label]
        elsewhere = len(every) - len(seen)
        where_seen = WHERE_SEEN if elsewhere else 1.0
        there = rng.random() < where_seen
        name, turn = rng.choice(seen) if there else rng.choice(every)
        while not there and turn in pool.of[name].seen.get(label, ()):
            name, turn = rng.choice(every)  # the turn alone: the chance told is that of this way of drawing
        question = Question(name, BEHAVIOUR, turn, label)
        if question in asked or not may(name, pool.of[name]):
            continue
        share = where_seen / len(seen) if there else (1 - where_seen) / elsewhere
        return Next(question, Drawn(RANDOM, share / len(labels) * drawn_share))
    return None


ASKED = (CONCERN, RESOLVED, BEHAVIOUR)
"""Kinds of questions a review asks."""
