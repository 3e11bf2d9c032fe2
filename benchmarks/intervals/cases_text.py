"""Cells of the text statistics."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import keyness, log_odds, weighted_log_odds

# Shares of six words in each collection; the first is looked at.
A = np.array([0.02, 0.03, 0.05, 0.1, 0.3, 0.5])
B = np.array([0.01, 0.04, 0.05, 0.1, 0.3, 0.5])
NAMES = np.array(list("uvwxyz"), dtype=object)


def truth(a: np.ndarray, b: np.ndarray) -> float:
    """Log odds ratio of the first word."""
    return float(np.log(a[0] / (1 - a[0])) - np.log(b[0] / (1 - b[0])))


def drawn(rng: np.random.Generator, share: np.ndarray, words: int) -> dict:
    """Words that fall independently."""
    return dict(zip("uvwxyz", rng.multinomial(words, share).tolist(), strict=True))


def odds_of(words: int, a: np.ndarray, b: np.ndarray) -> Draw:
    """The log-odds of the first word."""
    return lambda rng: (log_odds(drawn(rng, a, words), drawn(rng, b, words))["u"], truth(a, b))


def documents(rng: np.random.Generator, share: np.ndarray, number: int) -> tuple:
    """Texts of about 30 words whose own word shares differ (Dirichlet), as columns (document, word)."""
    own = rng.dirichlet(share * 20, number)
    length = rng.poisson(30, number) + 1
    counts = rng.multinomial(length, own)
    document, word = np.nonzero(counts)
    return document, NAMES[word], counts[document, word]


def odds_by_document(number: int, units: str) -> Draw:
    """The same where a word that occurs in a text soon occurs again."""

    def draw(rng: np.random.Generator) -> tuple:
        found = log_odds(documents(rng, A, number), documents(rng, B, number), units=units)
        return found["u"], truth(A, B)

    return draw


def ratio_of(words: int) -> Draw:
    """Log ratio of rates."""
    value = float(np.log2(A[0] / B[0]))
    return lambda rng: (keyness(drawn(rng, A, words), drawn(rng, B, words)).log_ratio["u"], value)


def ratio_by_document(number: int) -> Draw:
    """The same by document."""
    value = float(np.log2(A[0] / B[0]))

    def draw(rng: np.random.Generator) -> tuple:
        return keyness(documents(rng, A, number), documents(rng, B, number)).log_ratio["u"], value

    return draw


def against_all(words: int) -> Draw:
    """A group against all text."""
    value = truth(A, (A + B) / 2)

    def draw(rng: np.random.Generator) -> tuple:
        sides = {"a": drawn(rng, A, words), "b": drawn(rng, B, words)}
        return weighted_log_odds(sides, "uninformative")["a"]["u"], value

    return draw


CASES = [
    Case("log_odds", "shares .02 and .01 of 3,000 words a side", odds_of(3000, A, B)),
    Case("log_odds", "no difference, share .02 of 1,000 words a side", odds_of(1000, A, A)),
    Case("log_odds", "150 texts of 30 words a side, clumped", odds_by_document(150, "document")),
    Case(
        "log_odds",
        "150 texts of 30 words a side, clumped, taken as words",
        odds_by_document(150, "word"),
        stated=False,
        because="words of one text are alike; the documents are the units",
    ),
    Case("keyness", "shares .02 and .01 of 3,000 words a side", ratio_of(3000)),
    Case("keyness", "150 texts of 30 words a side, clumped", ratio_by_document(150)),
    Case(
        "weighted_log_odds",
        "uninformative prior, 3,000 words a side",
        against_all(3000),
        stated=False,
        because="the group is part of all text, which the published variance leaves out",
    ),
]
