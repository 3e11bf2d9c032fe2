"""How strongly each turn shows each feeling."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.emotion.cues import AGENT, CUSTOMER, THREATS, Found, cues, find
from rapport.language.feeling.emotion.probability import meant
from rapport.language.feeling.emotion.subject import begins_anew, of_others
from rapport.language.feeling.sentiment.basis import basis, count, foreign, plain_in
from rapport.language.feeling.sentiment.context import called, said, scores
from rapport.language.feeling.sentiment.lexicon import lexicon
from rapport.language.feeling.sentiment.reading import CALLED_SHIFT, CAPITALS, Reading, words_in

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
ANGRY, ANNOYED, DISAPPOINTED, GRATEFUL, HAPPY = (
    CUSTOMER.index(one) for one in ("angry", "annoyed", "disappointed", "grateful", "happy")
)
LONGEST_SHOUT = 30
CHURN = THREATS.index("churn")
SHOWN_FROM = 0.3
"""A feeling whose words are weaker is not shown, and leaves room for what the sentiment tells."""
BACKED_FROM, BACKED = 0.3, 0.5
"""Where no word names a feeling, sentiment stronger than this backs one, with so much of its strength."""
DENIED_JOY, SHOUTED, THREATENING = 0.6, 0.4, 0.5
"""How strongly denied joy disappoints, shouting angers, and a likely threat tells annoyance."""


@dataclass(frozen=True)
class Turns:
    """What was heard in each text: its `sentiment` and the strengths it comes from, whether there was a
    basis, the feelings of customers and agents (texts × labels), threats, and the cues they come from."""

    reading: Reading
    strength: Numbers
    length: NDArray[np.int32]
    sentiment: Numbers
    basis: Flags
    plain: Flags
    shouted: Flags
    calls: NDArray[np.int64]
    customer: Numbers
    agent: Numbers
    threats: Numbers
    found: dict[str, Found]


def heard(reading: Reading, customers: Flags, agents: Flags, english: Flags) -> Turns:
    """Everything about the texts of one reading; `customers` and `agents` say who speaks in which, `english`
    which are not known to be in another language."""
    known = lexicon()
    english = english & ~foreign(reading, known)
    customers, agents = customers & english, agents & english
    spoken = said(reading, known)
    score = scores(reading, spoken.strength)
    shouted = _shouted(reading)
    calls = called(reading)
    loud = shouted | (count(reading, (reading.marks >> CALLED_SHIFT & 3) >= 2) > 0)
    found = {
        "customer": find(reading, cues("customer"), customers),
        "agent": find(reading, cues("agent"), agents),
        "threats": _own(reading, find(reading, cues("threats"), customers, begins_anew(reading))),
    }
    threats = _sums(reading, found["threats"], len(THREATS))
    return Turns(
        reading=reading,
        strength=spoken.strength,
        length=spoken.length,
        sentiment=score,
        basis=basis(reading, spoken.strength, known) & english,
        plain=plain_in(reading, known) & english,
        shouted=shouted,
        calls=calls,
        customer=_customer(reading, found["customer"], score, loud, threats, customers),
        agent=_sums(reading, found["agent"], len(AGENT)),
        threats=threats,
        found=found,
    )


def _own(reading: Reading, found: Found) -> Found:
    """Threats to leave that others are said to carry out ("they will close my account") are denied."""
    theirs = (found.kind == CHURN) & of_others(reading, found.start)
    return replace(found, denied=found.denied | theirs)


def _shouted(reading: Reading) -> Flags:
    """Texts of three words and more, mostly in capitals; in long ones that is how their writer writes."""
    capitals, words = count(reading, (reading.marks & CAPITALS) > 0), words_in(reading)
    return np.asarray((capitals >= 3) & (capitals >= 0.6 * words) & (words <= LONGEST_SHOUT))


def _sums(reading: Reading, found: Found, labels: int, which: Flags | None = None) -> Numbers:
    """1 − Π(1 − weight) of the cues of each label: several say more than one, none says all."""
    kept = ~found.denied if which is None else which
    cell = reading.text[found.start[kept]] * labels + found.kind[kept]
    logs = np.bincount(cell, np.log1p(-found.weight[kept]), minlength=reading.texts * labels)
    return np.asarray(1 - np.exp(logs.reshape(reading.texts, labels)))


def _customer(
    reading: Reading, found: Found, score: Numbers, loud: Flags, threats: Numbers, customers: Flags
) -> Numbers:
    sums = _sums(reading, found, len(CUSTOMER))
    sums[:, ANNOYED] = 1 - (1 - sums[:, ANNOYED]) * (1 - THREATENING * meant(threats))
    denied = _sums(reading, found, len(CUSTOMER), found.denied & (found.kind == HAPPY))[:, HAPPY]
    sums[:, DISAPPOINTED] = np.maximum(sums[:, DISAPPOINTED], DENIED_JOY * denied)
    bad = sums[:, : HAPPY - 1].max(axis=1)
    good = sums[:, [GRATEFUL, HAPPY]].max(axis=1)
    low = customers & (score < -BACKED_FROM) & (bad < SHOWN_FROM)
    sums[low, ANNOYED] = np.maximum(sums[low, ANNOYED], BACKED * -score[low])
    high = customers & (score > BACKED_FROM) & (good == 0) & (bad == 0)
    sums[high, HAPPY] = BACKED * score[high]
    upset = (score < -BACKED_FROM) | (sums[:, : ANNOYED + 1].max(axis=1) >= SHOWN_FROM)
    cross = loud & customers & upset & (good == 0)
    for kind in (ANGRY, ANNOYED):
        sums[cross, kind] = 1 - (1 - sums[cross, kind]) * (1 - SHOUTED)
    return sums
