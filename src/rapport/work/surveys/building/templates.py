"""Surveys to start from: one metric and one open question for a touchpoint, in standard wording."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.records import InputError


@dataclass(frozen=True)
class Template:
    """`id` is its name and the survey's usual one; `metric` what it measures, `when` it is best asked."""

    id: str
    title: str
    metric: str
    when: str
    text: str


def _text(survey: str, title: str, touchpoint: str, item: str, follow_up: str) -> str:
    return f"""\
survey: {survey}
version: 1
title: {title}
touchpoint: {touchpoint}
items:
{item}  - id: why
    type: text
    text: {follow_up}
"""


TEMPLATES = (
    Template(
        "onboarding",
        "Getting started",
        "CES",
        "Once somebody has set up what they bought, within a day.",
        _text(
            "onboarding",
            "Getting started",
            "onboarding",
            "  - id: ease\n    type: ces\n    about: get started\n",
            "What made it so?",
        ),
    ),
    Template(
        "support",
        "After a contact with support",
        "CSAT",
        "After the case is closed, within a few hours.",
        _text(
            "support",
            "How we served you",
            "support",
            "  - id: satisfied\n    type: csat\n    about: the way we handled your request\n",
            "What is the main reason for your answer?",
        ),
    ),
    Template(
        "product",
        "While the product is used",
        "PSAT",
        "In the product, after some weeks of use, at a quiet moment.",
        _text(
            "product",
            "Using the product",
            "in_product",
            "  - id: product\n    type: psat\n",
            "What should we change first?",
        ),
    ),
    Template(
        "relationship",
        "The relationship as a whole",
        "NPS",
        "Once or twice a year, apart from any contact.",
        _text(
            "relationship",
            "Your opinion of us",
            "relationship",
            "  - id: recommend\n    type: nps\n",
            "What is the main reason for your answer?",
        ),
    ),
    Template(
        "renewal",
        "Around a renewal",
        "NPS",
        "Some weeks before or after a contract is renewed.",
        _text(
            "renewal",
            "Around your renewal",
            "renewal",
            "  - id: recommend_renewal\n    type: nps\n",
            "What matters most for your decision?",
        ),
    ),
)


def template_text(name: str) -> str:
    """The text of a template. Raises InputError for a name that there is not."""
    for one in TEMPLATES:
        if one.id == name:
            return one.text
    raise InputError(f"There is no template {name[:40]!r}", "template", "Choose one of the list.")
