"""A form as the widget reads it: the survey in one language, conditions left to whoever shows it.

What hangs on facts, or on items whose answer the home has, is decided here: facts of a customer are in
nobody's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.surveys.asked import known_before
from rapport.surveys.condition import holds
from rapport.surveys.model import Condition, Item, Survey, Test
from rapport.surveys.piping import FACT, PIPE, piped
from rapport.web.answer.shown import in_order
from rapport.web.answer.stamp import stamped
from rapport.web.answer.visit import Visit
from rapport.web.answer.words import direction, said_in

SAID = (
    "next", "send", "back", "thanks", "sent", "required", "optional", "needed", "own_words", "several",
    "close", "busy", "over", "already",
)  # fmt: skip


def form_shape(visit: Visit, survey: Survey, facts: Mapping[str, Any]) -> dict[str, Any]:
    """All of it, with the address of this one form."""
    words, known = said_in(survey.language), _known(survey, facts)
    colours = visit.version.colours
    return {
        "token": visit.token,
        "stamp": stamped(visit.key, visit.begun(None)),
        "survey": visit.version.definition,
        "language": survey.language,
        "languages": list(survey.languages),
        "direction": direction(survey.language),
        "title": piped(survey.title, facts),
        "intro": piped(survey.intro, facts),
        "thanks": piped(survey.thanks, facts) or words["sent"],
        "sender": visit.version.sender,
        "colours": dict(colours),
        "words": {name: words[name] for name in SAID},
        "items": [_item(one, known, visit.key) for one in _askable(survey, known)],
    }


def _known(survey: Survey, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is settled before anything is answered: facts, and items that the home has the answer of."""
    told = {name: value for name, value in facts.items() if FACT.fullmatch(name)}
    return {**told, **known_before(survey, facts)}


def _askable(survey: Survey, known: Mapping[str, Any]) -> list[Item]:
    """Those that may be asked, whatever is answered."""
    found = [one for one in survey.items if one.id not in known]
    return [one for one in found if one.asked_if is None or _ways(one.asked_if, known)]


def _item(item: Item, known: Mapping[str, Any], seed: str) -> dict[str, Any]:
    scale = item.scale
    told = {
        "id": item.id,
        "type": item.type,
        "text": _words(item.text, known),
        "help": _words(item.help, known),
        "required": item.required,
        "choices": [
            {"id": one.id, "text": _words(one.text, known), "own": one.own_words, "alone": one.alone}
            for one in in_order(item, seed)
        ],
        "ways": _ways(item.asked_if, known) if item.asked_if else [{}],
    }
    if scale is not None:
        told |= {"min": scale.low, "max": scale.high, "low": scale.low_label, "high": scale.high_label}
    return {name: value for name, value in told.items() if value not in ("", [], False)}


def _words(text: str, known: Mapping[str, Any]) -> str:
    """What is known is put in; what was answered before is put in by whoever shows it."""
    return PIPE.sub(lambda hit: piped(hit[0], known) if _settled(hit[1], known) else hit[0], text)


def _ways(condition: Condition, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ways in which it can still hold: their tests of answers. One without any holds always."""
    found = []
    for way in condition.ways:
        settled = {name: test for name, test in way.items() if _settled(name, known)}
        if holds(Condition((settled,)), known):
            found.append({name: _test(test) for name, test in way.items() if name not in settled})
    return found


def _settled(name: str, known: Mapping[str, Any]) -> bool:
    return name in known or FACT.fullmatch(name) is not None


def _test(test: Test) -> dict[str, Any]:
    told = {
        "values": list(test.values),
        "excluded": list(test.excluded),
        "at_least": test.at_least,
        "at_most": test.at_most,
        "answered": test.answered,
    }
    return {name: value for name, value in told.items() if value not in ([], None)}
