"""What a survey costs those who answer: breath and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.surveys.audit.flaw import Flaw
from rapport.surveys.audit.offered import offered
from rapport.surveys.audit.question import Question

WORDS = 30
"""A question beyond this is read twice, or not to its end."""
MINUTES = 3.0
READ_A_MINUTE = 200
"""Adults read about 240 words of plain English a minute in silence (Brysbaert 2019, How many words do we read
per minute?, Journal of Memory and Language 109): less on a phone, and where English is not one's own."""
CHOOSE_S, WRITE_S, OPTION_S = 4.0, 25.0, 1.0
"""Seconds to decide, to write a sentence or two, and to read an option. With reading it comes to about eight
closed questions a minute, the rule of thumb of survey houses; measure your own where you can."""
OPEN = re.compile(
    r"^(?:please )?(?:tell us|describe|explain|comment|share|what (?:could|can|would|should)|why|"
    r"any (?:other|further)|"
    r"is there anything|how (?:could|can) we)\b|\b(?:comments?|in your own words|please explain|why)\?*$",
    re.IGNORECASE,
)


def long_winded(question: Question) -> Iterator[Flaw]:
    """Questions of too many words."""
    words = question.text.split()
    if len(words) > WORDS:
        yield Flaw(
            "too_long",
            " ".join(words[WORDS:][:8]),
            f"{len(words)} words: say it in {WORDS // 2}, and leave out what is known or explained "
            f"elsewhere.",
        )


def seconds(question: Question) -> float:
    """About how long one takes to answer it."""
    reading = 60 * len(question.text.split()) / READ_A_MINUTE
    written = question.item_type == "text" or (not question.item_type and OPEN.search(question.text))
    return reading + (WRITE_S if written else CHOOSE_S + OPTION_S * max(len(offered(question)) - 5, 0))


def minutes(questions: Sequence[Question]) -> float:
    """About how long the whole takes; questions that only some are asked count half."""
    return sum(seconds(one) / (2 if one.asked_if else 1) for one in questions) / 60


def over_time(questions: Sequence[Question]) -> Iterator[tuple[int, Flaw]]:
    """The first question that comes after three minutes."""
    spent = 0.0
    for place, question in enumerate(questions):
        if spent > MINUTES * 60:
            yield (
                place,
                Flaw(
                    "too_long",
                    question.text,
                    f"From here on it takes more than {MINUTES:g} minutes (all of it about "
                    f"{minutes(questions):.0f}): "
                    "ask the few that somebody acts on.",
                ),
            )
            return
        spent += seconds(question) / (2 if question.asked_if else 1)
