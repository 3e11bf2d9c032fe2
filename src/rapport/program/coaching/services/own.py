"""What associates do themselves: review their own work. And praise, from those who lead them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.criteria import Criteria, Decision, check_decisions, score
from rapport.program.coaching.access import is_own, require_lead
from rapport.program.coaching.errors import CoachingError
from rapport.program.coaching.models import Praise, SelfReview
from rapport.program.coaching.plain import Associate, Place
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


def self_review_submit(
    actor: Actor,
    associate: Associate,
    criteria: Criteria,
    interaction_id: str,
    decisions: Mapping[str, Decision],
    attributes: Mapping[str, str],
    *,
    comment: str = "",
) -> str:
    """Keeps an associate's own evaluation of an own interaction, once → its id.

    Whose interaction it is, is for the caller to check. Raises NotAllowedError, DecisionError, or
    CoachingError when it was reviewed before: who has seen others' scores cannot review again.
    """
    if not is_own(actor, associate.agent_id) or actor.user_id is None:
        raise NotAllowedError(Permission.COACHING_OWN, actor.name)
    check_decisions(criteria, decisions, None, attributes)
    found = score(criteria, decisions, attributes)
    kept = {name: dict(one.rules) for name, one in decisions.items() if not one.not_applicable}
    try:
        with transaction.atomic():
            made = SelfReview.objects.create(
                agent_id=associate.agent_id,
                user_id=actor.user_id,
                team=associate.team,
                interaction_id=interaction_id,
                definition=criteria.definition,
                decisions=kept,
                elements=dict(found.elements),
                qci=found.qci,
                comment=comment.strip(),
                submitted_at=timezone.now(),
            )
            log_change(actor, "self_review.submit", "self_review", str(made.pk))
    except IntegrityError:
        todo = "Choose another of your interactions."
        raise CoachingError("You have reviewed this one before", None, todo) from None
    return str(made.pk)


@transaction.atomic
def praise_give(
    actor: Actor, associate: Associate, text: str, *, element: str = "", place: Place | None = None
) -> str:
    """Tells an associate one leads what was done well, and where it can be seen → the praise's id."""
    require_lead(actor, associate.agent_id, associate.team)
    if not text.strip():
        raise CoachingError("The praise says nothing", "text", "Write what was done well.")
    made = Praise.objects.create(
        agent_id=associate.agent_id,
        team=associate.team,
        by=actor.name,
        by_user_id=actor.user_id,
        text=text.strip()[:1000],
        element=element,
        interaction_id=place.interaction_id if place else "",
        turn=place.turn if place else None,
    )
    told = {"praise": str(made.pk), "agent_id": associate.agent_id, "team": associate.team}
    announce("praise.given", told, about=made.interaction_id or None)
    log_change(actor, "praise.give", "praise", str(made.pk), after={"element": element})
    return str(made.pk)


def praise_seen(actor: Actor) -> None:
    """The associate has seen what is there."""
    if actor.agent_id and actor.may(Permission.COACHING_OWN):
        Praise.objects.filter(agent_id=actor.agent_id, seen_at=None).update(seen_at=timezone.now())
