"""A model answer from and to the fields of its form."""

from __future__ import annotations

from django.http import QueryDict

from rapport.program.answers.plain import AnswerContent

ROWS = 20
SPARE = 2


def content_typed(typed: QueryDict) -> AnswerContent:
    """What was typed into the form."""
    others = (one.strip() for one in typed.get("other_elements", "").split(","))
    return AnswerContent(
        title=typed.get("title", "").strip(),
        scenario=_scenario(typed),
        elements=tuple(dict.fromkeys([*typed.getlist("element"), *filter(None, others)])),
        outline=_text(typed, "outline"),
        email_subject=typed.get("email_subject", "").strip(),
        email_body=_text(typed, "email_body"),
        talking_points=_lines(typed, "talking_points"),
        checklist=_lines(typed, "checklist"),
    )


def scenario_rows(content: AnswerContent) -> list[tuple[int, str, str]]:
    """The scenario as rows of two fields, with empty ones to fill."""
    rows = [(name, ", ".join(values)) for name, values in content.scenario.items()]
    return [(place, *row) for place, row in enumerate([*rows, *[("", "")] * SPARE])]


def _scenario(typed: QueryDict) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for place in range(ROWS):
        name = typed.get(f"attribute-{place}", "").strip()
        values = tuple(filter(None, (one.strip() for one in typed.get(f"values-{place}", "").split(","))))
        if name and values:
            found[name] = (*found.get(name, ()), *values)
    return found


def _text(typed: QueryDict, name: str) -> str:
    return str(typed.get(name, "")).replace("\r\n", "\n").strip()


def _lines(typed: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in typed.get(name, "").splitlines())))
