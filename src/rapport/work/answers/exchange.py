"""Model answers in and out of files: YAML to the letter, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from rapport.program.answers.errors import AnswerError
from rapport.program.answers.plain import AnswerContent, AnswerView
from rapport.program.people.actor import Actor
from rapport.records import InputError
from rapport.work.spreadsheet_text import guarded, unguarded

COLUMNS = (
    "title", "scenario", "elements", "outline", "email_subject", "email_body", "talking_points", "checklist",
)  # fmt: skip
MAX_CHARACTERS = 2_000_000
MAX_ANSWERS = 2_000


class ImportedAnswersError(InputError):
    """A file of model answers cannot be taken; `problems` has one error for each thing found."""

    def __init__(self, problems: Sequence[InputError]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems[0].what, problems[0].where, problems[0].todo)


@dataclass(frozen=True)
class Imported:
    """What an import made: drafts, to be read and published."""

    drafts: tuple[str, ...]


def export_yaml(views: Sequence[AnswerView]) -> str:
    """All answers as YAML, newest version of each."""
    made = [{"state": view.state, **_plain(view.content)} for view in views]
    return str(yaml.safe_dump({"answers": made}, allow_unicode=True, sort_keys=False, width=110))


def export_csv(views: Sequence[AnswerView]) -> str:
    """All answers as CSV, one a row; lists have a line each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("state", *COLUMNS))
    for view in views:
        plain = _plain(view.content)
        plain["scenario"] = "; ".join(f"{name}={'|'.join(one)}" for name, one in plain["scenario"].items())
        cells = ["\n".join(one) if isinstance(one, list) else str(one) for one in map(plain.get, COLUMNS)]
        writer.writerow([guarded(cell) for cell in (view.state, *cells)])
    return out.getvalue()


def import_answers(actor: Actor, text: str, name: str) -> Imported:
    """Makes a draft of every answer of a file. All or nothing: raises ImportedAnswersError with every
    problem, and its row or line."""
    from django.db import transaction

    from rapport.program.answers.services import answer_create

    if len(text) > MAX_CHARACTERS:
        what = f"The file has {len(text):,} characters"
        raise ImportedAnswersError([InputError(what, name, f"Stay under {MAX_CHARACTERS:,}.")])
    rows = list(_csv_rows(text, name) if name.lower().endswith(".csv") else _yaml_rows(text, name))
    if not rows or len(rows) > MAX_ANSWERS:
        what = f"The file holds {len(rows):,} answers"
        raise ImportedAnswersError([InputError(what, name, f"Give 1 to {MAX_ANSWERS:,}.")])
    problems: list[InputError] = []
    made: list[str] = []
    with transaction.atomic():
        for where, facts in rows:
            try:
                made.append(answer_create(actor, _content(facts, where)))
            except ImportedAnswersError as error:
                problems += error.problems
            except AnswerError as error:
                problems.append(InputError(error.what, where, error.todo))
        if problems:
            raise ImportedAnswersError(problems)
    return Imported(tuple(made))


def _plain(content: AnswerContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "scenario": {name: list(values) for name, values in content.scenario.items()},
        "elements": list(content.elements),
        "outline": content.outline,
        "email_subject": content.email_subject,
        "email_body": content.email_body,
        "talking_points": list(content.talking_points),
        "checklist": list(content.checklist),
    }


def _yaml_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise ImportedAnswersError([InputError("The file uses aliases", name, "Write the text out.")])
        found = yaml.safe_load(text)
    except ImportedAnswersError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}, line {mark.line + 1}" if mark else name
        words = getattr(error, "problem", None) or "it cannot be read"
        raise ImportedAnswersError([InputError(f"Not valid YAML: {words}", where, "Mend it.")]) from None
    answers = found.get("answers") if isinstance(found, dict) else found
    if not isinstance(answers, list):
        raise ImportedAnswersError([InputError("There is no list of answers", name, "Write answers: […].")])
    for number, one in enumerate(answers, 1):
        where = f"{name}, answer {number}"
        if not isinstance(one, dict):
            raise ImportedAnswersError([InputError("An answer is no set of keys", where, "Write keys.")])
        yield where, one


def _csv_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "title" not in (reader.fieldnames or ()):
        todo = f"Columns are: {', '.join(COLUMNS)}."
        raise ImportedAnswersError([InputError("There is no column title", name, todo)])
    try:
        for row in reader:
            where = f"{name}, line {reader.line_num}"
            cells = {key: unguarded(one or "") for key, one in row.items() if isinstance(key, str)}
            facts: dict[str, Any] = dict(cells)
            facts["scenario"] = _scenario(cells.get("scenario", ""))
            for key in ("elements", "talking_points", "checklist"):
                facts[key] = [line for line in cells.get(key, "").splitlines() if line.strip()]
            yield where, facts
    except csv.Error as error:
        where = f"{name}, line {reader.line_num}"
        raise ImportedAnswersError([InputError(f"Not valid CSV: {error}", where, "Mend it.")]) from None


def _scenario(cell: str) -> dict[str, list[str]]:
    found = {}
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        name, _, values = part.partition("=")
        found[name.strip()] = [one.strip() for one in values.split("|") if one.strip()]
    return found


def _content(facts: Mapping[str, Any], where: str) -> AnswerContent:
    problems = [
        InputError(f"Unknown key {key!r}", where, f"Known are: {', '.join(COLUMNS)}.")
        for key in facts
        if key not in (*COLUMNS, "state")
    ]
    texts: dict[str, Any] = {
        key: facts.get(key) or "" for key in ("title", "outline", "email_subject", "email_body")
    }
    lists: dict[str, Any] = {key: facts.get(key) or [] for key in ("elements", "talking_points", "checklist")}
    problems += [
        InputError(f"{key} is no text", where, "Write it in quotes.")
        for key, one in texts.items()
        if not isinstance(one, str)
    ]
    problems += [
        InputError(f"{key} is no list of texts", where, "Write one on each line.")
        for key, one in lists.items()
        if not isinstance(one, list) or not all(isinstance(line, str) for line in one)
    ]
    scenario = facts.get("scenario") or {}
    if not isinstance(scenario, dict) or not all(isinstance(one, list) and one for one in scenario.values()):
        problems.append(
            InputError("scenario is not attributes with values", where, "Write concern: [delivery].")
        )
    if problems:
        raise ImportedAnswersError(problems)
    scenarios = {str(name): tuple(map(str, values)) for name, values in scenario.items()}
    told: dict[str, Any] = {**texts, **{key: tuple(one) for key, one in lists.items()}}
    return AnswerContent(scenario=scenarios, **told)
