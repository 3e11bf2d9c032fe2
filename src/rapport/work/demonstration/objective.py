"""What the simulated company wants to be better at, and the audits that measure it."""

from __future__ import annotations

from datetime import date

from rapport.program.audits.strategies import STRATEGIES
from rapport.work.criteria_editing.emphasise import start_from_objective
from rapport.work.demonstration.cast import Cast

STATEMENT = """\
Customers who need us twice for the same thing are those who leave. By the end of the year more of them shall
go away knowing what happened, what we do about it and what they can do themselves.

Reached when the QCI is at 70, and its interval leaves no doubt."""
NAMES = ("First quarter", "Second quarter", "Second quarter, a closer look")


def plan_objective(cast: Cast, samples: tuple[str, str, str]) -> int:
    """The objective, an audit for each of the samples, the last of which is running, and a draft of the
    criteria that weighs what the objective emphasises → the objective's number."""
    from rapport.program.audits.services import (
        AuditWish,
        ObjectiveWish,
        audit_end,
        audit_save,
        objective_save,
        sample_attach,
        sample_due,
    )

    manager, lead = cast.actors["manager"], cast.actors["lead"]
    wish = ObjectiveWish(
        "Understood at the first contact",
        STATEMENT,
        strategy="education",
        emphases=STRATEGIES["education"].emphases,
        owner=cast.id("manager"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    number: int = objective_save(manager, wish)
    previous = None
    for name, sample in zip(NAMES, samples, strict=True):
        due = cast.at(10) if sample == samples[-1] else None
        previous = audit_save(lead, number, AuditWish(name, cast.criteria.definition, due, previous))
        sample_attach(lead, sample, previous)
        if due is None:
            audit_end(lead, previous, "done")
        else:
            sample_due(lead, sample, due)
    start_from_objective(lead, number)
    return number
