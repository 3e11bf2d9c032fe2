"""Which questions stand on a screen together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapport.surveys.asked import asked
from rapport.surveys.model import Item, Survey
from rapport.surveys.piping import FACT, pipes, texts

TOGETHER = 3
"""A survey of so few questions stands on one screen, as far as none hangs on another; longer ones show one
question a screen."""
MOST_KEPT = 500
Screen = tuple[str, ...]


@dataclass(frozen=True)
class _Layout:
    screens: tuple[Screen, ...]
    needs_facts: bool


_KNOWN: dict[str, _Layout] = {}


@dataclass(frozen=True)
class Place:
    """Where somebody is: the screen by its number, its questions, and whether none can come after it."""

    number: int
    items: tuple[Item, ...]
    before: int | None
    last: bool
    done: int
    of: int


def screens(survey: Survey) -> tuple[Screen, ...]:
    """The items of every screen, by id. An item that hangs on another stands on a later screen."""
    return _laid_out(survey).screens


def needs_facts(survey: Survey) -> bool:
    """Whether what is asked, or how, hangs on what is known of the customer."""
    return _laid_out(survey).needs_facts


def _laid_out(survey: Survey) -> _Layout:
    """Worked out once for each text of a survey; the same in every language."""
    found = _KNOWN.get(survey.sha256)
    if found is None:
        if len(_KNOWN) >= MOST_KEPT:
            _KNOWN.clear()
        found = _KNOWN[survey.sha256] = _Layout(_screens(survey), _needs_facts(survey))
    return found


def _screens(survey: Survey) -> tuple[Screen, ...]:
    most = TOGETHER if len(survey.items) <= TOGETHER else 1
    found: list[list[str]] = []
    for item in survey.items:
        here = found[-1] if found else None
        if here is None or len(here) >= most or set(_hangs_on(item)) & set(here):
            found.append([])
        found[-1].append(item.id)
    return tuple(map(tuple, found))


def _needs_facts(survey: Survey) -> bool:
    names = {name for item in survey.items for name in _hangs_on(item)}
    names |= {name for _, text, _ in texts(survey) for name, _ in pipes(text)}
    names |= {one.known_from for one in survey.items if one.known_from is not None}
    return any(FACT.fullmatch(name) for name in names)


def place(survey: Survey, number: int, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> Place | None:
    """The screen of that number, or the next one on which something is asked; None: there is none."""
    wanted = {one.id: one for one in asked(survey, answers, facts)}
    shown = [at for at, screen in enumerate(screens(survey)) if any(one in wanted for one in screen)]
    here = next((at for at in shown if at >= number), None)
    if here is None:
        return None
    rest = len(screens(survey)) - 1
    return Place(
        number=here,
        items=tuple(wanted[one] for one in screens(survey)[here] if one in wanted),
        before=max((at for at in shown if at < here), default=None),
        last=here == rest,
        done=shown.index(here),
        of=len(shown),
    )


def resumed(survey: Survey, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> int:
    """The first screen on which something was not shown yet; the last one where all was."""
    wanted = {one.id for one in asked(survey, answers, facts)}
    open_ones = (
        at for at, screen in enumerate(screens(survey)) if any(one in wanted - set(answers) for one in screen)
    )
    return next(open_ones, len(screens(survey)) - 1)


def _hangs_on(item: Item) -> Iterator[str]:
    for way in item.asked_if.ways if item.asked_if else ():
        yield from way
    words: Iterable[str] = (item.text, item.help, *(one.text for one in item.choices))
    for text in words:
        yield from (name for name, _ in pipes(text))
