"""What words say where they stand: denied, stressed, doubted, asked, contrasted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.lexicon import (
    CONCESSION,
    CONDITION,
    CONTRAST,
    LIKING,
    WISH,
    WISHING,
    Lexicon,
)
from rapport.language.feeling.sentiment.reading import (
    ASKED,
    CALLED_SHIFT,
    CAPITALS,
    CLAUSE,
    SENTENCE,
    STRETCHED,
    Reading,
    words_in,
)

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Rules:
    """The knobs, tuned on one half of sentences rated by people and held on the other."""

    denied_good: float = -0.6
    denied_bad: float = -0.3
    reach: int = 4
    stressed: tuple[float, ...] = (1.3, 0.9, 0.6)
    capitals: float = 0.35
    stretched: float = 0.2
    before_but: float = 0.6
    after_but: float = 1.0
    conceded: float = 0.6
    conditional: float = 0.6
    asked: float = 0.55
    wished: float = 0.15
    wished_reach: int = 8
    praise: float = 1.9
    mocked: float = -0.5
    called: float = 0.6
    called_most: int = 4
    usual: int = 10
    shortest: int = 3
    thinned: float = 0.45
    softness: float = 24.0


RULES = Rules()


@dataclass(frozen=True)
class Said:
    """The strength of every unit in its context, and how many units its phrase has (1: a word, 0: a later
    part of a phrase)."""

    strength: Numbers
    length: NDArray[np.int32]


def said(reading: Reading, lexicon: Lexicon, rules: Rules = RULES) -> Said:
    """The strengths of all units."""
    word = reading.word
    strength, length = lexicon.strength[word], np.ones(len(word), dtype=np.int32)
    negates, boost = lexicon.negates[word], lexicon.boost[word]
    start, long, phrase = lexicon.phrases.find(word, reading.clause)
    for extra in range(int(long.max(initial=0))):
        inside = start[long > extra] + extra
        strength[inside], negates[inside], boost[inside], length[inside] = 0.0, False, 0.0, 0
    strength[start], length[start] = lexicon.phrase_strength[phrase], long
    felt = np.flatnonzero(strength)
    strength[felt] = _stressed(felt, strength, boost, reading, rules)
    felt = felt[strength[felt] != 0]
    answers = lexicon.answers[word]
    strength[felt] *= _denied(felt, strength[felt] > 0, negates, answers, reading.clause, rules)
    strength[felt] *= _mocked(felt, strength[felt], reading, rules)
    strength[felt] *= _wished(felt, strength[felt] > 0, lexicon.role[word], reading.clause, rules)
    strength[felt] *= _doubted(felt, lexicon.role[word], reading, rules)
    return Said(strength, length)


def _stressed(felt: Places, strength: Numbers, boost: Numbers, reading: Reading, rules: Rules) -> Numbers:
    """Louder or softer by the words before, capitals and stretched letters. A word that both feels and
    stresses ("pretty", "awfully") only stresses what feels behind it."""
    own = strength[felt]
    ahead = np.minimum(felt + 1, len(strength) - 1)
    only = (
        (boost[felt] != 0)
        & (strength[ahead] != 0)
        & (reading.clause[ahead] == reading.clause[felt])
        & (ahead > felt)
    )
    more = np.zeros(len(felt))
    for back, share in enumerate(rules.stressed, 1):
        behind = felt - back
        there = behind >= 0
        there[there] = reading.clause[behind[there]] == reading.clause[felt[there]]
        more[there] += share * boost[behind[there]]
    marks = reading.marks[felt]
    loud = ((marks & CAPITALS) > 0) & _mixed(reading)[reading.text[felt]]
    more += rules.capitals * loud + rules.stretched * ((marks & STRETCHED) > 0)
    return np.asarray(np.where(only, 0.0, own * np.maximum(1 + more, 0.2)))


def _mixed(reading: Reading) -> Flags:
    """Texts in which not all is capitals: only there they stress."""
    shouted = np.bincount(reading.text, (reading.marks & CAPITALS) > 0, minlength=reading.texts)
    return np.asarray(shouted < 0.7 * words_in(reading))


def _denied(
    felt: Places, good: Flags, negates: Flags, answers: Flags, clause: Places, rules: Rules
) -> Numbers:
    """What a denial shortly before in the clause makes of it. A "no" that begins the clause answers: "no
    that sounds great"; it denies only what is bad: "no problems"."""
    opens = np.ones(len(clause), dtype=bool)
    opens[1:] = clause[1:] != clause[:-1]
    of_good = negates & ~(answers & opens)
    denied = np.zeros(len(felt), dtype=bool)
    for back in range(1, rules.reach + 1):
        behind = np.maximum(felt - back, 0)
        same = (felt >= back) & (clause[behind] == clause[felt])
        denied |= same & np.where(good, of_good[behind], negates[behind])
    denied &= ~negates[felt]
    return np.where(denied, np.where(good, rules.denied_good, rules.denied_bad), 1.0)


def _mocked(felt: Places, strength: Numbers, reading: Reading, rules: Rules) -> Numbers:
    """Praise alone before a comma and then only blame is none: "Great, another delay"."""
    sentence, factor = reading.sentence[felt], np.ones(len(felt))
    opens = (felt == 0) | (reading.sentence[felt - 1] != sentence)
    alone = (reading.marks[felt] & (CLAUSE | SENTENCE)) == CLAUSE
    after = np.bincount(sentence, strength < 0, minlength=1)[sentence]
    good = np.bincount(sentence, strength > 0, minlength=1)[sentence]
    factor[opens & alone & (strength >= rules.praise) & (after > 0) & (good == 1)] = rules.mocked
    return factor


def _wished(felt: Places, good: Flags, role: NDArray[np.int8], clause: Places, rules: Rules) -> Numbers:
    """Little of the good that is only wished for: "I want this solved", "I'd like it sorted"."""
    wish = role == WISH
    behind = np.flatnonzero((role[1:] == LIKING) & (role[:-1] == WISHING)) + 1
    wish[behind] = True
    at = np.where(wish, np.arange(len(role)), -rules.wished_reach - 1)
    last = np.maximum.accumulate(at) if len(at) else at
    since = last[felt]
    near = (
        (since >= 0) & (felt - since <= rules.wished_reach) & (clause[np.maximum(since, 0)] == clause[felt])
    )
    return np.where(good & near, rules.wished, 1.0)


def _doubted(felt: Places, role: NDArray[np.int8], reading: Reading, rules: Rules) -> Numbers:
    """Less of it before a "but", after "although" and "if", and in a question; more after the "but"."""
    factor = np.ones(len(felt))
    if not len(felt):
        return factor
    sentence, clause = reading.sentence[felt], reading.clause[felt]
    at = np.flatnonzero(role)
    kind = role[at]
    turns = at[kind == CONTRAST]
    last = np.full(int(reading.sentence[-1]) + 1, -1)
    last[reading.sentence[turns]] = turns
    contrast = last[sentence]
    factor[(contrast >= 0) & (felt < contrast)] *= rules.before_but
    factor[(contrast >= 0) & (felt > contrast)] *= rules.after_but
    for which, share in ((CONCESSION, rules.conceded), (CONDITION, rules.conditional)):
        first = np.full(int(reading.clause[-1]) + 1, len(role))
        found = at[kind == which][::-1]
        first[reading.clause[found]] = found
        factor[felt > first[clause]] *= share
    asked = np.zeros(int(reading.sentence[-1]) + 1, dtype=bool)
    asked[reading.sentence[(reading.marks & ASKED) > 0]] = True
    factor[asked[sentence]] *= rules.asked
    return factor


def called(reading: Reading) -> NDArray[np.int64]:
    """The exclamation marks of each text."""
    marks = np.bincount(reading.text, reading.marks >> CALLED_SHIFT & 3, minlength=reading.texts)
    return marks.astype(np.int64)


def scores(reading: Reading, strength: Numbers, rules: Rules = RULES) -> Numbers:
    """One score a text: the sum of strengths, each the less the longer the text, drawn into −1…1."""
    sums: Numbers = np.bincount(reading.text, strength, minlength=reading.texts).astype(float)
    total = sums + np.sign(sums) * rules.called * np.minimum(called(reading), rules.called_most)
    total *= (rules.usual / np.maximum(words_in(reading), rules.shortest)) ** rules.thinned
    return np.asarray(total / np.sqrt(total * total + rules.softness))
