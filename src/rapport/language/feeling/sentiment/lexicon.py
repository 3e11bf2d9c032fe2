"""The words and phrases of ours as one table: what each says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.phrases import Phrases

Numbers = NDArray[np.float64]
UNKNOWN = 0
PAUSE = 1
BETWEEN = 2
"""Ids of no words: one that is in no list, a sign that divides clauses, and the border of two texts."""
RESERVED = 3
SAME = dict(
    pair.split("=")
    for pair in [
        "im=i",
        "ive=i",
        "youre=you",
        "youve=you",
        "youll=you",
        "theyre=they",
        "theyve=they",
        "weve=we",
        "thats=that",
        "whats=what",
        "its=it",
        "hes=he",
        "shes=she",
        "lets=let",
        "whos=who",
        "heres=here",
        "theres=there",
        "hows=how",
        "wheres=where",
        "cannot=cant",
        "dnt=dont",
        "u=you",
        "ur=your",
        "r=are",
        "wouldn=wouldnt",
        "doesn=doesnt",
        "didn=didnt",
        "couldn=couldnt",
        "gonna=going",
        "wanna=want",
        "pls=please",
        "plz=please",
        "thankyou=thanks",
        "thx=thanks",
        "thnx=thanks",
        "tnx=thanks",
    ]
)
"""Spellings that are read as one word."""


@dataclass(frozen=True)
class Lexicon:
    """`ids`: word → id; the columns are by id. `phrases` says what several words say together."""

    ids: Mapping[str, int]
    signs: Mapping[str, int]
    strength: Numbers
    boost: Numbers
    negates: NDArray[np.bool_]
    answers: NDArray[np.bool_]
    role: NDArray[np.int8]
    plain: NDArray[np.bool_]
    phrases: Phrases
    phrase_strength: Numbers


CONTRAST, CONCESSION, CONDITION, WISH, WISHING, LIKING = 1, 2, 3, 4, 5, 6


KEY = re.compile(r"(?:[a-z]+/)?-?\d+(?:\.\d+)?")
"""What begins a group of a list: a strength, or a label and a weight."""


def lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """The groups of a list: their key, and their words. A line without a key goes on with the one before."""
    key, words = "", list[str]()
    for line in text.strip().splitlines():
        head, found, rest = line.partition(": ")
        if found and KEY.fullmatch(head):
            if words:
                yield key, words
            key, words, line = head, [], rest
        words.extend(line.split())
    if words:
        yield key, words


def spellings(entry: str) -> Iterator[tuple[str, ...]]:
    """The phrases that one entry stands for: `_` joins words, `/` divides alternatives of one."""
    for way in product(*(part.split("/") for part in entry.split("_"))):
        yield tuple(SAME.get(word, word) for word in way)


def inflected(word: str) -> Iterator[str]:
    """The forms that a word of unknown class may take; those that nobody says do no harm."""
    if not word.isascii() or len(word) < 3:
        return
    stem = word[:-1]
    if word.endswith("e"):
        yield from (word + "s", word + "d", stem + "ing", word + "r", word + "st", word + "ly")
        if word.endswith("le"):
            yield stem + "y"
        return
    if word.endswith("y") and word[-2] not in "aeiou":
        yield from (stem + end for end in ("ies", "ied", "ier", "iest", "ily"))
        yield word + "ing"
        return
    yield from (word + end for end in ("s", "ed", "ing", "er", "est", "ly"))
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    if word[-1] in "bdgklmnprtv" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        yield from (word + word[-1] + end for end in ("ed", "ing", "er", "est", "y"))


def strengths(texts: Iterable[str], neutral: str) -> dict[str, float]:
    """The strength of every word and of its forms; what stands in a list goes before what is derived."""
    given = {word: float(key) for text in texts for key, words in lines(text) for word in words}
    given |= dict.fromkeys(neutral.split(), 0.0)
    found = dict(given)
    for word, strength in given.items():
        for form in inflected(word) if strength else ():
            found.setdefault(form, strength)
    return found


@cache
def lexicon() -> Lexicon:
    """Ours, made once a process."""
    from rapport.language.feeling.sentiment.words import boosters, idioms, negative, neutral, positive, roles

    strength = strengths((positive.TEXT, negative.TEXT), neutral.TEXT)
    boost = {word: float(key) for key, words in lines(boosters.TEXT) for word in words}
    phrases = {way: float(key) for key, entry in _entries(idioms.TEXT) for way in spellings(entry)}
    role = dict.fromkeys(roles.CONTRASTS.split(), CONTRAST)
    role |= dict.fromkeys(roles.CONCESSIONS.split(), CONCESSION)
    role |= dict.fromkeys(roles.CONDITIONS.split(), CONDITION)
    role |= dict.fromkeys(roles.WISHES.split(), WISH)
    role |= dict.fromkeys(roles.WISHING.split(), WISHING)
    role |= dict.fromkeys(("like", "love"), LIKING)
    negators, answers, plain = (
        frozenset(text.split()) for text in (roles.NEGATORS, roles.ANSWERS, roles.PLAIN)
    )
    marks = _marks()
    used = {word for way in phrases for word in way} | _words_of_cues() - marks.keys()
    names = sorted({*strength, *boost, *role, *negators, *plain, *used})
    every = ["", "", "", *names, *sorted(marks)]
    ids = {word: place for place, word in enumerate(every)}
    strength |= marks
    return Lexicon(
        ids={word: ids[word] for word in names},
        signs={sign: ids[sign] for sign in marks},
        strength=np.array([strength.get(one, 0.0) for one in every]),
        boost=np.array([boost.get(one, 0.0) for one in every]),
        negates=np.array([one in negators for one in every]),
        answers=np.array([one in answers for one in every]),
        role=np.array([role.get(one, 0) for one in every], dtype=np.int8),
        plain=np.array([one in plain for one in every]),
        phrases=Phrases.of([[ids[word] for word in way] for way in phrases]),
        phrase_strength=np.array(list(phrases.values())),
    )


def _marks() -> dict[str, float]:
    """Emoticons and emoji with their strength."""
    from rapport.language.feeling.sentiment.words.signs import EMOJI, EMOTICONS

    return {sign: float(key) for text in (EMOTICONS, EMOJI) for key, sign in _entries(text)}


def _words_of_cues() -> set[str]:
    """The words of feelings and threats, which are read in the same go."""
    from rapport.language.feeling.emotion.words import agent, customer, threats

    texts = (agent.TEXT, customer.TEXT, threats.TEXT)
    return {word for text in texts for _, entry in _entries(text) for way in spellings(entry) for word in way}


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for key, words in lines(text):
        for entry in words:
            yield key, entry
