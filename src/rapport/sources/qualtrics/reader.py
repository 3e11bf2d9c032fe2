"""A CSV of responses: a row of ids, one of questions, one of import ids, then the submissions."""

from __future__ import annotations

from collections.abc import Sequence

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
            columns.append(Column(name, questions[place], (place,)))
    status = header.index("Status") if "Status" in header else None
    facts = {name: header.index(own) for name, own in FACTS.items() if own in header}
    return Shape(
        facts,
        tuple(columns),
        more=2,
        counts=lambda cells: status is None or str(cells[status]).strip().lower() not in TRIED,
    )


QUALTRICS = QuestionnaireReader(
    "qualtrics", lambda head: b"ImportId" in head and b"ResponseId" in head, _shaped
)
