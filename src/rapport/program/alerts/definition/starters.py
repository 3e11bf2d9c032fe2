"""Rules to begin with; each is looked at on the home's own history before it is switched on."""

from __future__ import annotations

from rapport.program.alerts.definition.model import Condition, Definition, Only

STARTERS: dict[str, Definition] = {
    "low-nps": Definition(
        "Would not recommend us", "problem", (Condition("answer", "nps", at_most=6),), urgency="high"
    ),
    "hard-effort": Definition(
        "It was hard and stayed unsolved",
        "problem",
        (
            Condition("read", "effort", any_of=("high",)),
            Condition("read", "resolved", any_of=("not_solved",)),
        ),
    ),
    "refund-failed": Definition(
        "A refund failed", "problem", (Condition("event", "refund_failed"),), urgency="high"
    ),
    "promise-and-silence": Definition(
        "Promised, and then silence", "problem", (Condition("silence", "promise", business_days=2),)
    ),
    "delighted-customer": Definition(
        "A delighted customer of high value",
        "opportunity",
        (Condition("answer", "nps", at_least=9),),
        only=Only(value_at_least=1000),
        urgency="low",
        quiet_days=90,
    ),
    "wow": Definition(
        "Wow",
        "praise",
        (
            Condition("noted", "emotion", any_of=("grateful",)),
            Condition("read", "course", any_of=("rising",)),
            Condition("answer", "nps", at_least=9),
        ),
        urgency="low",
        opens_case=False,
        quiet_days=0,
    ),
}
