"""What is known of a contact beside its words: passed on, held, waited, and the contacts before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log1p

import numpy as np
from numpy.typing import NDArray

from rapport.language.annotation import Annotation
from rapport.records.interaction import Interaction

KIND = "effort_fact"
"""The kind of annotation that tells such a fact; its value is how often, or the seconds waited."""
WINDOW_DAYS = 7
CONTACTS, ELSEWHERE, SAME = "before:contacts", "before:other_channel", "before:same_concern"
"""Attributes in which whoever keeps all contacts says how many of this customer's began in the WINDOW_DAYS
before this one: all, on another channel, about the same concern or reason. No file has such names."""
TRANSFERS = ("transfers", "transfer_count", "number_of_transfers", "transferred", "was_transferred")
HOLDS = ("holds", "hold_count", "number_of_holds")
HOLD_S = ("hold_s", "hold_time_s", "hold_seconds", "hold_duration_s", "on_hold_s")
QUEUE_S = ("queue_s", "queue_wait_s", "queue_time_s", "queue_seconds", "time_in_queue_s", "wait_in_queue_s")
REPEAT = ("repeat_contact", "is_repeat_contact", "repeated_contact")
NAMED = (*TRANSFERS, *HOLDS, *HOLD_S, *QUEUE_S, *REPEAT)
"""Names of attributes that are understood, in whatever case and with `-` or a space for `_`."""
LABELS = (
    "transferred", "on_hold", "queued", "contact_before", "same_concern_before", "other_channel_before",
)  # fmt: skip
"""What such annotations are called."""
LONG_QUEUE_S, LONGEST_QUEUE_S = 300.0, 7_200.0
"""From here on a wait is told; beyond, nobody stood in a queue: it is how soon a letter was answered."""
MOST = 1_000_000.0
_YES_NO = {"yes": 1.0, "true": 1.0, "y": 1.0, "no": 0.0, "false": 0.0, "n": 0.0}
COUNTS = (
    "fact transfers", "fact holds", "fact hold minutes", "fact queue minutes", "fact handle minutes",
    "fact contacts before", "fact same concern before", "fact other channel before",
)  # fmt: skip
FACTS = (*COUNTS, *(f"{name} known" for name in COUNTS))
"""The logarithm of each, 0 where it is not known, and whether it is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts and seconds; None where nobody knows."""

    transfers: float | None = None
    holds: float | None = None
    hold_s: float | None = None
    queue_s: float | None = None
    handle_s: float | None = None
    contacts_before: float | None = None
    same_before: float | None = None
    elsewhere_before: float | None = None


def facts_of(interaction: Interaction) -> Facts:
    """What the record knows, and whoever keeps the contacts before it. A source that says that a contact is
    a repeated one is believed where no such contact is kept."""
    given = {spelled(name): text for name, text in interaction.attributes.items()}
    contacts, repeat = _number(given, (CONTACTS,)), _number(given, REPEAT)
    queue = _number(given, QUEUE_S)
    return Facts(
        transfers=_number(given, TRANSFERS),
        holds=_number(given, HOLDS),
        hold_s=_number(given, HOLD_S),
        queue_s=None if queue is None or queue > LONGEST_QUEUE_S else queue,
        handle_s=_handled(interaction),
        contacts_before=repeat if contacts is None else max(contacts, min(repeat or 0.0, 1.0)),
        same_before=_number(given, (SAME,)),
        elsewhere_before=_number(given, (ELSEWHERE,)),
    )


def spelled(name: str) -> str:
    """A name of an attribute as it is compared."""
    return name.lower().replace(" ", "_").replace("-", "_")


def fact_rows(facts: Sequence[Facts]) -> NDArray[np.float64]:
    """One row a contact, one number for each of FACTS."""
    rows = np.zeros((len(facts), len(FACTS)))
    for row, one in zip(rows, facts, strict=True):
        for place, value in enumerate(_values(one)):
            if value is not None:
                row[place], row[len(COUNTS) + place] = log1p(value), 1.0
    return rows


def fact_notes(interaction_id: str, facts: Facts, model: str) -> Iterator[Annotation]:
    """What of it made it hard, one annotation each: known, not judged."""
    values = (
        facts.transfers,
        facts.holds or (1.0 if facts.hold_s else 0.0),
        facts.queue_s if (facts.queue_s or 0.0) >= LONG_QUEUE_S else None,
        facts.contacts_before,
        facts.same_before,
        facts.elsewhere_before,
    )
    for label, value in zip(LABELS, values, strict=True):
        if value:
            yield Annotation(interaction_id, KIND, label, model, value=float(value), probability=1.0)


def told(label: str, value: float | None) -> str:
    """Such an annotation in words: transferred twice, third contact in a week."""
    count = max(1, round(value or 1))
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    if label == "contact_before":
        nth = {1: "second", 2: "third", 3: "fourth", 4: "fifth"}.get(count)
        return f"{nth} contact in a week" if nth else f"{count} contacts in the week before"
    return {
        "transferred": f"transferred {times}",
        "on_hold": f"put on hold {times}",
        "queued": f"waited {max(1, round((value or 0.0) / 60))} min to be served",
        "same_concern_before": f"came {times} in the week before about the same",
        "other_channel_before": f"came {times} in the week before on another channel",
    }.get(label, label.replace("_", " "))


def _values(one: Facts) -> tuple[float | None, ...]:
    minutes = (None if s is None else s / 60 for s in (one.hold_s, one.queue_s, one.handle_s))
    return (one.transfers, one.holds, *minutes, one.contacts_before, one.same_before, one.elsewhere_before)


def _handled(interaction: Interaction) -> float | None:
    begin, end = interaction.started_at, interaction.ended_at
    if begin is None or end is None or end < begin:
        return None
    return (end - begin).total_seconds()


def _number(given: Mapping[str, str], names: Sequence[str]) -> float | None:
    """The first of these that is a count or a time, or yes or no; what is neither is not known."""
    for name in names:
        text = str(given.get(name) or "").strip().lower()
        try:
            value = _YES_NO[text] if text in _YES_NO else float(text)
        except ValueError:
            continue
        if isfinite(value) and value >= 0:
            return min(value, MOST)
    return None
