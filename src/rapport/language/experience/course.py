"""The course of a conversation in numbers: what the learned and the unlearned scores both see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.experience.customer_rules import CUSTOMER
from rapport.language.experience.facts import FACTS, Facts, fact_rows
from rapport.language.experience.felt import FELT, felt
from rapport.language.experience.reading import ReadTurn
from rapport.language.experience.repeats import repeats
from rapport.language.experience.waits import long_waits, waits
from rapport.language.feeling.sentiment.score import sentiment

Floats = NDArray[np.float64]

_GENERAL = (
    "turns", "customer_turns", "customer_words", "customer_words_a_turn", "customer_words_last",
    "agent_words_a_turn", "agent_words_last", "customer_last", "agent_silent", "customer_once",
    "questions_customer", "questions_agent", "open_question", "exclaims", "question_marks", "shouts",
    "asked_again", "said_again", "wait_agent_longest", "wait_agent_middle", "wait_customer_longest",
    "wait_customer_middle", "lasted", "long_waits", "no_times", "persons", "smiles", "frowns", "last_short",
    "outcome",
)  # fmt: skip
_MOODS = (
    "customer mood", "customer mood after", "customer mood late", "customer mood last", "customer mood worst",
    "customer mood bad", "customer mood first", "agent mood", "agent mood after", "agent mood late",
)  # fmt: skip
NAMES = (
    *_GENERAL,
    *_MOODS,
    *(f"customer {name}" for name in CUSTOMER.names),
    *(f"customer late {name}" for name in CUSTOMER.names),
    *(f"customer end {name}" for name in CUSTOMER.names),
    *(f"agent {name}" for name in AGENT.names),
    *(f"agent late {name}" for name in AGENT.names),
    *(f"agent end {name}" for name in AGENT.names),
    *FELT,
    *FACTS,
)
PLACE = {name: place for place, name in enumerate(NAMES)}
_CUSTOMER = {name: place for place, name in enumerate(CUSTOMER.names)}
_AGENT = {name: place for place, name in enumerate(AGENT.names)}
_SMILES = frozenset((":)", ":-)", ";)", ":d", "=)", "😊", "😀", "😃", "🙂", "😄", "❤", "👍", "😍", "🙏"))
_FROWNS = frozenset((":(", ":-(", "=(", ":'(", "☹", "😡", "😠", "🙁", "😞", "😢", "😭", "😤", "👎", "🤬"))


def courses(
    turns: Sequence[Sequence[ReadTurn]], feelings: bool = True, facts: Sequence[Facts] | None = None
) -> Floats:
    """One row a conversation, one number for each of NAMES; all 0 where nobody said anything. Without
    `feelings` theirs are 0 too: unlearned scores see none of them, and they take a third of the time.
    `facts`, one a conversation: what is known beside the words."""
    rows = np.array([course(one) for one in turns]).reshape(len(turns), len(NAMES))
    begin = PLACE[FACTS[0]]
    if feelings:
        rows[:, begin - len(FELT) : begin] = felt(turns)
    if facts is not None:
        rows[:, begin:] = fact_rows(facts)
    start = len(_GENERAL)
    for place, own in enumerate(moods(turns)):
        rows[place, start : start + len(_MOODS)] = own
    return rows


def moods(turns: Sequence[Sequence[ReadTurn]]) -> Iterator[tuple[float, ...]]:
    """How each conversation sounds, by side and by where: the numbers of _MOODS, 0 where nothing is said."""
    every = sentiment([turn.text for one in turns for turn in one]).tolist()
    begin = 0
    for one in turns:
        scores = every[begin : begin + len(one)]
        begin += len(one)
        customer = [score for score, turn in zip(scores, one, strict=True) if not turn.ours]
        agent = [score for score, turn in zip(scores, one, strict=True) if turn.ours]
        late = customer[len(customer) // 2 :]
        yield (
            _middle(customer),
            _middle(customer[1:]),
            _middle(late),
            customer[-1] if len(customer) > 1 else 0.0,
            min(late, default=0.0) if len(customer) > 1 else 0.0,
            max(sum(min(score, 0.0) for score in customer), -3.0),
            customer[0] if customer else 0.0,
            _middle(agent),
            _middle(agent[1:]),
            _middle(agent[len(agent) // 2 :]),
        )


def _middle(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0


def course(turns: Sequence[ReadTurn]) -> Floats:
    """One number for each of NAMES but moods, feelings and facts, which stay 0: they are read of many."""
    row = np.zeros(len(NAMES))
    if not turns:
        return row
    customer = [turn for turn in turns if not turn.ours]
    agent = [turn for turn in turns if turn.ours]
    general = _general(turns, customer, agent)
    row[: len(_GENERAL)] = [general[name] for name in _GENERAL]
    start = len(_GENERAL) + len(_MOODS)
    for side, places in ((customer, _CUSTOMER), (agent, _AGENT)):
        width = len(places)
        row[start : start + 3 * width] = _marked(side, places)
        start += 3 * width
    return row


def _marked(side: Sequence[ReadTurn], places: dict[str, int]) -> Floats:
    """How often each mark occurs over all, in the later half, and whether in the last turn."""
    width = len(places)
    found = np.zeros(3 * width)
    half = len(side) / 2
    for place, turn in enumerate(side):
        for name, _, _ in turn.marks:
            column = places[name]
            found[column] += 1
            if place >= half:
                found[width + column] += 1
    found[: 2 * width] = np.sqrt(found[: 2 * width])
    if side:
        for name, _, _ in side[-1].marks:
            found[2 * width + places[name]] = 1
    return found


def _general(
    turns: Sequence[ReadTurn], customer: Sequence[ReadTurn], agent: Sequence[ReadTurn]
) -> dict[str, float]:
    said = [len(turn.words) for turn in customer]
    replied = [len(turn.words) for turn in agent]
    asked_again, said_again = repeats(agent), repeats(customer)
    ours = sorted(seconds for _, seconds in waits(turns))
    theirs = sorted(seconds for _, seconds in waits(turns, ours=False))
    times = [turn.at_s for turn in turns if turn.at_s is not None]
    last = turns[-1]
    return {
        "turns": log1p(len(turns)),
        "customer_turns": log1p(len(customer)),
        "customer_words": log1p(sum(said)),
        "customer_words_a_turn": log1p(sum(said) / max(len(said), 1)),
        "customer_words_last": log1p(said[-1]) if said else 0.0,
        "agent_words_a_turn": log1p(sum(replied) / max(len(replied), 1)),
        "agent_words_last": log1p(replied[-1]) if replied else 0.0,
        "customer_last": float(not last.ours),
        "agent_silent": float(not agent),
        "customer_once": float(len(customer) < 2),
        "questions_customer": log1p(sum("?" in turn.lower for turn in customer)),
        "questions_agent": log1p(sum("?" in turn.lower for turn in agent)),
        "open_question": float(bool(agent) and not last.ours and "?" in last.lower),
        "exclaims": log1p(sum("!" in turn.lower for turn in customer)),
        "question_marks": log1p(
            sum("??" in turn.lower or "?!" in turn.lower or "!?" in turn.lower for turn in customer)
        ),
        "shouts": log1p(sum(turn.shouting for turn in customer)),
        "asked_again": log1p(len(asked_again)),
        "said_again": log1p(len(said_again)),
        "wait_agent_longest": log1p(ours[-1]) if ours else 0.0,
        "wait_agent_middle": log1p(ours[len(ours) // 2]) if ours else 0.0,
        "wait_customer_longest": log1p(theirs[-1]) if theirs else 0.0,
        "wait_customer_middle": log1p(theirs[len(theirs) // 2]) if theirs else 0.0,
        "lasted": log1p(max(times) - min(times)) if times else 0.0,
        "long_waits": log1p(len(long_waits(turns))),
        "no_times": float(len(times) < 2),
        "persons": log1p(len({turn.person for turn in agent if turn.person})),
        "smiles": log1p(sum(not _SMILES.isdisjoint(turn.words) for turn in customer)),
        "frowns": log1p(sum(not _FROWNS.isdisjoint(turn.words) for turn in customer)),
        "last_short": float(len(last.words) <= 3),
        "outcome": _outcome(agent),
    }


def _outcome(agent: Sequence[ReadTurn]) -> float:
    """How the company's last attempt went: 1 done, -1 failed or refused, in between where one turn says both,
    0 where nothing tells."""
    for turn in reversed(agent):
        done, failed = turn.has("done"), turn.has("failed") or turn.has("refusal")
        if done or failed:
            return (1.0 if done else -1.0) if done != failed else -0.3
    return 0.0
