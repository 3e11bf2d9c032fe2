"""Feedback records as answers: each is one answer to one field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.records import Answer
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.documents import read_documents
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item, Record
from rapport.sources.json_keys import flat, has_keys, text_or_none, when

_TYPES = {
    "nps": "nps", "csat": "csat", "ces": "ces", "rating": "rating", "number": "number", "text": "text",
    "categorical": "single_choice", "boolean": "single_choice", "date": "date",
}  # fmt: skip
_SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "boolean": (0.0, 1.0)}
_NUMERIC = frozenset({"nps", "csat", "ces", "rating", "number"})
_KEPT = ("source_type", "source_id", "field_group_id", "field_group_label", "value_id", "sentiment",
         "sentiment_score", "emotion", "tenant_id")  # fmt: skip


@dataclass(frozen=True)
class FormbricksReader:
    """Reads feedback records: one JSON object a line, an array, or API pages."""

    name: str = "formbricks"
    extensions: tuple[str, ...] = (".json", ".jsonl")
    kinds: frozenset[str] = frozenset({"answers"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is: the records name a field and its type."""
        return 0.9 if has_keys(head, "field_id", "field_type") else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The answers."""

        def build(given: dict[str, Any], page: dict[str, Any], row: int) -> Iterable[Record]:
            return [_answer(given, context, row)]

        return read_documents(file, context, ("data",), build)


def _answer(given: dict[str, Any], context: Context, row: int) -> Answer:
    kind = given.get("field_type")
    if kind not in _TYPES:
        raise RowError(f"Unknown field type {kind!r}", "key 'field_type'", f"Known are: {', '.join(_TYPES)}.")
    field = text_or_none(given.get("field_id"))
    if field is None:
        raise RowError("The record names no field", "key 'field_id'", "Export records with their field_id.")
    submission = text_or_none(given.get("submission_id") or given.get("response_id") or given.get("id"))
    if submission is None:
        raise RowError("The record has no id", "key 'id'", "Export records with their id or submission_id.")
    dates = Dates("collected_at", context.zone)
    number, text = _value(given, str(kind), dates, row)
    low, high = _scale(given, str(kind), field, context)
    if number is not None and low is not None and high is not None and not low <= number <= high:
        raise RowError(
            f"{number:g} is outside the scale {low:g} to {high:g}",
            f"field {field!r}",
            f"Say its scale in the mapping file: "
            f"items: {{{field!r}: {{scale_min: {low:g}, scale_max: {number:g}}}}}.",
        )
    filling = context.filling
    return Answer(
        answer_id=text_or_none(given.get("id")) or f"{submission}:{field}",
        submission_id=submission,
        item=field,
        item_type=_TYPES[str(kind)],
        number=number,
        text=text,
        scale_min=low,
        scale_max=high,
        question=text_or_none(given.get("field_label")),
        survey=text_or_none(given.get("source_name") or given.get("source_id")) or filling.get("survey"),
        customer_id=text_or_none(given.get("user_id") or given.get("user_identifier")),
        interaction_id=text_or_none((given.get("metadata") or {}).get("interaction_id")),
        touchpoint=filling.get("touchpoint"),
        channel=filling.get("channel"),
        language=text_or_none(given.get("language")) or filling.get("language"),
        answered_at=when(dates, given.get("collected_at") or given.get("created_at"), row),
        attributes=_attributes(given),
    )


def _value(given: dict[str, Any], kind: str, dates: Dates, row: int) -> tuple[float | None, str | None]:
    """The answer as number and text; both None when the field was left open."""
    if kind in _NUMERIC:
        value = given.get("value_number")
        if value is None and given.get("value_text") not in (None, ""):
            raise RowError(
                f"A {kind} answer is not a number: {str(given['value_text'])[:60]!r}",
                "key 'value_number'",
                "Export the number, or give the field the type text.",
            )
        return (None if value is None else float(value)), None
    if kind == "boolean":
        value = given.get("value_boolean")
        return (None, None) if value is None else (float(bool(value)), "yes" if value else "no")
    if kind == "date":
        at = when(dates, given.get("value_date"), row)
        return None, at.isoformat() if at else None
    return None, text_or_none(given.get("value_text"))


def _scale(
    given: dict[str, Any], kind: str, field: str, context: Context
) -> tuple[float | None, float | None]:
    """The field's scale: as the mapping says, else the record's own metadata, else its type's."""
    low, high = _SCALES.get(kind, (None, None))
    for said in (
        given.get("metadata") or {},
        (context.mapping.items if context.mapping else {}).get(field, {}),
    ):
        low = low if said.get("scale_min") is None else float(said["scale_min"])
        high = high if said.get("scale_max") is None else float(said["scale_max"])
    return low, high


def _attributes(given: dict[str, Any]) -> dict[str, str]:
    found = {key: str(given[key]) for key in _KEPT if given.get(key) not in (None, "")}
    if given.get("topics"):
        found["topics"] = ", ".join(map(str, given["topics"]))
    found.update(flat("", given.get("metadata")))
    return found


FORMBRICKS = FormbricksReader()
