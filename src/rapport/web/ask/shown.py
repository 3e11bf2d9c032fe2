"""What the builder shows of a draft: outline, one part's form, problems, criticism, the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.program.surveys.plain import DraftView
from rapport.records import InputError
from rapport.records.answer import ITEM_TYPES
from rapport.work.surveys.building import parts
from rapport.work.surveys.building.check import Checked, ItemAudit, check_text
from rapport.work.surveys.building.conditions import FACTS, HOW, Row
from rapport.work.surveys.building.form import ChoiceForm, PartForm, read_part
from rapport.written.beside import Problem, told

TYPES = {
    "nps": "NPS: likely to recommend, 0 to 10",
    "csat": "CSAT: satisfied, 1 to 5",
    "ces": "CES: easy, 1 to 7",
    "psat": "PSAT: satisfied with the product, 1 to 5",
    "rating": "Rating",
    "single_choice": "One choice",
    "multiple_choice": "Several choices",
    "text": "Open text",
    "number": "Number",
    "date": "Date",
}
assert set(TYPES) == set(ITEM_TYPES)


@dataclass(frozen=True)
class Line:
    """One line of the outline."""

    part: str
    title: str
    note: str
    here: bool
    problems: int
    flaws: int = 0


@dataclass(frozen=True)
class ChoiceRow:
    """One choice of the form; `prefix` begins the names of its fields."""

    prefix: str
    place: int
    choice: ChoiceForm
    problem: str


@dataclass(frozen=True)
class WayRows:
    """One way of a condition, with an empty row to fill."""

    place: int
    rows: tuple[tuple[str, Row], ...]


def editor_facts(view: DraftView, part: str, refused: tuple[Problem, ...] = ()) -> dict[str, Any]:
    """The context of the builder's templates."""
    checked = check_text(view.text)
    form = _form(checked, part)
    here = form.part if form else part
    audit = checked.audit()
    facts: dict[str, Any] = {
        "draft": view,
        "line": view.line,
        "number": view.line.versions[0].number + 1 if view.line.versions else 1,
        "checked": checked,
        "problems": checked.problems,
        "text": view.text,
        "lines": view.text.count("\n") + 1,
        "form": form,
        "part": here,
        "part_line": checked.line_of(here) if form else 1,
        "outline": _outline(checked, here, audit),
        "languages": _languages(checked, here),
        "audit_here": [one for one in audit if one.part == here],
        "audit_elsewhere": [one for one in audit if one.part != here],
        "minutes": checked.minutes,
        "types": TYPES,
        "how": HOW,
    }
    if form is not None:
        beside = {name: told(those) for name, those in checked.beside(form.part).items()}
        beside |= {one.field: told([one]) for one in refused}
        facts |= {"beside": beside, **_rows(form, beside)}
    return facts


def _form(checked: Checked, part: str) -> PartForm | None:
    if checked.document is None:
        return None
    try:
        return read_part(checked.document, part, checked.survey)
    except InputError:
        return read_part(checked.document, parts.GENERAL, checked.survey)


def _outline(checked: Checked, here: str, audit: tuple[ItemAudit, ...]) -> tuple[Line, ...]:
    if checked.document is None:
        return ()
    flaws = {one.part: len(one.flaws) for one in audit}
    wrong = _counted(checked.problems)
    return tuple(
        Line(
            one.part,
            one.title,
            f"{one.type.replace('_', ' ')}{', to some' if one.conditional else ''}",
            one.part == here,
            wrong.get(one.part, 0),
            flaws.get(one.part, 0),
        )
        for one in parts.outline(checked.document)
    )


def _languages(checked: Checked, here: str) -> tuple[Line, ...]:
    if checked.document is None:
        return ()
    wrong = _counted(checked.problems)
    found = []
    for language in parts.languages(checked.document):
        part, missing = f"l-{language}", checked.missing(language)
        note = f"{missing} missing" if missing else "whole"
        found.append(Line(part, language, note, part == here, wrong.get(part, 0)))
    return tuple(found)


def _counted(problems: tuple[Problem, ...]) -> dict[str | None, int]:
    count: dict[str | None, int] = {}
    for one in problems:
        count[one.part] = count.get(one.part, 0) + 1
    return count


def _rows(form: PartForm, beside: Mapping[str, str]) -> dict[str, Any]:
    choices = tuple(
        ChoiceRow(f"choice-{place}-", place, one, beside.get(f"choice-{place}", ""))
        for place, one in enumerate(form.choices)
    )
    ways = tuple(
        WayRows(place, tuple((f"way-{place}-{number}-", row) for number, row in enumerate((*rows, Row()))))
        for place, rows in enumerate(form.ways)
    )
    pipes = [f"{{{one.id}|…}}" for one in form.above] + [f"{{{fact}|…}}" for fact in FACTS]
    return {"choices": choices, "ways": ways, "known": FACTS, "pipes": pipes}
