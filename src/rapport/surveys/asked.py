"""Which items somebody is asked, given what they answered so far and what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rapport.surveys.condition import Known, holds
from rapport.surveys.errors import AnswerError
from rapport.surveys.given import Value, checked
from rapport.surveys.model import SCALED, Condition, Item, Survey
from rapport.surveys.piping import FACT


def asked(survey: Survey, answers: Mapping[str, Any], facts: Known) -> tuple[Item, ...]:
    """The items in their order. An item is left out where its condition does not hold, or the home has the
    answer already; answers of items that are left out count for nothing that follows."""
    known, before = dict(facts), known_before(survey, facts)
    found = []
    for item in survey.items:
        if item.id in before:
            known[item.id] = before[item.id]
        elif holds(item.asked_if, known):
            found.append(item)
            known[item.id] = answers.get(item.id)
    return tuple(found)


def known_before(survey: Survey, facts: Known) -> dict[str, object]:
    """The items that are not asked as the home has the answer, by id, with what it has."""
    told = {one.id: facts.get(one.known_from) for one in survey.items if one.known_from is not None}
    return {item: value for item, value in told.items() if value not in (None, "")}


def by_record(survey: Survey, facts: Known) -> dict[str, Value]:
    """What the record says to items that are not asked because of it, by id, as an answer would be kept.

    Scores are never taken from it, as they are a person's; nor is what does not fit the item. A choice may
    stand there by its id or its words.
    """
    found: dict[str, Value] = {}
    for name, value in known_before(survey, facts).items():
        item = survey.item(name)
        if item is None or item.type in SCALED:
            continue
        try:
            fits = checked(item, _chosen_by(item, str(value)) if item.choices else str(value))
        except AnswerError:
            continue
        if fits is not None:
            found[name] = fits
    return found


def _chosen_by(item: Item, value: str) -> list[str]:
    """The ids of choices; what is none stays as it is, and does not fit."""
    by = {one.text.casefold(): one.id for one in item.choices} | {
        one.id.casefold(): one.id for one in item.choices
    }
    whole = by.get(value.strip().casefold())
    return [whole] if whole else [by.get(one.strip().casefold(), one) for one in value.split(";")]


def shown(survey: Survey, answers: Mapping[str, Any]) -> tuple[Item, ...]:
    """The items answered that still count when what was known of the customer is gone. What was handed in had
    been shown, so what hung on facts held then; what hangs on other answers is tried again."""
    known: dict[str, Any] = {}
    told = {one.id for one in survey.items if one.known_from is not None and one.id not in answers}
    found = []
    for item in survey.items:
        if item.id in answers and holds(_of_answers(item.asked_if, told), known):
            found.append(item)
            known[item.id] = answers[item.id]
    return tuple(found)


def _of_answers(condition: Condition | None, told: Collection[str]) -> Condition | None:
    """Without what is tried on facts, or on items whose answer the home had."""
    if condition is None:
        return None
    ways = []
    for way in condition.ways:
        ways.append({k: test for k, test in way.items() if k not in told and not FACT.fullmatch(k)})
    return Condition(tuple(ways))
