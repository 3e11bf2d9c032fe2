"""Whether who hands in evaluations outside of the pages had looked at what machines say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapport.program.audits.plain import Submission
from rapport.program.people.actor import Actor


def with_seen(actor: Actor, submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions, marked where their evaluator was shown drafts, readings or an answer of a review."""
    from rapport.program.reading.selectors import machine_seen_before

    seen = machine_seen_before(actor, ((one.interaction_id, one.evaluator) for one in submissions))
    return [replace(one, machine_seen=(one.interaction_id, one.evaluator) in seen) for one in submissions]
