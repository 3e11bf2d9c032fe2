"""A CSV of responses, headed by question codes: `Q1`, and `Q2[SQ001]` for each choice of several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.sources.rows.questionnaire import Cells, Column, QuestionnaireReader, Shape

FACTS = {
    "submission_id": "id",
    "answered_at": "submitdate",
    "customer_id": "token",
    "language": "startlanguage",
}
OWN = frozenset(
    {
        "id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr",
        "refurl",
    }
)  # fmt: skip
PART = re.compile(r"(?P<question>[^\[\]]+)\[(?P<part>[^\[\]]+)\](?P<more>\[.*)?")
TICKED = ("", "y", "n", "yes", "no")


def _shaped(header: Sequence[str], first: Sequence[Cells]) -> Shape:
    columns: list[Column] = []
    for place, name in enumerate(header):
        if name in OWN or name.endswith("Time") or name == "interviewtime":
            continue
        match = PART.fullmatch(name)
        if match is None or match["more"] or match["part"] == "other" or not _ticked(first, place):
            columns.append(Column(name, "", (place,)))
        elif columns and columns[-1].choices and columns[-1].name == match["question"]:
            last = columns.pop()
            columns.append(Column(last.name, "", (*last.places, place), (*last.choices, match["part"])))
        else:
            columns.append(Column(match["question"], "", (place,), (match["part"],)))
    facts = {name: header.index(own) for name, own in FACTS.items() if own in header}
    when = facts.get("answered_at")
    return Shape(facts, tuple(columns), counts=lambda cells: when is None or bool(str(cells[when]).strip()))


def _ticked(first: Sequence[Cells], place: int) -> bool:
    """Whether the cells say yes or no: an array of scales has numbers there."""
    return all(str(cells[place]).strip().lower() in TICKED for cells in first)


LIMESURVEY = QuestionnaireReader(
    "limesurvey",
    lambda head: all(word in head[:400] for word in (b"submitdate", b"lastpage", b"startlanguage")),
    _shaped,
)
