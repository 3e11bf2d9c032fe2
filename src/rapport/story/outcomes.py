"""What follows from an experience: what the customer feels, answers and does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from rapport.records import Answer, Event
from rapport.story.company import CHUNK, Company
from rapport.story.conversation import interaction_id
from rapport.story.people import identifier
from rapport.story.randomness import Floats, bits, normal, uniform
from rapport.story.situations import CHANNELS, CONCERNS, Flags, Situations
from rapport.story.words.names import CARRIERS, ROUTERS
from rapport.story.words.survey import COMMENT_BAD, COMMENT_GOOD, COMMENT_MIXED

MIDDLE, SPREAD = 66.0, 15.0  # of the true QCI
ANSWERS, PLEASED_ANSWER, VERY_UPSET_ANSWER = -1.25, 0.55, 0.7  # log-odds of answering a survey
OPENS_COMMENT = 0.45
SURVEY = "after-contact"
QUESTIONS = {
    "nps": "How likely are you to recommend Halyard to a friend or colleague?",
    "csat": "How satisfied are you with the help you received?",
    "ces": "Halyard made it easy for me to handle my issue.",
    "comment": "What is the main reason for your answers?",
}
SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


@dataclass(frozen=True)
class Feelings:
    """What every customer would answer, and who does. `experience` is 0 in the middle."""

    experience: Floats
    nps: NDArray[np.int64]
    csat: NDArray[np.int64]
    ces: NDArray[np.int64]
    answers: Flags


def feelings(company: Company, indices: NDArray[np.int64]) -> Feelings:
    """How these interactions were felt; what was truly done weighs, not what an evaluator saw."""
    s, again = company.situations(indices)
    true = company.judging.truth(s, again)
    scores = company.judging.scorer.score(true.counts, true.not_applicable, company.weights(s))
    solved = true.counts[:, company.judging.place["resolution.solved"]] > 0
    x = (scores.qci_before_criticals - MIDDLE) / SPREAD + np.where(solved, 0.25, -0.5) - 0.3 * again
    own = normal(company.seed, "feels", indices, 3)
    nps = np.clip(np.round(7.4 + 1.35 * x + 1.7 * own[:, 0]), 0, 10)
    csat = np.clip(np.round(3.7 + 0.65 * x + 0.7 * own[:, 1]), 1, 5)
    ces = np.clip(np.round(5.0 + 0.9 * x + 0.9 * own[:, 2] - 0.4 * again), 1, 7)
    logit = ANSWERS + PLEASED_ANSWER * x + VERY_UPSET_ANSWER * (x < -1.8)
    answers = s.eligible & (s.channel != CHANNELS.index("review"))
    answers &= uniform(company.seed, "answers", indices) < 1 / (1 + np.exp(-logit))
    return Feelings(x, nps.astype(np.int64), csat.astype(np.int64), ces.astype(np.int64), answers)


def nps(ratings: NDArray[np.int64]) -> float:
    """The net promoter score of ratings 0–10, −100…100."""
    return float(100 * ((ratings >= 9).mean() - (ratings <= 6).mean())) if len(ratings) else float("nan")


def answers(company: Company, start: int = 0, stop: int | None = None) -> Iterator[Answer]:
    """The answers to the survey after a contact, one record an item."""
    for index, s, felt in _chunks(company, start, stop):
        draws = (bits(company.seed, "comment", index, 8) >> np.uint64(24)).tolist()
        for row in np.flatnonzero(felt.answers).tolist():
            yield from _submission(company, s, felt, row, draws[row])


def _chunks(
    company: Company, start: int, stop: int | None
) -> Iterator[tuple[NDArray[np.int64], Situations, Feelings]]:
    last = company.size if stop is None else stop
    for begin in range(start, last, CHUNK):
        index = np.arange(begin, min(begin + CHUNK, last))
        yield index, company.situations(index)[0], feelings(company, index)


def _submission(
    company: Company, s: Situations, felt: Feelings, row: int, draw: list[int]
) -> Iterator[Answer]:
    number = int(s.index[row])
    at = _started(company, s, row) + timedelta(hours=2 + draw[0] % 60)
    given = {"nps": felt.nps, "csat": felt.csat, "ces": felt.ces}
    for item, question in QUESTIONS.items():
        rating = float(given[item][row]) if item in given else None
        text = None if item in given else _comment(felt.experience[row], CONCERNS[s.concern[row]], draw)
        if rating is None and text is None:
            continue
        low, high = SCALES.get(item, (None, None))
        yield Answer(
            answer_id=f"S{number:08d}-{item}",
            submission_id=f"S{number:08d}",
            item=item,
            item_type=item if item in given else "text",
            number=rating,
            text=text,
            scale_min=low,
            scale_max=high,
            question=question,
            survey=SURVEY,
            customer_id=identifier(int(s.customer[row])),
            interaction_id=interaction_id(number),
            touchpoint="service",
            channel="email",
            language="en",
            answered_at=at,
        )


def _comment(experience: float, concern: str, draw: list[int]) -> str | None:
    if draw[1] % 100 >= 100 * OPENS_COMMENT:
        return None
    slots = {
        "router": ROUTERS[draw[2] % len(ROUTERS)],
        "carrier": CARRIERS[draw[3] % len(CARRIERS)],
        "days": str(3 + draw[2] // 64 % 7),
        "topic": TOPICS[concern],
    }
    bank = COMMENT_GOOD if experience > 0.5 else COMMENT_BAD if experience < -0.5 else COMMENT_MIXED
    phrases = bank[draw[4] % len(bank)]
    text = phrases[draw[5] % len(phrases)].format_map(slots)
    return text[:1].upper() + text[1:]


TOPICS = {
    "slow_internet": "my slow internet", "outage": "the outage", "billing": "my bill", "refund": "my refund",
    "setup": "the new router", "technician_visit": "the technician", "delivery": "my order",
    "move": "our move", "contract": "my plan", "cancellation": "my cancellation",
    "roaming": "the roaming charges", "number_transfer": "my number",
}  # fmt: skip


def _started(company: Company, s: Situations, row: int) -> datetime:
    return company.calendar.start + timedelta(seconds=int(s.started_s[row]))


def events(company: Company, start: int = 0, stop: int | None = None) -> Iterator[Event]:
    """What customers did, or what happened to them, after a contact: linked to how it was felt."""
    for index, s, felt in _chunks(company, start, stop):
        draw = uniform(company.seed, "event", index, 4)
        x = felt.experience
        solved_badly = (s.concern == CONCERNS.index("refund")) & (x < -0.3) & (draw[:, 0] < 0.5)
        for kind, happens in (
            ("refund_failed", solved_badly),
            ("cancellation", draw[:, 1] < 1 / (1 + np.exp(3.4 + 0.9 * x))),
            ("renewal", draw[:, 2] < 0.10 / (1 + np.exp(-0.2 - 0.6 * x))),
            ("purchase", draw[:, 3] < 0.14 / (1 + np.exp(0.1 - 0.4 * x))),
        ):
            for row in np.flatnonzero(happens).tolist():
                yield _event(company, s, row, kind, float(draw[row, 0]))


def _event(company: Company, s: Situations, row: int, kind: str, draw: float) -> Event:
    number = int(s.index[row])
    days = {"refund_failed": 4, "purchase": 25}.get(kind, 45)
    worth = {"renewal": 600.0, "purchase": 90.0, "refund_failed": 45.0}.get(kind)
    return Event(
        event_id=f"E{number:08d}-{kind}",
        kind=kind,
        at=_started(company, s, row) + timedelta(days=1 + draw * days),
        customer_id=identifier(int(s.customer[row])),
        interaction_id=interaction_id(number),
        value=None if worth is None else round(worth * (0.5 + draw), 2),
        unit=None if worth is None else "USD",
    )
