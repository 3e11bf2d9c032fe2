"""Rows as the plain data that other rooms see."""

from __future__ import annotations

from typing import Any

from rapport.program.scoring.models import Draft as DraftRow
from rapport.program.scoring.models import Recording as RecordingRow
from rapport.program.scoring.notes import notes_from_json
from rapport.program.scoring.plain import Draft, Facts, Recording


def plain_draft(row: DraftRow) -> Draft:
    """A draft as other rooms see it."""
    return Draft(
        key=row.work,
        interaction_id=row.interaction_id,
        definition=row.definition,
        state=row.state,
        notes=notes_from_json(row.notes),
        version=row.version,
        window=row.window,
        step=row.step,
        seconds=row.seconds,
        facts=facts_from_json(row.facts) if row.facts else None,
        evaluation=str(row.evaluation) if row.evaluation else None,
        submitted_at=row.submitted_at,
        updated_at=row.updated_at,
        number=row.pk,
        reason=row.reason,
    )


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """`facts_from_json` reads it back."""
    return {
        "attributes": dict(facts.attributes),
        "importance": dict(facts.importance) if facts.importance is not None else None,
        "segment": dict(facts.segment_importance) if facts.segment_importance is not None else None,
        "lengths": list(facts.lengths),
        "mark": facts.mark,
    }


def facts_from_json(given: dict[str, Any]) -> Facts:
    """The facts a draft was begun with."""
    return Facts(
        given["attributes"], given["importance"], given["segment"], tuple(given["lengths"]), given["mark"]
    )


def plain_recording(row: RecordingRow) -> Recording:
    """A recording as other rooms see it; its path is relative to the home's folder of recordings."""
    silences = None if row.silences is None else tuple((start, end) for start, end in row.silences)
    return Recording(
        str(row.pk),
        row.interaction_id,
        row.kind,
        row.size,
        f"{row.pk}.{row.kind}",
        row.duration_s,
        silences,
        row.added_at,
    )
