"""From invited to completed: how many came how far, response rates as AAPOR defines them, and time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

from rapport.measures import Difference, Estimate, compare, proportion, quantile, response_rates
from rapport.program.surveys.plain import InvitedCount, InvitedRow

RATES = tuple(f"response_rate_{number}" for number in range(1, 7))
MEANT = {
    "response_rate_1": "complete, of all who may be eligible",
    "response_rate_2": "complete or partial, of all who may be eligible",
    "response_rate_3": "complete, with the share of unreachable addresses that are eligible estimated",
    "response_rate_4": "complete or partial, with that share estimated",
    "response_rate_5": "complete, of those known to be eligible",
    "response_rate_6": "complete or partial, of those known to be eligible",
}


OPENED = {
    True: "told by pictures that many programs load for nobody, or never",
    False: "mails carry no picture that would tell it (mail_opened), and one tells little",
}


@dataclass(frozen=True)
class Step:
    """One step of the way: how many (None: nothing tells it), and their share of the step before.
    `unreliable` where the count is known to be."""

    name: str
    count: int | None
    share: Estimate | None
    unreliable: str = ""


@dataclass(frozen=True)
class Group:
    """Those invited by one channel or programme. `rate` counts those who completed, of all that are closed;
    `rates` are AAPOR's six in their order."""

    name: str
    invited: int
    completed: int
    rate: Estimate
    rates: tuple[Estimate, ...] = ()


@dataclass(frozen=True)
class ArmDifference:
    """One arm of an experiment against the first."""

    arm: str
    base: str
    rate: Estimate
    difference: Difference


@dataclass(frozen=True)
class Funnel:
    """The way of all invitations. `rates` AAPOR's with what each counts; `hours` the median from sending to
    the last answer."""

    steps: tuple[Step, ...]
    rates: tuple[tuple[str, str, Estimate], ...]
    channels: tuple[Group, ...]
    programmes: tuple[Group, ...]
    arms: tuple[ArmDifference, ...]
    hours: Estimate | None


def funnel_of(
    counts: Sequence[InvitedCount], rows: Iterable[InvitedRow], confidence: float, opens: bool = False
) -> Funnel | None:
    """The funnel of a survey's invitations; None where nobody was invited. `opens`: mails carry a picture
    that tells that they were opened."""
    if not counts:
        return None
    whole = _together(counts)
    taken = [
        (row.completed_at - row.sent_at).total_seconds() / 3600
        for row in rows
        if row.completed_at is not None
    ]
    hours = quantile(taken, 0.5, confidence=confidence, unit="hours") if taken else None
    return Funnel(
        _steps(whole, confidence, opens or whole.opened > 0),
        _rates(whole, confidence),
        _groups(counts, lambda one: one.channel, confidence),
        _groups(counts, lambda one: one.programme, confidence),
        _arms(counts, confidence),
        hours,
    )


def _together(counts: Iterable[InvitedCount]) -> InvitedCount:
    numbers = [one.name for one in fields(InvitedCount) if one.type == "int"]
    found = {name: sum(getattr(one, name) for one in counts) for name in numbers}
    return InvitedCount("", "", "", **found)


def _steps(whole: InvitedCount, confidence: float, opens: bool) -> tuple[Step, ...]:
    delivered = whole.sent - whole.returned
    ways = (
        ("invited", whole.planned, ""),
        ("sent", whole.sent, ""),
        ("delivered", delivered, "what did not come back; mail can be lost without a word"),
        ("opened", whole.opened, OPENED[opens]),
        ("started", whole.started, ""),
        ("completed", whole.completed, ""),
    )
    found, before = [], 0
    for name, count, unreliable in ways:
        of = delivered if name == "started" else before
        share = proportion(count, of, confidence=confidence) if 0 < count <= of else None
        known = count if opens or name != "opened" else None
        found.append(Step(name, known, share if name != "invited" else None, unreliable))
        before = count
    return tuple(found)


def _rates(whole: InvitedCount, confidence: float) -> tuple[tuple[str, str, Estimate], ...]:
    """Customers are known to be eligible; an address that bounced may be nobody's. What may still be
    answered is in no rate."""
    found = response_rates(
        complete=whole.completed,
        partial=whole.partial,
        refusal=whole.refused,
        non_contact=whole.unanswered,
        unknown_other=whole.bounced,
        not_eligible=0,
        confidence=confidence,
    )
    return tuple((name, MEANT[name], getattr(found, name)) for name in RATES)


def _closed(one: InvitedCount) -> int:
    return one.completed + one.partial + one.refused + one.unanswered + one.bounced


def _rate(counts: Sequence[InvitedCount], confidence: float) -> Estimate:
    whole = _together(counts)
    return proportion(whole.completed, _closed(whole), confidence=confidence)


def _groups(
    counts: Sequence[InvitedCount], name: Callable[[InvitedCount], str], confidence: float
) -> tuple[Group, ...]:
    found = []
    for group in sorted({name(one) for one in counts}):
        mine = [one for one in counts if name(one) == group]
        whole = _together(mine)
        rates = tuple(rate for _, _, rate in _rates(whole, confidence))
        rate = _rate(mine, confidence)
        found.append(Group(group or "none", whole.planned, whole.completed, rate, rates))
    return tuple(found)


def _arms(counts: Sequence[InvitedCount], confidence: float) -> tuple[ArmDifference, ...]:
    """Arms of each programme against its first, by the share that completed."""
    found = []
    for programme in sorted({one.programme for one in counts}):
        arms = sorted({one.arm for one in counts if one.programme == programme and one.arm})
        rates = {
            arm: _rate([one for one in counts if (one.programme, one.arm) == (programme, arm)], confidence)
            for arm in arms
        }
        for arm in arms[1:]:
            difference = compare(rates[arm], rates[arms[0]])
            found.append(ArmDifference(arm, arms[0], rates[arm], difference))
    return tuple(found)
