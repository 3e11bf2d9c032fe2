"""Rows of customers, events and indicators: one record each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any

from rapport.records import Customer, Event, Indicator
from rapport.sources.errors import RowError
from rapport.sources.layout import Layout

Cells = Sequence[Any]


def customers(layout: Layout) -> Callable[[Cells, int], Iterable[Customer]]:
    """Each row is a customer, with the account it belongs to."""

    def build(cells: Cells, row: int) -> Iterable[Customer]:
        yield Customer(
            customer_id=layout.need(cells, "customer_id"),
            name=layout.text(cells, "name"),
            email=layout.text(cells, "email"),
            phone=layout.text(cells, "phone"),
            address=layout.text(cells, "address"),
            account_id=layout.name(cells, "account_id"),
            account_name=layout.text(cells, "account_name"),
            segment=layout.name(cells, "segment"),
            language=layout.name(cells, "language"),
            joined_at=layout.when(cells, "joined_at", row),
            value=layout.number(cells, "value"),
            currency=layout.name(cells, "currency"),
            attributes=layout.attributes(cells),
        )

    return build


def events(layout: Layout) -> Callable[[Cells, int], Iterable[Event]]:
    """Each row is something that happened. Without an id of its own, its content is its id."""

    def build(cells: Cells, row: int) -> Iterable[Event]:
        yield Event(
            event_id=layout.name(cells, "event_id") or content_id(cells),
            kind=layout.need(cells, "kind"),
            at=layout.when(cells, "at", row),
            customer_id=layout.name(cells, "customer_id"),
            interaction_id=layout.name(cells, "interaction_id"),
            value=layout.number(cells, "value"),
            unit=layout.name(cells, "unit"),
            attributes=layout.attributes(cells),
        )

    return build


def indicators(layout: Layout) -> Callable[[Cells, int], Iterable[Indicator]]:
    """Each row is what an indicator was at a time. Without an id of its own, its name, site and time
    are its id, so that a later figure replaces the earlier one."""

    def build(cells: Cells, row: int) -> Iterable[Indicator]:
        at, value = layout.when(cells, "at", row), layout.number(cells, "value")
        for field, found in (("at", at), ("value", value)):
            if found is None:
                raise RowError(f"The {field} is empty", layout.where(field), "Fill it, or leave the row out.")
        name, about = layout.need(cells, "name"), layout.name(cells, "about")
        yield Indicator(
            indicator_id=layout.name(cells, "indicator_id") or content_id((name, about, at)),
            name=name,
            at=at,  # type: ignore[arg-type]
            value=value,  # type: ignore[arg-type]
            unit=layout.name(cells, "unit"),
            about=about,
            attributes=layout.attributes(cells),
        )

    return build


def content_id(cells: Cells) -> str:
    """An id that is the same exactly when the cells are."""
    text = "\x1f".join("" if cell is None else str(cell) for cell in cells)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
