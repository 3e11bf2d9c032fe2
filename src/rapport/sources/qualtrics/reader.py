"""A CSV of responses: a row of ids, one of questions, one of import ids, then the submissions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.sources.rows.questionnaire import Cells, Column, QuestionnaireReader, Shape

FACTS = {
    "submission_id": "ResponseId",
    "answered_at": "RecordedDate",
    "customer_id": "ExternalReference",
    "language": "UserLanguage",
}
OWN = frozenset(
    {
        "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished",
        "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail",
        "ExternalReference", "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
    }
)  # fmt: skip
CHOICE = " - Selected Choice - "
UNFINISHED = ("false", "0")
TRIED = ("1", "survey preview", "2", "survey test")
"""Of the column Status: rows that nobody but the writers of the survey filled in."""


def _shaped(header: Sequence[str], first: Sequence[Cells]) -> Shape:
    questions = [str(one) for one in first[0]] if first else ["" for _ in header]
    columns: list[Column] = []
    for place, name in enumerate(header):
        if name in OWN:
            continue
        question, is_choice, choice = questions[place].partition(CHOICE)
        stem = name.rpartition("_")[0]
        if is_choice and stem and choice:
            if columns and columns[-1].name == stem:
                last = columns.pop()
                columns.append(Column(stem, question, (*last.places, place), (*last.choices, choice.strip())))
            else:
                columns.append(Column(stem, question, (place,), (choice.strip(),)))
        else:
            columns.append(Column(name, questions[place], (place,), written=name.endswith("_TEXT")))
    status = header.index("Status") if "Status" in header else None
    facts = {name: header.index(own) for name, own in FACTS.items() if own in header}
    return Shape(
        facts,
        tuple(columns),
        more=2,
        counts=lambda cells: status is None or str(cells[status]).strip().lower() not in TRIED,
        attributes=dict(_attributes(header)),
        zone=_zone(header, first),
    )


def _attributes(header: Sequence[str]) -> Iterator[tuple[str, Callable[[Cells], str]]]:
    """What tells of forms not finished, and of those filled in far too fast."""
    if "Finished" in header:
        done = header.index("Finished")
        yield "status", lambda cells: "partial" if str(cells[done]).strip().lower() in UNFINISHED else ""
    if "Duration (in seconds)" in header:
        took = header.index("Duration (in seconds)")
        yield "seconds", lambda cells: str(cells[took] or "").strip()


def _zone(header: Sequence[str], first: Sequence[Cells]) -> str | None:
    """The zone of its clocks, as the third row of headings names it."""
    if "RecordedDate" not in header or len(first) < 2:
        return None
    cell = str(first[1][header.index("RecordedDate")])
    try:
        named = json.loads(cell).get("timeZone")
        return ZoneInfo(named).key if named else None
    except (ValueError, AttributeError, TypeError, OSError, ZoneInfoNotFoundError):
        return None


QUALTRICS = QuestionnaireReader(
    "qualtrics", lambda head: b"ImportId" in head and b"ResponseId" in head, _shaped
)
