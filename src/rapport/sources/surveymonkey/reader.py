"""A CSV of all responses: questions in the first row, what each of their columns holds in the second."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rapport.sources.rows.questionnaire import Cells, Column, QuestionnaireReader, Shape

FACTS = {"submission_id": "Respondent ID", "answered_at": "End Date", "customer_id": "Custom Data 1"}
OWN = frozenset(
    {
        "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
        "First Name", "Last Name",
    }
)  # fmt: skip
ONE = ("", "response", "open-ended response")
WRITTEN = ("open-ended response", "other (please specify)")
OTHER = "other (please specify)"


def _shaped(header: Sequence[str], first: Sequence[Cells]) -> Shape:
    """A question's first column carries it; columns without a heading of their own go on with it."""
    below = [str(one).strip() for one in first[0]] if first else ["" for _ in header]
    asked, last = [], ""
    for name in header:
        last = last if name.startswith("column ") else name
        asked.append(last)
    places = [
        place for place, name in enumerate(asked) if name not in OWN and not name.startswith("Custom Data")
    ]
    columns: list[Column] = []
    for question, group in groupby(places, key=lambda place: asked[place]):
        columns += _columns(question, list(group), below)
    facts = {name: header.index(own) for name, own in FACTS.items() if own in header}
    return Shape(facts, tuple(columns), more=1, dates="month-first")


def _columns(question: str, places: Sequence[int], below: Sequence[str]) -> list[Column]:
    if len(places) == 1:
        return [Column(question, question, (places[0],), written=below[places[0]].lower() in WRITTEN)]
    written = [place for place in places if below[place].lower() in (*ONE, OTHER)]
    chosen = [place for place in places if place not in written]
    found = [
        Column(f"{question} {below[place]}".strip(), question, (place,), (), below[place].lower() in WRITTEN)
        for place in written
    ]
    if chosen:
        choices = tuple(below[place] for place in chosen)
        found.insert(0, Column(question, question, tuple(chosen), choices))
    return found


SURVEYMONKEY = QuestionnaireReader(
    "surveymonkey", lambda head: b"Respondent ID" in head[:200] and b"Collector ID" in head[:200], _shaped
)
