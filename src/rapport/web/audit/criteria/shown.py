"""What the editor shows of a draft: outline with shares, one part's form, problems, the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.criteria import Shares
from rapport.program.audits.criteria_plain import DraftView
from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.check import Checked, check_text, scenario_choices, shares_in
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.form import PartForm, RuleForm, read_part
from rapport.written.beside import Problem, told

SCENARIO = "s-"


@dataclass(frozen=True)
class Line:
    """One line of the outline."""

    part: str
    title: str
    share: str
    here: bool
    problems: int
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class RuleRow:
    """One rule of the form; `prefix` begins the names of its fields."""

    prefix: str
    place: int
    rule: RuleForm
    problems: Mapping[str, str]
    more: bool


def scenario_of(query: Mapping[str, str]) -> dict[str, str]:
    """The scenario that the address or form chooses: `s-concern=delivery`."""
    return {name[len(SCENARIO) :]: one for name, one in query.items() if name.startswith(SCENARIO) and one}


def editor_facts(
    view: DraftView, part: str, scenario: Mapping[str, str], refused: tuple[Problem, ...] = ()
) -> dict[str, Any]:
    """The context of the editor's templates."""
    checked = check_text(view.text)
    shares = shares_in(checked, scenario)
    form = _form(checked.document, part)
    facts = {
        "draft": view,
        "writing": view.line.state == "draft",
        "checked": checked,
        "problems": checked.problems,
        "text": view.text,
        "lines": view.text.count("\n") + 1,
        "form": form,
        "part": form.part if form else part,
        "part_line": checked.line_of(form.part) if form else 1,
        "outline": _outline(checked, shares, form.part if form else ""),
        "scenario": scenario,
        "choices": _choices(checked, scenario),
        "chosen": "&".join(f"{SCENARIO}{name}={one}" for name, one in scenario.items()),
        "total": share(1.0 if shares else None),
    }
    if form is not None:
        beside = _beside(checked, form.part, refused)
        facts |= {"beside": beside, "rules": _rules(form, beside), **_rows(form)}
    return facts


def _form(document: Document | None, part: str) -> PartForm | None:
    if document is None:
        return None
    try:
        return read_part(document, part)
    except InputError:
        return read_part(document, parts.GENERAL)


def share(one: float | None) -> str:
    """A share of the QCI as people read it."""
    return "–" if one is None else f"{100 * one:.1f} %"


def _outline(checked: Checked, shares: Shares | None, here: str) -> tuple[Line, ...]:
    if checked.document is None:
        return ()
    count: dict[str | None, int] = {}
    for one in checked.problems:
        count[one.part] = count.get(one.part, 0) + 1

    def line(item: parts.Item, known: Mapping[str, float | None], lines: tuple[Line, ...] = ()) -> Line:
        worth = share(known.get(item.name)) if shares else ""
        return Line(item.part, item.title, worth, item.part == here, count.get(item.part, 0), lines)

    of_elements, of_factors = (shares.elements, shares.factors) if shares else ({}, {})
    return tuple(
        line(item, of_factors, tuple(line(one, of_elements) for one in item.items))
        for item in parts.outline(checked.document)
    )


def _choices(checked: Checked, scenario: Mapping[str, str]) -> list[tuple[str, str, tuple[str, ...]]]:
    known = scenario_choices(checked.criteria) if checked.criteria else {}
    extra = {name: (one,) for name, one in scenario.items() if name not in known}
    return [(name, scenario.get(name, ""), values) for name, values in {**known, **extra}.items()]


def _beside(checked: Checked, part: str, refused: tuple[Problem, ...]) -> dict[str, str]:
    found = {field: told(those) for field, those in checked.beside(part).items()}
    return {**found, **{one.field: told([one]) for one in refused}}


def _rules(form: PartForm, beside: Mapping[str, str]) -> tuple[RuleRow, ...]:
    found = []
    for place, rule in enumerate(form.rules):
        prefix = f"rule-{place}-"
        mine = {key[len(prefix) :]: one for key, one in beside.items() if key.startswith(prefix)}
        mine[""] = beside.get(f"rule-{place}", "")
        more = any((rule.requires, rule.attributable_to, rule.critical, rule.kind))
        found.append(RuleRow(prefix, place, rule, mine, more))
    return tuple(found)


def _rows(form: PartForm) -> dict[str, Any]:
    """Rows of two fields, each list with one empty row to fill."""
    never = [*form.not_applicable_when, ("", "")]
    clauses = [
        {
            "prefix": f"clause-{place}",
            "when": [*clause.when, ("", "")],
            "weights": [*clause.factors, *clause.elements, ("", "")],
        }
        for place, clause in enumerate(form.clauses)
    ]
    members = [
        (place, name, [(one, one in inside) for one in form.names.elements])
        for place, (name, inside) in enumerate(form.members)
    ]
    return {"never": never, "clauses": clauses, "members": members}
