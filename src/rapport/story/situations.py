"""What each interaction is: when, who, whom, about what, in which mood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.story.calendar import COURIER_STRIKE, DAY_S, SECOND_QUARTER, STORM, Calendar
from rapport.story.randomness import Floats, bits, choose, choose_by_row, normal, uniform
from rapport.story.staff import TEAMS, TRAINED_TEAM, Staff

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

CHANNELS = ("chat", "call", "email", "ticket", "review")
CHANNEL_SHARES = (0.38, 0.34, 0.15, 0.09, 0.04)
CONCERNS = (
    "slow_internet", "outage", "billing", "refund", "setup", "technician_visit",
    "delivery", "move", "contract", "cancellation", "roaming", "number_transfer",
)  # fmt: skip
CONCERN_SHARES = np.array([0.16, 0.08, 0.17, 0.07, 0.09, 0.09, 0.09, 0.05, 0.09, 0.04, 0.04, 0.03])
SEGMENTS = ("Consumer", "Family", "Business", "Senior")
SEGMENT_SHARES = (0.52, 0.24, 0.12, 0.12)
EMOTIONS = ("calm", "worried", "upset", "angry", "rushed")
EMOTION_SHARES = (0.46, 0.16, 0.22, 0.08, 0.08)
HEATED = (0.30, 0.14, 0.30, 0.18, 0.08)

TRAINED_FROM = SECOND_QUARTER  # the day since which TRAINED_TEAM works as it was trained to
NORMAL, ABANDONED, UNANSWERED = 0, 1, 2

# Which team takes which concern, in the order of TEAMS.
TEAM_SHARES = np.array(
    [
        [.68, .00, .00, .00, .30, .02], [.55, .10, .00, .00, .33, .02], [.04, .04, .84, .00, .00, .08],
        [.00, .02, .72, .22, .00, .04], [.62, .02, .00, .10, .26, .00], [.30, .00, .00, .38, .30, .02],
        [.00, .10, .00, .88, .00, .02], [.40, .04, .00, .30, .04, .22], [.10, .24, .10, .00, .00, .56],
        [.02, .04, .06, .00, .00, .88], [.00, .80, .16, .00, .00, .04], [.00, .86, .00, .08, .04, .02],
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Situations:
    """One array entry an interaction; codes count within the tuples of this module."""

    index: Codes
    day: Codes
    started_s: Codes
    channel: Codes
    concern: Codes
    team: Codes
    agent: Codes
    customer: Codes
    segment: Codes
    emotion: Codes
    kind: Codes
    mood: Floats
    fault: Flags
    trained: Flags
    wait_s: Codes
    second_concern: Codes
    case: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.index)

    @property
    def eligible(self) -> Flags:
        """Whether an agent spoke at all."""
        answered: Flags = self.kind == NORMAL
        return answered


@dataclass(frozen=True)
class World:
    """What the situations are drawn from."""

    seed: int
    size: int
    customers: int
    calendar: Calendar
    staff: Staff

    def day(self, index: Codes) -> Codes:
        position = (index + uniform(self.seed, "position", index)) / self.size
        return self.calendar.days_of(position)

    def own_customer(self, index: Codes) -> Codes:
        return (uniform(self.seed, "customer", index) * self.customers).astype(np.int64)

    def own_concern(self, index: Codes, day: Codes) -> Codes:
        strike = self.calendar.within(day, COURIER_STRIKE)
        storm = self.calendar.within(day, STORM)
        shares = np.repeat(CONCERN_SHARES[None], len(index), axis=0)
        shares[strike, CONCERNS.index("delivery")] *= 2.2
        shares[storm, CONCERNS.index("outage")] *= 4.0
        return choose_by_row(shares, uniform(self.seed, "concern", index))

    def segment(self, customer: Codes) -> Codes:
        return choose(SEGMENT_SHARES, uniform(self.seed, "segment", customer))


def situations(world: World, index: Codes, parent: Codes) -> Situations:
    """The situations of the interactions `index`; where `parent` is not −1 the customer comes back
    about that earlier interaction."""
    seed = world.seed
    day = world.day(index)
    again = parent >= 0
    earlier = np.where(again, parent, index)
    concern = world.own_concern(earlier, world.day(earlier))
    customer = world.own_customer(earlier)
    team = choose_by_row(TEAM_SHARES[concern], uniform(seed, "team", index))
    drawn = uniform(seed, "agent", index)
    places = (world.staff.count - team + len(TEAMS) - 1) // len(TEAMS)
    agent = (drawn * places).astype(np.int64) * len(TEAMS) + team
    calm = choose(EMOTION_SHARES, uniform(seed, "emotion", index))
    heated = choose(HEATED, uniform(seed, "emotion", index))
    channel = choose(CHANNEL_SHARES, uniform(seed, "channel", index))
    strike = (concern == CONCERNS.index("delivery")) & world.calendar.within(day, COURIER_STRIKE)
    storm = world.calendar.within(day, STORM)
    time_s = world.calendar.seconds_of(uniform(seed, "hour", index), uniform(seed, "minute", index))
    other = choose(CONCERN_SHARES, uniform(seed, "second concern", index))
    has_other = (uniform(seed, "has second", index) < 0.16) & (other != concern)
    return Situations(
        index=index,
        day=day,
        started_s=day * DAY_S + time_s,
        channel=channel,
        concern=concern,
        team=team,
        agent=agent,
        customer=customer,
        segment=world.segment(customer),
        emotion=np.where(again, heated, calm),
        kind=_kind(seed, index, channel),
        mood=normal(seed, "mood", index),
        fault=strike | storm,
        trained=(team == TEAMS.index(TRAINED_TEAM)) & (day >= TRAINED_FROM),
        wait_s=_wait(seed, index, channel, storm | strike),
        second_concern=np.where(has_other, other, -1),
        case=bits(seed, "case", earlier) >> np.uint64(40),
    )


def _kind(seed: int, index: Codes, channel: Codes) -> Codes:
    draw = uniform(seed, "kind", index)
    review = channel == CHANNELS.index("review")
    abandoned = ~review & (draw < 0.04)
    unanswered = np.where(review, draw < 0.55, (draw >= 0.04) & (draw < 0.055))
    return np.where(abandoned, ABANDONED, np.where(unanswered, UNANSWERED, NORMAL))


def _wait(seed: int, index: Codes, channel: Codes, busy: Flags) -> Codes:
    middle = np.array([35, 95, 9_000, 14_000, 40_000])[channel] * np.where(busy, 2.4, 1.0)
    found: Codes = np.maximum(3, middle * np.exp(0.8 * normal(seed, "wait", index))).astype(np.int64)
    return found
