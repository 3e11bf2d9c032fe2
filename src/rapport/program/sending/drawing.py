"""Chance without state: who is drawn, and into which arm, follows from the seed and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from rapport.program.sending.plain import ALL, DAILY, Arm, Plan


def chance(seed: str, about: str) -> float:
    """A number in [0, 1), the same whenever it is asked for."""
    drawn = blake2b(f"{seed}\x1f{about}".encode(), digest_size=8).digest()
    return (int.from_bytes(drawn, "big") >> 11) / (1 << 53)


def inclusion(plan: Plan, segment: str, a_day: float) -> float:
    """With which chance somebody of this segment is drawn. `a_day` is how many come a day."""
    if plan.draw == ALL:
        return 1.0
    if plan.draw == DAILY:
        return min(1.0, plan.daily / a_day) if a_day > 0 else 1.0
    return min(1.0, max(0.0, plan.by_segment.get(segment, plan.share)))


def arm_of(arms: Sequence[Arm], seed: str, about: str) -> Arm | None:
    """The arm that chance puts this invitation in."""
    total = sum(one.share for one in arms)
    if total <= 0:
        return None
    left = chance(f"{seed}\x1farm", about) * total
    for one in arms:
        left -= one.share
        if left < 0:
            return one
    return arms[-1]
