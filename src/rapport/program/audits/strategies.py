"""Ways of adding value for customers: what each asks an audit to look at.

Solving the concern comes first in all of them; a strategy says what the little more is. Its emphases are
proposals: how many times as important a component or factor of the criteria becomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Strategy:
    """`emphases` maps names of components and factors to multipliers; `look_at` and `model_answers` are
    what criteria and model answers for it should hold."""

    name: str
    title: str
    when: str
    idea: str
    emphases: Mapping[str, float]
    look_at: tuple[str, ...]
    model_answers: tuple[str, ...]


_ALL = (
    Strategy(
        "branded_content",
        "Branded content",
        "What you stand for is a reason to buy, and customers should feel it in every contact.",
        "The brand becomes something people do: words, tone and small habits that only you have.",
        {"branding": 2.0, "competitive_edge": 1.5, "differentiation": 2.0},
        (
            "Greeting, thanks and farewell in the brand's own words, not in anybody's",
            "Does what was promised fit what the brand says it stands for?",
            "What you do differently is said where it helps the customer, never as advertising",
            "The same tone on every channel",
        ),
        (
            "E-mail templates in the brand's voice, with room for the person",
            "Talking points: what we do differently, by concern",
            "Openings and closings that are yours",
        ),
    ),
    Strategy(
        "education",
        "Education",
        "Products or services are complex, and customers rely on your judgement.",
        "Every contact leaves the customer knowing more: a clear explanation and advice that fits them.",
        {"competitive_edge": 1.5, "information": 2.0, "customer_effort": 1.25},
        (
            "Is the answer complete and right, and does it say why?",
            "Plain words; what is difficult comes in steps, and understanding is checked",
            "A recommendation that follows from what the customer said",
            "Does the answer prevent the next question?",
        ),
        (
            "Explanations of what is asked most, in steps",
            "Checklists: what to find out before recommending",
            "Links and short guides to send afterwards",
        ),
    ),
    Strategy(
        "loyalty",
        "Loyalty",
        "You live on customers who come back.",
        "Contacts are remembered: the person is known, their effort is small, and trouble ends well.",
        {"empathy": 1.5, "customer_effort": 2.0, "connection": 1.5, "timing": 1.25},
        (
            "Is known history used, so that nobody has to tell it twice?",
            "Is the concern solved at once, without transfers?",
            "Is trouble made good beyond what is owed?",
            "Is there a reason to come back: the next step, an invitation, a thank-you that means something?",
        ),
        (
            "Outlines for recovery: own it, mend it, add something, follow up",
            "Checklists: what to look up before the first word",
            "Follow-up messages after a problem was solved",
        ),
    ),
    Strategy(
        "happiness",
        "Happiness",
        "Doing good is part of why you exist, and a glad customer tells others.",
        "People leave a contact in a better mood than they came: warmth, ease and a small surprise.",
        {"empathy": 2.0, "branding": 1.25, "connection": 2.0},
        (
            "Is the customer's feeling named before the fact is answered?",
            "Warmth that fits this person and this mood",
            "A small kindness that nobody had to give",
            "Does the contact end on something good?",
        ),
        (
            "Phrases for feelings: worried, angry, rushed, delighted",
            "Ideas for small kindnesses and who may grant them",
            "Farewells that leave a smile",
        ),
    ),
)
STRATEGIES: dict[str, Strategy] = {one.name: one for one in _ALL}
