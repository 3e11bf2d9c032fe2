"""Gold evaluations: made from a consensus, retired when they no longer hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria, Decision, score
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Gold, SessionInteraction
from rapport.program.judging.plain import Facts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change


def gold_make(
    actor: Actor,
    scored: SessionInteraction,
    criteria: Criteria,
    decisions: Mapping[str, Decision],
    facts: Facts,
    adjudicators: Sequence[str],
) -> None:
    """Keeps a settled interaction as gold, in the place of what was gold for it before.

    Every element that is asked there weighs what it would if it applied: saying "not applicable"
    rightly or wrongly is a decision like any other.
    """
    known = dict(facts.attributes)
    as_asked = score(
        criteria,
        {name: Decision() for name in decisions},
        known,
        facts.importance,
        facts.segment_importance,
    )
    settled = score(criteria, decisions, known, facts.importance, facts.segment_importance)
    now = timezone.now()
    standing = Gold.objects.filter(
        interaction_id=scored.interaction_id, criteria=scored.session.criteria, retired_at=None
    )
    standing.update(retired_at=now, retired_because="Settled anew")
    made = Gold.objects.create(
        interaction_id=scored.interaction_id,
        criteria=scored.session.criteria,
        decisions={
            name: {
                "rules": {rule: count for rule, count in one.rules.items() if count},
                "not_applicable": one.not_applicable,
                "note": one.comment or "",
            }
            for name, one in decisions.items()
            if name in as_asked.weights
        },
        weights=dict(as_asked.weights),
        scores={name: None if one is None else one / 100 for name, one in settled.elements.items()},
        adjudicators=list(adjudicators),
        session=scored.session,
        made_at=now,
    )
    log_change(
        actor,
        "gold.make",
        "gold",
        str(made.pk),
        after={"criteria": criteria.definition, "adjudicators": list(adjudicators)},
    )


@transaction.atomic
def gold_retire(actor: Actor, gold_id: str, because: str) -> None:
    """Takes gold out of use; certificates earned on it stay. Raises JudgingError."""
    actor.require(Permission.CALIBRATION_RUN)
    if not because.strip():
        raise JudgingError("No reason is given", "because", "Say why this is no longer gold.")
    try:
        found = Gold.objects.select_for_update().filter(pk=gold_id, retired_at=None).first()
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such gold in use", gold_id, "Look at the list.")
    found.retired_at, found.retired_because = timezone.now(), because.strip()[:300]
    found.save(update_fields=["retired_at", "retired_because"])
    log_change(actor, "gold.retire", "gold", str(found.pk), after={"because": found.retired_because})
