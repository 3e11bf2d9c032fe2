"""Carries cases into the warehouse: as events that findings can split, and as measurements of customers.

What a case no longer says, because it was taken up again, made part of another or erased, is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rapport.findings.questions.case_counts import CAUSE_PATH, path_of
from rapport.records import Event, Measurement

if TYPE_CHECKING:
    from rapport.program.cases.selectors.published import PublishedCase

DEFINITION = "cases@1"
EVENTS = ("opened", "closed")
MEASURED = ("recovered", "time_to_resolution_s", "time_to_first_touch_s")


def publish_cases(writer: Any, ids: Sequence[str]) -> None:
    """Brings what the warehouse keeps of these cases up to date, with the writer of a commit."""
    from rapport.program.cases.selectors.published import cases_published

    found = list(cases_published(ids))
    events = [event for one in found for event in _events(one)]
    measured = [value for one in found for value in _measured(one)]
    gone = {f"case:{case}:{name}" for case in ids for name in EVENTS} - {one.event_id for one in events}
    past = {f"case:{case}:{name}" for case in ids for name in MEASURED} - {one.key for one in measured}
    writer.delete("events", "event_id", gone)
    writer.delete("measurements", "key", past)
    writer.upsert("events", events)
    writer.upsert("measurements", measured)


def _events(one: PublishedCase) -> Iterator[Event]:
    if not one.shown:
        return
    said = {
        "case_kind": one.kind,
        "urgency": one.urgency,
        "team": one.team,
        "channel": one.channel,
        "concern": one.concern,
        "agent_id": one.agent_id,
    }
    about = (one.customer_id, one.interaction_id)
    yield Event(f"case:{one.id}:opened", "case_opened", one.opened_at, *about, attributes=_known(said))
    if one.closed_at is None:
        return
    said |= {
        "resolution": one.resolution,
        "root_cause": one.causes[-1] if one.causes else None,
        "top_cause": one.causes[0] if one.causes else None,
        CAUSE_PATH: path_of(one.causes),
        "justified": _word(one.justified),
        "recovered": _word(one.recovered),
        "in_time": _word(one.in_time),
    }
    yield Event(
        f"case:{one.id}:closed",
        "case_closed",
        one.closed_at,
        *about,
        value=one.resolution_s,
        unit="business seconds",
        attributes=_known(said),
    )


def _measured(one: PublishedCase) -> Iterator[Measurement]:
    if not one.shown or one.customer_id is None:
        return
    values = {
        "recovered": (None if one.recovered is None else float(one.recovered), one.recovery_at, "survey"),
        "time_to_resolution_s": (one.resolution_s, one.closed_at, "operational"),
        "time_to_first_touch_s": (one.touch_s, one.closed_at or one.opened_at, "operational"),
    }
    for metric, (value, at, source) in values.items():
        if value is None or at is None:
            continue
        yield Measurement(
            key=f"case:{one.id}:{metric}",
            subject_kind="customer",
            subject_id=one.customer_id,
            metric=metric,
            value=value,
            source=source,
            by="cases",
            definition=DEFINITION,
            measured_at=at,
            scale_min=0.0,
            scale_max=1.0 if metric == "recovered" else None,
            higher_is_better=metric == "recovered",
        )


def _known(said: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _word(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"
