"""The columns of the sheet, and where in the readings each comes from.

What a reader says of an interaction as a whole is one column (`effort`, `ending`); what it notes in the
turns is a list of the labels that occur (`effort_cues`, `behaviours`). NULL: the reader has not read the
interaction. Labels of concerns are as they were given: `Taxonomy.follow` says what they are called today.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapport.language.concerns.model import OTHER
from rapport.language.experience.facts import KIND
from rapport.records.annotation import CANNOT_TELL
from rapport.warehouse.served import SERVED
from rapport.work.annotating.before import FRAME

FORMAT = 4
"""Another number: every sheet is made anew."""


@dataclass(frozen=True)
class Column:
    """A column of the sheet: of which reader, and its expression over that reader's `annotations`."""

    name: str
    reader: str
    sql: str


def _whole(kind: str, part: str) -> str:
    """Of the annotation of the interaction as a whole."""
    return f"list_filter(annotations, lambda one: one.kind = '{kind}' AND one.turn IS NULL)[1].{part}"


def _once(kind: str, part: str) -> str:
    """Of an annotation that is given once, wherever its words stand."""
    return f"list_filter(annotations, lambda one: one.kind = '{kind}')[1].{part}"


def _labels(kind: str, turns: bool = True) -> str:
    """The labels that occur in the turns, each once."""
    where = f"one.kind = '{kind}'" + (" AND one.turn IS NOT NULL" if turns else "")
    return (
        f"list_sort(list_distinct(list_transform(list_filter(annotations, lambda one: {where} "
        f"AND one.label <> '{CANNOT_TELL}'), lambda one: one.label)))"
    )


COLUMNS = (
    Column("stated", "concerns", _once("concern_stated", "label")),
    Column("stated_p", "concerns", _once("concern_stated", "probability")),
    Column("actual", "concerns", _once("concern_actual", "label")),
    Column("actual_p", "concerns", _once("concern_actual", "probability")),
    Column("every", "concerns", _labels("concern", turns=False)),
    Column("effort", "service", _whole("effort", "value")),
    Column("effort_label", "service", _whole("effort", "label")),
    Column("effort_p", "service", _whole("effort", "probability")),
    Column("satisfaction", "service", _whole("satisfaction", "value")),
    Column("satisfaction_label", "service", _whole("satisfaction", "label")),
    Column("resolved", "service", _whole("resolved", "label")),
    Column("resolved_p", "service", _whole("resolved", "value")),
    Column("effort_cues", "service", f"list_sort(list_concat({_labels('effort')}, {_labels(KIND, False)}))"),
    Column("satisfaction_cues", "service", _labels("satisfaction")),
    Column("resolved_cues", "service", _labels("resolved")),
    Column("behaviours", "service", _labels("behaviour")),
    Column("impact", "feelings", _whole("impact", "value")),
    Column("course", "feelings", _whole("course", "label")),
    Column("turns_of_course", "feelings", _labels("course")),
    Column("ending", "feelings", _whole("ending", "value")),
    Column("customer_mood", "feelings", _whole("customer_mood", "value")),
    Column("agent_mood", "feelings", _whole("agent_mood", "value")),
    Column("emotions", "feelings", _labels("emotion")),
    Column("threats", "feelings", _labels("escalation")),
)
READERS = tuple(dict.fromkeys(one.reader for one in COLUMNS))
"""Readers with columns of their own; the scores of any other (kind `element`) are in `elements`."""
ELEMENTS = (
    "list_transform(list_filter(annotations, lambda one: one.kind = 'element'), "
    "lambda one: {'said_by': one.model, 'element': one.label, 'value': one.value})"
)
LANGUAGE = _whole("language", "label")
SAME_BEFORE = f"""CASE WHEN f.customer_id <> '' AND f.started_at IS NOT NULL
    AND actual NOT IN ('{CANNOT_TELL}', '{OTHER}')
    THEN count(*) OVER (PARTITION BY f.customer_id, actual {FRAME}) END AS same_concern_before"""
"""How many contacts of the same customer, begun in the week before, were read as about the same."""
CAME_BEFORE = """CASE WHEN same_concern_before > 0 AND NOT list_contains(effort_cues, 'same_concern_before')
    THEN list_sort(list_append(effort_cues, 'same_concern_before')) ELSE effort_cues END AS effort_cues"""
"""A sign of effort that only shows once concerns are read, whatever code the agents chose."""

FACTS = (
    "interaction_id", "customer_id", "agent_id", "team", "channel", "touchpoint", "started_at",
    "concern AS given", "reason_code", "attributes['reason'] AS reason", "eligible", "turn_count", "handle_s",
    "longest_wait_s",
)  # fmt: skip


def facts(zone: str) -> str:
    """Every interaction with a customer, its facts, its day by the home's clock, its customer's segment."""
    day = f"CAST(i.started_at AT TIME ZONE '{zone}' AS DATE) AS day"
    return (
        f"SELECT i.*, {day}, c.segment FROM (SELECT {', '.join(FACTS)} FROM interactions WHERE {SERVED}) i "
        "LEFT JOIN (SELECT customer_id, segment FROM customers) c ON c.customer_id = i.customer_id"
    )


def packed(part: str) -> str:
    """What the sheet takes of the readings in a file, read once and kept beside it. `part` is SQL."""
    own = (f"CASE WHEN reader = '{one.reader}' THEN {one.sql} END AS {one.name}" for one in COLUMNS)
    return (
        "SELECT interaction_id, reader, array_to_string(models, '+') AS said_by, "
        f"{', '.join(own)}, {ELEMENTS} AS elements, {LANGUAGE} AS language FROM {part}"
    )


def sheet(zone: str, packs: str) -> str:
    """The whole sheet, in the order of time. `packs` is SQL: all that was packed."""
    chosen, joins = [], []
    for place, reader in enumerate(READERS):
        names = [one.name for one in COLUMNS if one.reader == reader]
        chosen += [f"r{place}.said_by AS {reader}_by", *(f"r{place}.{name}" for name in names)]
        rows = f"SELECT interaction_id, said_by, {', '.join(names)} FROM {packs} WHERE reader = '{reader}'"
        joins.append(f"LEFT JOIN ({rows}) r{place} ON r{place}.interaction_id = f.interaction_id")
    more = (
        "SELECT interaction_id, flatten(list(elements)) AS elements, max(language) AS language "
        f"FROM {packs} WHERE len(elements) > 0 OR language IS NOT NULL GROUP BY interaction_id"
    )
    return (
        f"SELECT * REPLACE ({CAME_BEFORE}) FROM (SELECT f.*, {', '.join(chosen)}, {SAME_BEFORE}, "
        f"more.elements, more.language AS language_read FROM ({facts(zone)}) f {' '.join(joins)} "
        f"LEFT JOIN ({more}) more ON more.interaction_id = f.interaction_id) "
        "ORDER BY started_at, interaction_id"
    )
