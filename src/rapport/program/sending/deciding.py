"""Who of the candidates is asked, when, in which arm; and why the others are not. Plain data decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.program.sending.caps import Ask, held_back
from rapport.program.sending.drawing import arm_of, chance, inclusion
from rapport.program.sending.plain import DAILY, Candidate, Looked, Plan, Rules
from rapport.program.sending.times import next_open, zone_of

SLACK = 1.5
"""By how much a day may go over the number wished for, as chance has it, before it is cut off."""


@dataclass(frozen=True)
class Asking:
    """What decides besides the candidates: the programme with its plan, the rules, the time, the home's
    zone; `a_day` is how many candidates come a day, `today` how many were asked today."""

    programme: str
    plan: Plan
    rules: Rules
    now: datetime
    zone: ZoneInfo
    a_day: float = 0.0
    today: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody who is asked: when it is due and expires, with which chance they were drawn, which arm."""

    candidate: Candidate
    due_at: datetime
    expires_at: datetime
    probability: float
    arm: str


@dataclass
class Decided:
    """Those who are asked, and why the others are not."""

    chosen: list[Chosen] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """What those who are not asked would have been asked about, and why not."""

    def leave(self, one: Candidate, reason: str) -> None:
        """One more is not asked."""
        self.left_out[reason] += 1
        self.reasons.append((one.about, reason))

    @property
    def looked(self) -> Looked:
        """The counts alone."""
        asked = len(self.chosen)
        return Looked(asked + self.left_out.total(), asked, dict(self.left_out))


def decide(
    asking: Asking,
    candidates: Iterable[Candidate],
    past: Mapping[str, Sequence[Ask]],
    asked_about: frozenset[str] = frozenset(),
) -> Decided:
    """Looks at the candidates one after the other, in their order. `past` holds what each customer, and each
    address, was asked by any programme; `asked_about` what this one asked about already."""
    found = Decided()
    lately = {customer: list(asks) for customer, asks in past.items()}
    most = asking.plan.daily * SLACK if asking.plan.draw == DAILY else None
    seen = set(asked_about)
    for one in candidates:
        if one.about in seen:
            found.leave(one, "asked_already")
            continue
        told = _decided(asking, one, [ask for who in _who(one) for ask in lately.get(who, ())])
        if isinstance(told, Chosen) and most is not None and asking.today + len(found.chosen) >= most:
            told = "day_full"
        if isinstance(told, str):
            found.leave(one, told)
            continue
        seen.add(one.about)
        for who in _who(one):
            lately.setdefault(who, []).append(Ask(asking.plan.kind, told.due_at, open=True))
        found.chosen.append(told)
    return found


def _who(one: Candidate) -> list[str]:
    """By what somebody is known to have been asked before: two records may lead to one mailbox."""
    return [who for who in (one.customer_id, one.address) if who]


def _decided(asking: Asking, one: Candidate, past: Sequence[Ask]) -> Chosen | str:
    """The one who is asked, or why not."""
    plan, rules = asking.plan, asking.rules
    expires_at = one.at + timedelta(hours=plan.expires_hours)
    if expires_at <= asking.now:
        return "expired"
    if one.barred:
        return one.barred
    if not one.address:
        return "no_address"
    seed = f"{asking.programme}\x1f{plan.survey}"
    probability = inclusion(plan, one.segment, asking.a_day)
    if chance(seed, one.about) >= probability:
        return "not_drawn"
    arm = arm_of(plan.arms, seed, one.about)
    wanted = max(asking.now, one.at + timedelta(hours=plan.delay_hours))
    zone = zone_of(one.zone, asking.zone)
    due_at = next_open(wanted, rules, zone, None if arm is None else arm.hour)
    if due_at is None or due_at >= expires_at:
        return "no_time"
    held = held_back(plan.kind, due_at, past, rules)
    return held or Chosen(one, due_at, expires_at, probability, arm.name if arm else "")


def preview(asking: Asking, candidates: Iterable[Candidate], past: Mapping[str, Sequence[Ask]]) -> Decided:
    """What it would decide, without a cut at the day's number: candidates may be of several days."""
    return decide(replace(asking, today=-(10**9)), candidates, past)
