"""What shows when questions are seen together: metrics that say the same, and what comes too early."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.surveys.audit.flaw import Flaw
from rapport.surveys.audit.question import Question

METRICS = ("nps", "csat", "ces", "psat")
MOST_METRICS = 2
PERSONAL = re.compile(
    r"\b(?:your (?:age|gender|sex|income|religion|nationality|marital status|education|profession|occupation|"
    r"ethnic\w*|household)|how old are you|are you (?:male|female|married)|age group|date of birth)\b",
    re.IGNORECASE,
)
FEW = 3
"""A survey of fewer questions has no order to speak of."""


def many_metrics(questions: Sequence[Question]) -> Iterator[tuple[int, Flaw]]:
    """The third metric of satisfaction in one survey."""
    seen: list[str] = []
    for place, question in enumerate(questions):
        if question.item_type not in METRICS or question.item_type in seen:
            continue
        seen.append(question.item_type)
        if len(seen) > MOST_METRICS:
            before = " and ".join(one.upper() for one in seen[:-1])
            said = f"{before} are asked already: ask the one metric that this contact deserves, and why."
            yield place, Flaw("too_long", question.text, said)
            return


def misplaced(questions: Sequence[Question]) -> Iterator[tuple[int, Flaw]]:
    """Questions about the person, or open ones that nobody may pass, before what the survey is about."""
    if len(questions) < FEW:
        return
    first = questions[0]
    if PERSONAL.search(first.text):
        said = "Ask about the person last, if at all: who is asked that first leaves, or answers as such."
        yield 0, Flaw("wrong_place", first.text, said)
    elif first.item_type == "text" and first.required:
        said = "Begin with a question that is quick to answer, and let people write afterwards."
        yield 0, Flaw("wrong_place", first.text, said)
