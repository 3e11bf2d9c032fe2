"""What somebody notes about an interaction while scoring it: less strict than an evaluation, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.criteria import Criteria, Decision, Element
from rapport.criteria.model import applies
from rapport.program.audits.plain import Seen
from rapport.records import InputError, Span

LONGEST_COMMENT = 20_000
MOST_EVIDENCE = 200


@dataclass(frozen=True)
class Noted:
    """Notes on one element; `confirmed`: looked at, and none of its rules was seen."""

    rules: Mapping[str, int] = field(default_factory=dict)
    not_applicable: bool = False
    confirmed: bool = False
    comment: str = ""
    evidence: tuple[Seen, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether this can be submitted as it is."""
        return bool(self.rules) or self.not_applicable or self.confirmed


@dataclass(frozen=True)
class Notes:
    """Notes on the elements that were touched, and a comment on the whole."""

    elements: Mapping[str, Noted] = field(default_factory=dict)
    comment: str = ""


def asked_elements(criteria: Criteria, attributes: Mapping[str, str]) -> tuple[Element, ...]:
    """The elements that are asked in an interaction with these attributes, in the order of the file."""
    return tuple(
        one
        for one in criteria.elements
        if not (one.not_applicable_when and applies(one.not_applicable_when, attributes))
    )


def undecided(criteria: Criteria, notes: Notes, attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the elements asked that are not decided yet."""
    known = notes.elements
    asked = (one.name for one in asked_elements(criteria, attributes))
    return tuple(name for name in asked if not known.get(name, NOTHING).decided)


def decisions(criteria: Criteria, notes: Notes, attributes: Mapping[str, str]) -> dict[str, Decision]:
    """The notes as decisions on the elements asked; what was noted on others is left aside."""
    found = {}
    for one in asked_elements(criteria, attributes):
        noted = notes.elements.get(one.name, NOTHING)
        found[one.name] = Decision(noted.rules, noted.not_applicable, noted.comment or None)
    return found


def notes_from_json(given: Mapping[str, Any]) -> Notes:
    """Notes as the database keeps them. Raises InputError for anything that is not notes."""
    try:
        elements = {str(name): _noted(one) for name, one in given.get("elements", {}).items()}
        return Notes({name: one for name, one in elements.items() if one != NOTHING}, _text(given))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("The notes are damaged", None, "Load the page again.") from None


def notes_as_json(notes: Notes) -> dict[str, Any]:
    """`notes_from_json` reads it back."""
    elements = {}
    for name, one in notes.elements.items():
        facts: dict[str, Any] = {
            "rules": dict(one.rules),
            "not_applicable": one.not_applicable,
            "confirmed": one.confirmed,
            "comment": one.comment,
            "evidence": [
                [seen.rule, seen.span.turn, seen.span.start, seen.span.end] for seen in one.evidence
            ],
        }
        elements[name] = {key: value for key, value in facts.items() if value}
    return {"elements": elements, "comment": notes.comment}


def _place(seen: Seen) -> list[Any]:
    return [seen.rule, seen.span.turn, seen.span.start, seen.span.end]


def check_spans(notes: Notes, lengths: Sequence[int]) -> None:
    """Raises InputError where evidence lies outside what was said."""
    for name, noted in notes.elements.items():
        for span in (seen.span for seen in noted.evidence):
            end = span.end if span.end is not None else 0
            if not 0 <= span.turn < len(lengths) or end > lengths[span.turn]:
                what = f"Evidence for {name} lies outside the transcript"
                raise InputError(what, f"turn {span.turn + 1}", "Remove it and mark it again.")


def _noted(given: Mapping[str, Any]) -> Noted:
    rules = {str(name): _count(count) for name, count in given.get("rules", {}).items()}
    evidence = tuple(_seen(*one) for one in given.get("evidence", ()))
    if len(evidence) > MOST_EVIDENCE:
        raise InputError(f"{len(evidence)} pieces of evidence for one element", None, "Keep the best.")
    return Noted(
        rules={name: count for name, count in rules.items() if count},
        not_applicable=given.get("not_applicable", False) is True,
        confirmed=given.get("confirmed", False) is True,
        comment=_text(given),
        evidence=evidence,
    )


def _text(given: Mapping[str, Any]) -> str:
    text = str(given.get("comment", "")).replace("\x00", "")
    if len(text) > LONGEST_COMMENT:
        what = f"A comment has {len(text):,} letters, at most {LONGEST_COMMENT:,} are kept"
        raise InputError(what, None, "Shorten it.")
    return text


def _count(count: Any) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 1000:
        raise InputError(f"A rule is counted {count!r} times", None, "Give a whole number.")
    return count


def _seen(rule: Any, turn: Any, start: Any, end: Any) -> Seen:
    numbers = [one for one in (turn, start, end) if one is not None]
    if any(not isinstance(one, int) or isinstance(one, bool) or one < 0 for one in numbers) or turn is None:
        raise InputError("Evidence names no place", None, "Remove it and mark it again.")
    if (start is None) != (end is None) or (start is not None and start >= end):
        raise InputError("Evidence ends before it starts", None, "Remove it and mark it again.")
    return Seen(Span(turn, start, end), None if rule is None else str(rule))


NOTHING = Noted()
