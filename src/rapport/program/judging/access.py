"""Who may look at judging beyond their own part."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight


def sees_all_judging(actor: Actor) -> bool:
    """Whether somebody sees every session, attempt and rate: who runs them, and who reads everything."""
    if actor.may(Permission.CALIBRATION_RUN):
        return True
    reads = Permission.EVALUATIONS_READ
    return actor.may(reads) and actor.sight(reads) is Sight.ALL


def require_judging(actor: Actor) -> None:
    """Raises NotAllowedError for who neither scores nor sees everything."""
    if not (sees_all_judging(actor) or actor.may(Permission.EVALUATIONS_SUBMIT)):
        raise NotAllowedError(Permission.CALIBRATION_RUN, actor.name)


def require_all_judging(actor: Actor) -> None:
    """Raises NotAllowedError for who sees no more than their own part."""
    if not sees_all_judging(actor):
        raise NotAllowedError(Permission.CALIBRATION_RUN, actor.name)
