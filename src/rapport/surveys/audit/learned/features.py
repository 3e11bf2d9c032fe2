"""What the model sees of a question: words, their kinds, their neighbours, and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapport.surveys.audit.flaw import plain
from rapport.surveys.audit.learned.kinds_of_words import TELLING, kind_of
from rapport.surveys.audit.offered import offered, stem
from rapport.surveys.audit.question import Question
from rapport.surveys.audit.scales import OUTSIDE, side
from rapport.surveys.audit.wording.double import FINE, OPPOSITE

TOKEN = re.compile(r"\d+%?|[A-Za-z][A-Za-z'-]*|\S")
PARTS = re.compile(r"(?<=[.!?:])\s+|\s[–—]\s")
BEFORE = re.compile(r"[.!?:](?=\s+\S)")
WORDS, KINDS, NEAR = 3, 4, 8
"""Longest run of words and of kinds, and how far two telling kinds may lie apart."""
LONGEST = 400
"""Tokens looked at: nobody reads a question further."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something seen, in the tokens from `start` to `end`; of the whole question where both are 0."""

    name: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign as it stands, and what it does."""

    start: int
    end: int
    low: str
    kind: str


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and signs of a question without the answers it lists."""
    found: list[Token] = []
    for match in TOKEN.finditer(plain(stem(text))):
        word = match.group()
        found.append(Token(*match.span(), word.lower(), kind_of(word, not found)))
        if len(found) == LONGEST:
            break
    return tuple(found)


def features_of(question: Question, rules: Collection[str]) -> tuple[Feature, ...]:
    """Everything seen in a question, each thing as often as it is there; `rules` are the kinds of flaws that
    the rules tell of it."""
    tokens = tokens_of(question.text)
    return (
        *_runs([token.low for token in tokens], "w", WORDS),
        *_runs([token.kind for token in tokens], "c", KINDS),
        *_near(tokens),
        *_pieces(tokens),
        *_parts(question.text),
        *_shape(question.text, tokens),
        *_answers(question),
        *(Feature(f"r:{kind}") for kind in sorted(rules) or ("none",)),
    )


def _runs(words: Sequence[str], mark: str, longest: int) -> Iterator[Feature]:
    framed = ["^", *words, "$"]
    for size in range(1, longest + 1):
        for at in range(len(framed) - size + 1):
            run = " ".join(framed[at : at + size])
            yield Feature(f"{mark}:{run}", max(at - 1, 0), min(at - 1 + size, len(words)))


def _near(tokens: Sequence[Token]) -> Iterator[Feature]:
    for at, left in enumerate(tokens):
        if left.kind not in TELLING:
            continue
        for to in range(at + 1, min(len(tokens), at + NEAR)):
            if tokens[to].kind in TELLING:
                yield Feature(f"s:{left.kind}~{tokens[to].kind}", at, to + 1)


def _pieces(tokens: Sequence[Token]) -> Iterator[Feature]:
    for at, token in enumerate(tokens):
        if len(token.low) > 4 and token.low.isalpha():
            yield Feature(f"p:{token.low[:5]}", at, at + 1)
            yield Feature(f"e:{token.low[-4:]}", at, at + 1)


def _parts(text: str) -> Iterator[Feature]:
    """What is said before the question itself, and how that begins."""
    parts = [part for part in PARTS.split(plain(stem(text))[:5_000]) if part.strip()]
    for part in parts[:-1]:
        for token in tokens_of(part):
            if token.kind in TELLING:
                yield Feature(f"d:{token.kind}")
    if not parts:
        return
    last = tokens_of(parts[-1])
    for size in range(1, 5):
        yield Feature(f"q{size}:" + " ".join(token.kind for token in last[:size]))
    for size in (2, 3):
        yield Feature(f"l{size}:" + " ".join(token.low for token in last[:size]))
    for token in last:
        if token.kind in TELLING:
            yield Feature(f"q:{token.kind}")


def _shape(text: str, tokens: Sequence[Token]) -> Iterator[Feature]:
    bare = stem(text)
    said = {
        "long": len(tokens) > 12,
        "very long": len(tokens) > 20,
        "short": len(tokens) < 6,
        "asks": "?" in text,
        "states": "?" not in bare,
        "shouts": "!" in text,
        "lists": bare != text,
        "both ends": OPPOSITE.search(text) is not None,
        "a pair": FINE.search(text) is not None,
        "an end": any(token.kind == "OPPOSITE" for token in tokens),
    }
    yield from (Feature(f"n:{name}") for name, holds in said.items() if holds)
    yield Feature(f"n:{min(len(BEFORE.findall(bare)), 3)} before")


def _answers(question: Question) -> Iterator[Feature]:
    options = [one for one in offered(question) if not OUTSIDE.search(one)]
    if not options:
        return
    sides = [side(one) for one in options]
    good, bad, unknown = sides.count(1), sides.count(-1), sides.count(None)
    yield Feature("u:options")
    yield Feature(f"u:{min(unknown, 3)} unknown")
    if not good + bad:
        yield Feature("u:no side")
    elif good > bad:
        yield Feature("u:more good")
        yield Feature(f"u:{min(good - bad, 3)} more good")
    else:
        yield Feature("u:more bad" if bad > good else "u:even")
    if good and not bad:
        yield Feature("u:good alone")
