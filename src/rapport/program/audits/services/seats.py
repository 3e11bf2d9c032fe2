"""Which place of which sample an evaluation fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.program.audits.errors import AuditError, NotAssignedError
from rapport.program.audits.models import (
    Assignment,
    CriteriaVersion,
    Evaluator,
    Sample,
    SampledInteraction,
)
from rapport.program.audits.plain import Submission


@dataclass(frozen=True)
class Seat:
    """A sampled interaction as an evaluation records it."""

    sampled: int
    sample: str
    stratum: str
    probability: float
    open_to_all: bool


def seats_find(criteria: CriteriaVersion, submissions: Sequence[Submission]) -> list[Seat | None]:
    """For each submission its place in a sample, or None outside any sample.

    Only live evaluations fill places. Without a sample named, the newest sample scored by these
    criteria in which the evaluator was assigned the interaction (or which is open to all) is meant.

    Raises AuditError for an unknown sample, NotAssignedError where a named sample did not ask this.
    """
    named = {one.sample for one in submissions if one.sample}
    known = {
        sample.slug: sample for sample in Sample.objects.filter(slug__in=named).select_related("criteria")
    }
    for one in submissions:
        if one.sample and one.sample not in known:
            raise AuditError(f"There is no sample named {one.sample!r}", one.where, "See: rapport sample.")
        if one.sample and known[one.sample].criteria not in (None, criteria):
            raise AuditError(
                f"Sample {one.sample} is scored by {known[one.sample].criteria}, not by {criteria}",
                one.where,
                "Pass the criteria the sample was drawn for.",
            )
    places = _places({one.interaction_id for one in submissions}, criteria)
    return [_seat(one, places.get(one.interaction_id, [])) for one in submissions]


def _places(interactions: set[str], criteria: CriteriaVersion) -> dict[str, list[tuple[Seat, set[str]]]]:
    """Newest first: the sampled places of each interaction, with the evaluators asked."""
    rows = (
        SampledInteraction.objects.filter(interaction_id__in=interactions)
        .select_related("stratum", "sample")
        .prefetch_related("assignments__evaluator")
        .order_by("-sample__created_at", "-id")
    )
    found: dict[str, list[tuple[Seat, set[str]]]] = {}
    for row in rows:
        if row.sample.criteria_id not in (None, criteria.pk):
            continue
        seat = Seat(
            row.pk, row.sample_id, row.stratum.label, row.inclusion_probability, row.sample.open_to_all
        )
        asked = {assignment.evaluator.name for assignment in row.assignments.all()}
        found.setdefault(row.interaction_id, []).append((seat, asked))
    return found


def _seat(submission: Submission, places: list[tuple[Seat, set[str]]]) -> Seat | None:
    if submission.purpose != "live":
        return None
    for seat, asked in places:
        if submission.sample not in (None, seat.sample):
            continue
        if seat.open_to_all or submission.evaluator in asked:
            return seat
    if submission.sample:
        raise NotAssignedError(
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
            open_ones.first() if seat.open_to_all else None
        )
        if mine is not None:
            mine.evaluator, mine.state = evaluator, Assignment.DONE
            mine.save(update_fields=["evaluator", "state"])
