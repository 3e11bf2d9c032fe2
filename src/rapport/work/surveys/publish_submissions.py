"""Carry submissions into the warehouse, where everybody finds them as answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from rapport.home import Home
from rapport.program.setup import connect
from rapport.records import Answer
from rapport.redaction import Redactor
from rapport.warehouse import Warehouse
from rapport.work.progress import Progress, Silent
from rapport.work.surveys.as_answers import answers_of

AT_ONCE = 2_000
"""Submissions of one write."""
NAMES = "SELECT customer_id, name FROM customers WHERE name IS NOT NULL AND customer_id IN (SELECT unnest(?))"


def publish_submissions(home: Home, progress: Progress | None = None) -> int:
    """Carries every complete submission → how many.

    They are read while the warehouse's writer is held and marked once it has committed: a process that dies
    in between carries them again, which changes nothing.
    """
    connect(home)
    from rapport.program.surveys.selectors.submissions import submissions_due, submissions_waiting

    progress, done = progress or Silent(), 0
    if not submissions_due():
        return 0
    progress.stage("Publishing submissions")
    while carried := _carry(home, lambda: submissions_waiting(AT_ONCE), progress):
        done += carried
    return done


def publish_what_is_left(home: Home, now: datetime | None = None) -> int:
    """Carries what was begun and can be gone on with no more, as partial, and marks invitations whose form
    was begun → how many were carried."""
    connect(home)
    from rapport.program.surveys.selectors.submissions import submissions_left
    from rapport.program.surveys.services.carried import invitations_started

    while invitations_started():
        pass
    at, done = now or datetime.now(UTC), 0
    if not submissions_left(at, 1):
        return 0
    while carried := _carry(home, lambda: submissions_left(at, AT_ONCE), Silent()):
        done += carried
    return done


def _carry(home: Home, read: Any, progress: Progress) -> int:
    """One write: what `read` gives, until it gives nothing."""
    from rapport.program.surveys.services.carried import submissions_carried

    warehouse = Warehouse(home.warehouse_path)
    with warehouse.write() as writer:
        waiting = read()
        if not waiting:
            return 0
        names = _names(warehouse, sorted({one.customer_id for one in waiting if one.customer_id}))
        writer.upsert("answers", _answers(home, waiting, names, progress))
    submissions_carried([one.key for one in waiting], [_told(one) for one in waiting if one.completed_at])
    return len(waiting)


def _answers(
    home: Home, waiting: Sequence[Any], names: Mapping[str, str], progress: Progress
) -> Iterator[Answer]:
    from rapport.program.surveys.selectors.answering import answerable

    redactor = Redactor(home.settings.redaction)
    for one in waiting:
        version = answerable(one.version)
        if version is not None:
            yield from answers_of(one, version, partial(_redacted, redactor, names.get(one.customer_id)))
        progress.advance()


def _redacted(redactor: Redactor, name: str | None, record: Answer) -> Answer:
    return redactor.answer(record, (name,) if name else ())[0]


def _names(warehouse: Warehouse, customers: list[str]) -> dict[str, str]:
    """What these customers are called, so that it is found in what they wrote."""
    if not customers or warehouse.data_version == 0:
        return {}
    with warehouse.snapshot() as snapshot:
        return {one["customer_id"]: one["name"] for one in snapshot.sql(NAMES, [customers]).to_pylist()}


def _told(one: Any) -> tuple[dict[str, Any], str | None]:
    """What webhooks hear of it: no word of the customer's."""
    from rapport.program.surveys.selectors.answering import answerable

    version = answerable(one.version)
    said = {
        "submission": one.key,
        "survey": version.definition if version else "",
        "interaction": one.interaction_id or None,
        "touchpoint": one.touchpoint or None,
        "channel": one.channel,
        "completed_at": one.completed_at.isoformat(),
    }
    return said, one.interaction_id or None
