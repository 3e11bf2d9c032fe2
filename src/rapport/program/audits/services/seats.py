"""Which place of which sample an evaluation fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.errors import AuditError, NotAssignedError
from rapport.program.audits.models import (
    Assignment,
    CriteriaVersion,
    Evaluation,
    Evaluator,
    Sample,
    SampledInteraction,
)
from rapport.program.audits.plain import Submission
from rapport.program.audits.services.evaluators import may_submit
from rapport.program.people.actor import Actor

AT_ONCE = 400


@dataclass(frozen=True)
class Seat:
    """A sampled interaction as an evaluation records it."""

    sampled: int
    sample: str
    stratum: str
    probability: float
    open_to_all: bool
    agent_id: str | None = None
    team: str | None = None


def seats_find(criteria: CriteriaVersion, submissions: Sequence[Submission]) -> list[Seat | None]:
    """For each submission its place in a sample, or None outside any sample.

    Only live evaluations fill places. Without a sample named, the newest sample scored by these
    criteria in which the evaluator was assigned the interaction (or which is open to all) is meant.

    Raises AuditError for an unknown sample, NotAssignedError where a named sample did not ask this.
    """
    seats = _looked_up(str(criteria), submissions)
    for seat in seats:
        if isinstance(seat, AuditError):
            raise seat
    return [seat for seat in seats if not isinstance(seat, AuditError)]


def seats_refused(
    actor: Actor, criteria: Criteria, submissions: Sequence[Submission]
) -> list[AuditError | None]:
    """For each submission why its sample does not want it, or None where nothing speaks against it."""
    may_submit(actor)
    seats = _looked_up(criteria.definition, submissions)
    return [seat if isinstance(seat, AuditError) else None for seat in seats]


def _looked_up(definition: str, submissions: Sequence[Submission]) -> list[Seat | AuditError | None]:
    named = {one.sample for one in submissions if one.sample}
    known = {
        sample.slug: str(sample.criteria) if sample.criteria else None
        for sample in Sample.objects.filter(slug__in=named).select_related("criteria")
    }
    found: list[Seat | AuditError | None] = []
    for start in range(0, len(submissions), AT_ONCE):
        part = submissions[start : start + AT_ONCE]
        places = _places({one.interaction_id for one in part}, definition)
        found += [
            _wrong_sample(one, known, definition) or _seat(one, places.get(one.interaction_id, []))
            for one in part
        ]
    return found


def _wrong_sample(submission: Submission, known: dict[str, str | None], definition: str) -> AuditError | None:
    name, where = submission.sample, submission.where
    if name is None:
        return None
    if name not in known:
        return AuditError(f"There is no sample named {name!r}", where, "Look at the name again.")
    if known[name] not in (None, definition):
        what = f"Sample {name} is scored by {known[name]}, not by {definition}"
        return AuditError(what, where, "Pass the criteria the sample was drawn for.")
    return None


def _places(interactions: set[str], definition: str) -> dict[str, list[tuple[Seat, set[str]]]]:
    """Newest first: the sampled places of each interaction, with the evaluators asked."""
    rows = (
        SampledInteraction.objects.filter(interaction_id__in=interactions, left_at=None)
        .select_related("stratum", "sample__criteria")
        .prefetch_related("assignments__evaluator")
        .order_by("-sample__created_at", "-id")
    )
    found: dict[str, list[tuple[Seat, set[str]]]] = {}
    for row in rows:
        if row.sample.criteria is not None and str(row.sample.criteria) != definition:
            continue
        seat = Seat(
            row.pk,
            row.sample_id,
            row.stratum.label,
            row.inclusion_probability,
            row.sample.open_to_all,
            row.agent_id,
            row.team,
        )
        asked = {one.evaluator.name for one in row.assignments.all() if one.state in Assignment.STANDING}
        found.setdefault(row.interaction_id, []).append((seat, asked))
    return found


def _seat(submission: Submission, places: list[tuple[Seat, set[str]]]) -> Seat | AuditError | None:
    if submission.purpose != "live":
        return None
    for seat, asked in places:
        if submission.sample not in (None, seat.sample):
            continue
        if seat.open_to_all or submission.evaluator in asked:
            return seat
    if submission.sample:
        return NotAssignedError(
            f"{submission.evaluator} was not asked to score interaction {submission.interaction_id}",
            submission.where,
            f"Sample {submission.sample} assigns it to somebody else; leave the sample's scores to them.",
        )
    return None


def seats_take(taken: Sequence[tuple[Seat, Evaluator]]) -> None:
    """Marks assignments as done; in a sample open to all, whoever scored takes the next free one."""
    for seat, evaluator in taken:
        open_ones = Assignment.objects.filter(sampled_id=seat.sampled, state=Assignment.OPEN).order_by(
            "ordinal"
        )
        mine = open_ones.filter(evaluator=evaluator).first() or (
            open_ones.filter(claimed_at=None).first() if seat.open_to_all else None
        )
        if mine is not None:
            mine.evaluator, mine.state, mine.ended_at = evaluator, Assignment.DONE, timezone.now()
            mine.save(update_fields=["evaluator", "state", "ended_at"])


def seats_free(evaluation: Evaluation) -> None:
    """Asks the evaluator of a withdrawn evaluation for it again, where its place is still theirs."""
    Assignment.objects.filter(
        sampled__sample_id=evaluation.sample_id,
        sampled__interaction_id=evaluation.interaction_id,
        sampled__left_at=None,
        evaluator=evaluation.evaluator,
        state=Assignment.DONE,
    ).update(state=Assignment.OPEN, ended_at=None)
