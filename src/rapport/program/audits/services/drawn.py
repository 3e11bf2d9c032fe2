"""Interactions that leave a sample, and those that take their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from rapport.program.audits.errors import AuditError
from rapport.program.audits.interests import barred_of, free_to_score
from rapport.program.audits.models import Assignment, Evaluator, Reserve, Sample, SampledInteraction
from rapport.program.audits.reasons import REASONS
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


@transaction.atomic
def interaction_replace(actor: Actor, sample: str, drawn: int, reason: str, note: str = "") -> int:
    """Puts the next random interaction of the stratum in the place of one that cannot be scored.

    The draw put each stratum in a random order; the sample is its head, the reserves go on behind it.
    Passing over what cannot be scored and going on in that order leaves a simple random sample of the
    interactions of the stratum that can be scored: each still has the same chance, the new one takes over
    the probability of the place it fills, and the stratum keeps its frozen size, hence its weight in the
    estimate. Where the reason says that the interaction never belonged in the frame, the stratum is
    smaller than it was taken to be: `SampleFacts.in_scope` lowers its size by the share of those looked at
    that were so. What has been scored is never replaced: leaving scores out once they are known would bend
    the mean.

    Returns the number of the new one. Raises NotAllowedError, or AuditError for an unknown reason or
    interaction, one that is scored or has left already, or a stratum without reserves.
    """
    held, old = _leaving(actor, sample, drawn, reason)
    spare = Reserve.objects.filter(stratum=old.stratum_id).order_by("rank").first()
    if spare is None:
        raise AuditError(
            "No interaction of this stratum stands ready any more",
            f"stratum {old.stratum.label}",
            "Remove this one without replacing it: the margin grows a little.",
        )
    last = held.drawn.aggregate(last=Max("position"))["last"] or 0
    new = SampledInteraction.objects.create(
        sample=held,
        stratum=old.stratum,
        interaction_id=spare.interaction_id,
        inclusion_probability=old.inclusion_probability,
        position=last + 1,
        agent_id=spare.agent_id,
        team=spare.team,
    )
    spare.delete()
    _ask_for(held, old, new)
    _leave(old, reason, note, new)
    facts = {"reason": reason, "place": old.position, "by": new.position}
    log_change(actor, "interaction.replace", "sample", sample, after=facts)
    return int(new.pk)


@transaction.atomic
def interaction_remove(actor: Actor, sample: str, drawn: int, reason: str, note: str = "") -> None:
    """Takes an interaction that cannot be scored out of the sample, without another in its place.

    The rest of the stratum is still a random sample of it. Raises as `interaction_replace` does.
    """
    _, old = _leaving(actor, sample, drawn, reason)
    _leave(old, reason, note, None)
    facts = {"reason": reason, "place": old.position}
    log_change(actor, "interaction.remove", "sample", sample, after=facts)


def _leaving(actor: Actor, sample: str, drawn: int, reason: str) -> tuple[Sample, SampledInteraction]:
    actor.require(Permission.SAMPLES_PLAN)
    if reason not in REASONS:
        raise AuditError(f"Unknown reason {reason!r}", "reason", f"Use {', '.join(REASONS)}.")
    held = Sample.objects.select_for_update().filter(slug=sample).first()
    rows = SampledInteraction.objects.select_related("stratum")
    old = rows.filter(pk=drawn, sample=held, left_at=None).first() if held else None
    if held is None or old is None:
        raise AuditError("This interaction is not in the sample any more", None, "Load the page again.")
    if old.assignments.filter(state=Assignment.DONE).exists():
        raise AuditError(
            f"Number {old.position} has been scored",
            None,
            "What is scored stays: leaving scores out once they are known would bend the result.",
        )
    return held, old


def _leave(old: SampledInteraction, reason: str, note: str, new: SampledInteraction | None) -> None:
    now = timezone.now()
    old.left_at, old.left_because, old.left_note = now, reason, note.strip()[:500]
    old.replaced_by = new
    old.save(update_fields=["left_at", "left_because", "left_note", "replaced_by"])
    words = REASONS[reason] + (f": {note.strip()}" if note.strip() else "")
    old.assignments.filter(state=Assignment.OPEN).update(
        state=Assignment.REMOVED, reason=words[:500], ended_at=now
    )


def _ask_for(sample: Sample, old: SampledInteraction, new: SampledInteraction) -> None:
    """The same evaluators are asked, others of the sample where one of them may not score the new one."""
    asked = list(
        old.assignments.filter(state=Assignment.OPEN).select_related("evaluator").order_by("ordinal")
    )
    people = _by_load(sample)
    barred = barred_of(sample, people)
    free = [one for one in people if free_to_score(barred.get(one.name), new.agent_id, new.team)]
    chosen: list[Evaluator] = []
    for row in asked:
        may = [one for one in (row.evaluator, *free) if one in free and one not in chosen]
        if may:
            chosen.append(may[0])
    if asked and not chosen:
        raise AuditError(
            "Nobody of this sample may score the next interaction: all have a conflict of interest",
            None,
            "Ask somebody else for one of this stratum first.",
        )
    Assignment.objects.bulk_create(_assignments(new, asked, chosen))


def _assignments(
    new: SampledInteraction, asked: Sequence[Assignment], chosen: Sequence[Evaluator]
) -> list[Assignment]:
    facts: list[dict[str, Any]] = [{"due_at": row.due_at, "claimed_at": row.claimed_at} for row in asked]
    return [
        Assignment(sampled=new, evaluator=one, ordinal=place, **fact)
        for place, (one, fact) in enumerate(zip(chosen, facts, strict=False), start=1)
    ]


def _by_load(sample: Sample) -> list[Evaluator]:
    """The evaluators of the sample, whoever has least to do first."""
    open_ones = Q(assignments__state=Assignment.OPEN, assignments__sampled__sample=sample)
    rows = Evaluator.objects.filter(
        assignments__sampled__sample=sample, assignments__state__in=Assignment.STANDING
    )
    return list(
        Evaluator.objects.filter(pk__in=rows.values("pk"))
        .annotate(waiting=Count("assignments", filter=open_ones))
        .order_by("waiting", "name")
    )
