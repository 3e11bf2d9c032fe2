"""What no single key of a survey file can show: names that refer to nothing, or to what comes later."""

from __future__ import annotations

import math

from rapport.surveys.model import CHOSEN, Item, Survey, Test
from rapport.surveys.piping import FACT, pipes, texts
from rapport.written.tree import Problems

MOST_ITEMS, MOST_CHOICES = 200, 100


def check_survey(survey: Survey, problems: Problems, items_line: int, translations_line: int) -> None:
    """Reports every reference that does not hold."""
    if not survey.items and not problems.found:
        problems.add(items_line, "The survey asks nothing", "Add an item.")
    if len(survey.items) > MOST_ITEMS:
        problems.add(items_line, f"{len(survey.items)} items", f"Stay under {MOST_ITEMS}.")
    before: dict[str, Item] = {}
    for item in survey.items:
        if item.id in before:
            first = before[item.id].line
            problems.add(
                item.line, f"Item {item.id} comes twice (first on line {first})", "Rename one of them."
            )
        _check_choices(item, problems)
        _check_condition(item, before, problems)
        if item.known_from is not None and not FACT.fullmatch(item.known_from):
            what = f"known_from of item {item.id} is no fact"
            problems.add(item.line, what, "Name one as customer.email or interaction.channel.")
        before[item.id] = item
    _check_pipes(survey, problems)
    _check_translations(survey, problems, translations_line)


def _check_choices(item: Item, problems: Problems) -> None:
    if item.type in CHOSEN and len(item.choices) < 2 and not problems.found:
        problems.add(item.line, f"Item {item.id} offers {len(item.choices)} choices", "Offer two at least.")
    if len(item.choices) > MOST_CHOICES:
        problems.add(
            item.line, f"Item {item.id} offers {len(item.choices)} choices", f"Stay under {MOST_CHOICES}."
        )
    for field in ("id", "text"):
        given = [getattr(one, field) for one in item.choices if getattr(one, field)]
        for twice in sorted({one for one in given if given.count(one) > 1}):
            problems.add(item.line, f"Item {item.id} has the choice {field} {twice!r} twice", "Keep one.")


def _check_condition(item: Item, before: dict[str, Item], problems: Problems) -> None:
    for way in item.asked_if.ways if item.asked_if else ():
        for key, test in way.items():
            if key in before:
                _check_test(item, before[key], test, problems)
            elif not FACT.fullmatch(key):
                what = f"Item {item.id} is asked by {key!r}, which is no item before it"
                problems.add(item.line, what, "Name an item above it, or a fact as customer.segment.")


def _check_test(item: Item, asked: Item, test: Test, problems: Problems) -> None:
    """Answers that the item asked about can never have."""
    given = (*test.values, *test.excluded)
    if asked.choices:
        known = {one.id for one in asked.choices}
        for value in given:
            if value not in known:
                what = f"Item {item.id} is asked by {asked.id}: {value!r}, which is no choice of it"
                problems.add(item.line, what, f"Choices are: {', '.join(sorted(known))}.")
    if asked.scale is None:
        return
    wanted = [end for end in (test.at_least, test.at_most) if end is not None]
    wanted += [_number(one) for one in given]
    for number in wanted:
        if not asked.scale.low <= number <= asked.scale.high:
            what = f"Item {item.id} is asked by an answer that {asked.id} cannot have"
            problems.add(item.line, what, f"Its scale runs from {asked.scale.low} to {asked.scale.high}.")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _check_pipes(survey: Survey, problems: Problems) -> None:
    """Names in braces that nothing stands behind, or that may be unknown and have no words for then."""
    items = [one.id for one in survey.items]
    for key, text, line in texts(survey):
        here = key.partition(".")[0]
        for name, has_words in pipes(text):
            if FACT.fullmatch(name):
                if not has_words:
                    what = f"{{{name}}} in {key} may be unknown"
                    problems.add(line, what, f"Say what to write then: {{{name}|there}}.")
            elif name not in items:
                problems.add(
                    line, f"{{{name}}} in {key} is no item and no fact", "Use customer.name or an item's id."
                )
            elif here in items and items.index(name) >= items.index(here):
                problems.add(line, f"{{{name}}} in {key} is asked later", "Name an item above it.")


def _check_translations(survey: Survey, problems: Problems, line: int) -> None:
    own = {key: {name for name, _ in pipes(text)} for key, text, _ in texts(survey) if text}
    for language, told in survey.translations.items():
        for key, text in told.words.items():
            if key not in own:
                problems.add(
                    line, f"Translation {language} has {key}, which the survey has not", "Remove it."
                )
            elif extra := {name for name, _ in pipes(text)} - own[key]:
                what = f"Translation {language} of {key} asks for {{{sorted(extra)[0]}}}"
                problems.add(line, what, "Ask for no more than the original does.")


def untranslated(survey: Survey, language: str) -> tuple[str, ...]:
    """The keys of texts that have no translation in this language."""
    told = survey.translations[language].words if language in survey.translations else {}
    return tuple(key for key, text, _ in texts(survey) if text and not told.get(key))
