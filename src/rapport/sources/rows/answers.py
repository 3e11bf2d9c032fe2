"""Survey answers: one row an answer, or one row a submission with a column an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rapport.records import Answer
from rapport.records.answer import ITEM_TYPES
from rapport.sources.errors import RowError
from rapport.sources.layout import Layout
from rapport.sources.rows.items import SCALES, Item, answer_number, answer_value, item_from, type_by_name

Cells = Sequence[Any]


def long_answers(layout: Layout) -> Callable[[Cells, int], Iterable[Answer]]:
    """Each row is one answer: `item` and `value` (or `number` and `text`)."""

    def build(cells: Cells, row: int) -> Iterable[Answer]:
        name = layout.need(cells, "item")
        field = next((each for each in ("value", "number", "text") if _filled(layout, cells, each)), "value")
        value = layout.cell(cells, field)
        item = _item(layout, cells, name, value)
        number, text = answer_value(item, value, layout.where(field))
        if field == "number" and layout.has("text"):
            text = layout.text(cells, "text")
        yield _answer(layout, cells, row, item, number, text)

    return build


def wide_answers(layout: Layout) -> Callable[[Cells, int], Iterable[Answer]]:
    """Each row is a submission; each column named in the mapping's `items` is an answer, open where
    the cell is empty."""
    header = layout.table.header
    items = [
        (header.index(column), column, item_from(column, given))
        for column, given in layout.mapping.items.items()
    ]

    def build(cells: Cells, row: int) -> Iterable[Answer]:
        found = []
        for place, column, item in items:
            value = cells[place] if place < len(cells) else None
            number, text = answer_value(item, value, f"column {column!r}")
            found.append(_answer(layout, cells, row, item, number, text))
        return found

    return build


def _item(layout: Layout, cells: Cells, name: str, value: Any) -> Item:
    kind = layout.name(cells, "item_type")
    kind = kind.lower() if kind else type_by_name(name)
    if kind is None or (kind == "rating" and answer_number(value) is None):
        kind = "text" if answer_number(value) is None else "number"
    if kind not in ITEM_TYPES:
        raise RowError(
            f"Unknown item type {kind!r}", layout.where("item_type"), f"Use one of {', '.join(ITEM_TYPES)}."
        )
    low, high = SCALES.get(kind, (None, None))
    given_low, given_high = layout.number(cells, "scale_min"), layout.number(cells, "scale_max")
    return Item(
        name,
        kind,
        low if given_low is None else given_low,
        high if given_high is None else given_high,
        layout.flag(cells, "higher_is_better", True),
        layout.text(cells, "question"),
    )


def _answer(
    layout: Layout, cells: Cells, row: int, item: Item, number: float | None, text: str | None
) -> Answer:
    submission, given = _submission(layout, cells)
    return Answer(
        answer_id=given or f"{submission}:{item.name}",
        submission_id=submission,
        item=item.name,
        item_type=item.item_type,
        number=number,
        text=text,
        scale_min=item.scale_min,
        scale_max=item.scale_max,
        higher_is_better=item.higher_is_better,
        question=item.question,
        survey=layout.name(cells, "survey"),
        customer_id=layout.name(cells, "customer_id"),
        interaction_id=layout.name(cells, "interaction_id"),
        touchpoint=layout.name(cells, "touchpoint"),
        channel=layout.name(cells, "channel"),
        language=layout.name(cells, "language"),
        answered_at=layout.when(cells, "answered_at", row),
        attributes=layout.attributes(cells),
    )


def _submission(layout: Layout, cells: Cells) -> tuple[str, str | None]:
    """The submission's id (its own, else the answer's, else the interaction's) and the answer's own."""
    given = None if layout.mapping.items else layout.name(cells, "answer_id")
    submission = layout.name(cells, "submission_id") or layout.name(cells, "answer_id")
    submission = submission or layout.name(cells, "interaction_id")
    if submission is None:
        raise RowError(
            "The answer belongs to no submission", layout.where("submission_id"), "Fill the submission's id."
        )
    return submission, given


def _filled(layout: Layout, cells: Cells, field: str) -> bool:
    return layout.cell(cells, field) not in (None, "")
