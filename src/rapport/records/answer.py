"""One item of one submission of a survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

ITEM_TYPES = (
    "nps", "csat", "ces", "psat", "rating", "single_choice", "multiple_choice", "text", "number", "date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """A customer's answer to one item.

    `number` holds numeric answers (a yes/no item: 1 or 0), `text` everything else; both None means
    the item was shown and left open. `scale_min`..`scale_max` is the item's own scale,
    `higher_is_better` its direction. `item` names the item; an item `importance.<name>` says how
    important a factor, element or component of the criteria is to this customer.
    """

    answer_id: str
    submission_id: str
    item: str
    item_type: str
    number: float | None = None
    text: str | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    higher_is_better: bool = True
    question: str | None = None
    survey: str | None = None
    customer_id: str | None = None
    interaction_id: str | None = None
    touchpoint: str | None = None
    channel: str | None = None
    language: str | None = None
    answered_at: datetime | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
