"""Sets what it takes to be certified."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from rapport.criteria import Criteria
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Standard as Row
from rapport.program.judging.plain import Standard
from rapport.program.judging.selectors.certificates import standard
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change


@transaction.atomic
def standard_set(actor: Actor, wanted: Standard, criteria: Criteria) -> None:
    """Keeps it for attempts decided from now on. Raises JudgingError for what cannot hold."""
    actor.require(Permission.CALIBRATION_RUN)
    known = {element.name for element in criteria.elements}
    limits = {
        "share": (0.5, 0.99, "The share to reach"),
        "fewest": (20, 500, "The number of gold interactions"),
        "expires_days": (1, 3650, "The days until it expires"),
        "remind_days": (0, 365, "The days to remind before"),
    }
    for name, (low, high, words) in limits.items():
        value = getattr(wanted, name)
        if not low <= value <= high:
            raise JudgingError(f"{words} is {value:g}", name, f"Give {low:g} to {high:g}.")
    for element, tolerance in wanted.tolerances.items():
        if element not in known:
            raise JudgingError(f"There is no element {element!r}", "tolerances", "Choose one of them.")
        if not 0 <= tolerance <= 1:
            raise JudgingError(f"The tolerance of {element} is {tolerance:g}", "tolerances", "Give 0 to 1.")
    before = standard(wanted.criteria_id)
    facts = {name: value for name, value in asdict(wanted).items() if name != "criteria_id"}
    Row.objects.update_or_create(criteria_id=wanted.criteria_id, defaults=facts)
    log_change(
        actor, "standard.set", "criteria", wanted.criteria_id, before=asdict(before), after=asdict(wanted)
    )
