"""Wordings and scales that the metrics are known by, for items that name only what they are about."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.surveys.model import ItemScale


@dataclass(frozen=True, slots=True)
class Standard:
    """`text` with `{about}` in it; `usual` what it is about where the file does not say."""

    text: str
    usual: str
    scale: ItemScale


STANDARDS = {
    "nps": Standard(
        "How likely are you to recommend {about} to a friend or colleague?",
        "us",
        ItemScale(0, 10, "Not at all likely", "Extremely likely"),
    ),
    "csat": Standard(
        "How satisfied or dissatisfied are you with {about}?",
        "the service you received",
        ItemScale(1, 5, "Very dissatisfied", "Very satisfied"),
    ),
    "psat": Standard(
        "How satisfied or dissatisfied are you with {about}?",
        "this product",
        ItemScale(1, 5, "Very dissatisfied", "Very satisfied"),
    ),
    "ces": Standard(
        "How easy or difficult was it to {about}?",
        "get what you needed",
        ItemScale(1, 7, "Very difficult", "Very easy"),
    ),
    "rating": Standard("How do you rate {about}?", "it", ItemScale(1, 5, "Very poor", "Very good")),
}
"""Reichheld (2003), The one number you need to grow, Harvard Business Review 81(12); Dixon, Freeman and Toman
(2010), Stop trying to delight your customers, Harvard Business Review 88(7/8), with the scale of 7 that came
later. Both ends are named in the question where a scale has two."""
IMPORTANCE = Standard(
    "How important is {about} to you?",
    "this",
    ItemScale(1, 5, "Not at all important", "Extremely important"),
)
"""What a rating asks that tells how much something weighs: nothing is good or poor there."""


def standard_of(kind: str, importance: str | None) -> Standard | None:
    """The wording and scale of a type; of a rating of importance its own. None: the type has none."""
    return IMPORTANCE if kind == "rating" and importance else STANDARDS.get(kind)
