"""Submissions as the warehouse keeps them: one answer an item that was shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from rapport.program.surveys.answered import Answerable, Waiting
from rapport.records import Answer
from rapport.surveys.asked import asked, by_record, shown
from rapport.surveys.model import SCALED, Item, Survey
from rapport.surveys.piping import piped
from rapport.surveys.translation import in_language

IMPORTANCE = "importance."
JOIN = ";"
"""Between the choices of one answer."""
KNOWN = "known"
"""The attribute of answers that nobody was asked for."""
Redact = Callable[[Answer], Answer]


def answers_of(waiting: Waiting, version: Answerable, redact: Redact) -> Iterator[Answer]:
    """Its answers. Those of items that this customer, by what they answered last, is not asked are left
    out; an item that was shown and left open has neither number nor text. What the record had said already
    stands with them, its attribute `known` says `record`.

    The question stands as it was shown, without what is known of the customer: it is kept with many others.
    """
    survey = in_language(version.survey, waiting.language)
    attributes = _attributes(waiting, version)
    told, facts = waiting.answers, waiting.facts
    for item in shown(survey, told) if waiting.facts_gone else asked(survey, told, facts):
        if item.id not in waiting.answers:
            continue
        plain = _answer(item, waiting.answers[item.id], waiting, version.definition)
        yield replace(redact(plain) if item.type == "text" else plain, attributes=attributes)
        for own in _own_words(item, waiting, survey, version.definition):
            yield replace(redact(own), attributes=attributes)
    if waiting.facts_gone:
        return
    for name, value in by_record(version.survey, facts).items():
        said = next(one for one in survey.items if one.id == name)
        given = list(value) if isinstance(value, tuple) else value
        plain = _answer(said, given, waiting, version.definition)
        known_by = {**attributes, KNOWN: "record"}
        yield replace(redact(plain) if said.type == "text" else plain, attributes=known_by)


def _answer(item: Item, value: Any, waiting: Waiting, definition: str) -> Answer:
    scale = item.scale
    is_number = item.type in SCALED or item.type == "number"
    given = None if value in ("", None, []) else value
    name = f"{IMPORTANCE}{item.importance}" if item.importance else item.id
    words = JOIN.join(given) if isinstance(given, list) else given
    return Answer(
        answer_id=f"{waiting.key}:{item.id}",
        submission_id=waiting.key,
        item=name,
        item_type=item.type,
        number=float(given) if is_number and given is not None else None,
        text=None if is_number or words is None else str(words),
        scale_min=float(scale.low) if scale else None,
        scale_max=float(scale.high) if scale else None,
        higher_is_better=scale.higher_is_better if scale else True,
        question=piped(item.text, {}),
        survey=definition,
        customer_id=waiting.customer_id or None,
        interaction_id=waiting.interaction_id or None,
        touchpoint=waiting.touchpoint or None,
        channel=waiting.channel,
        language=waiting.language or None,
        answered_at=waiting.completed_at or waiting.received_at,
    )


def _own_words(item: Item, waiting: Waiting, survey: Survey, definition: str) -> Iterator[Answer]:
    """What was written beside a choice: an answer of its own, as an open one."""
    for choice in item.choices:
        name = f"{item.id}.{choice.id}"
        chosen = waiting.answers.get(item.id)
        if name in waiting.answers and (choice.id == chosen or choice.id in (chosen or ())):
            beside = Item(id=name, type="text", text=f"{item.text} – {choice.text}")
            yield _answer(beside, waiting.answers[name], waiting, definition)


def _attributes(waiting: Waiting, version: Answerable) -> dict[str, str]:
    """What results and weighting need beside the answers."""
    ends = [one for one in (version.closed_at, waiting.ends_at) if one is not None]
    told = {
        "status": "complete" if waiting.completed_at else "partial",
        "seconds": f"{sum(waiting.seconds.values()):.1f}" if waiting.seconds else "",
        "late": "yes" if _is_late(waiting.completed_at or waiting.received_at, ends) else "",
        **waiting.about,
    }
    return {name: value for name, value in told.items() if value}


def _is_late(at: datetime, ends: list[datetime]) -> bool:
    return any(at > one for one in ends)
