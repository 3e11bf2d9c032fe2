"""Which touchpoint deserves which metric, by which channel and when: proposals with their reasons.

The kinds of business, and what to ask in each, are those of practice: effort where something had to be done,
satisfaction where somebody served, recommendation where a relationship can be judged, and never about a
contact weeks ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.program.sending.plain import CONTACT, EMAIL, EVENT, RELATIONSHIP, SMS, Plan


@dataclass(frozen=True)
class Advice:
    """A proposal: a touchpoint with metric, channel and moment, and why. `plan` is what a programme begins
    with; `by_hand` says what the programme cannot do by itself."""

    id: str
    touchpoint: str
    metric: str
    moment: str
    why: str
    plan: Plan
    by_hand: str = ""

    @property
    def begins(self) -> bool:
        """Whether a programme can begin with it; what is asked in the product comes by a widget."""
        return self.plan.kind != EVENT or bool(self.plan.events)


MODELS: Mapping[str, str] = {
    "self_serve": "Customers serve themselves: an app, a shop on the web, software",
    "assisted": "People sell and serve: accounts, advisers, a contact centre",
    "technician": "People come to the customer: technicians, deliveries, installations",
    "place": "Customers come to us: shops, branches, hotels",
}
CLOSED = "Where contacts carry a status, name those that are closed, so that nobody is asked before."
IN_PRODUCT = "Show it in the product by a widget (Ask, Ways in): mail comes too late for it."


def _support(why: str, by: str = EMAIL, hours: float = 1.0) -> Advice:
    plan = Plan("", kind=CONTACT, by=by, delay_hours=hours, expires_hours=72.0)
    where = "Support, when the contact is closed"
    return Advice("support", where, "csat", f"{hours:g} h after it", why, plan, CLOSED)


def _bond(when: str, why: str, days: int = 180) -> Advice:
    plan = Plan("", kind=RELATIONSHIP, delay_hours=0.0, expires_hours=336.0, period_days=days, reminders=1,
                remind_after_hours=96.0)  # fmt: skip
    return Advice("relationship", "The relationship as a whole", "nps", when, why, plan)


def _first_value(when: str, why: str, delay_hours: float) -> Advice:
    plan = Plan("", kind=EVENT, events=("first_value",), delay_hours=delay_hours,
                expires_hours=delay_hours + 336.0, reminders=1, remind_after_hours=96.0)  # fmt: skip
    by_hand = (
        "Import the event first_value: the first order that arrived, the first invoice sent, a goal met."
    )
    return Advice("value", "First value, when they have had it", "nps", when, why, plan, by_hand)


def _renewal() -> Advice:
    plan = Plan("", kind=EVENT, events=("renewal_due",), delay_hours=0.0, expires_hours=336.0, reminders=1,
                remind_after_hours=96.0)  # fmt: skip
    why = "Whether they stay is decided now; what you hear can still be mended before they leave."
    return Advice("renewal", "Before renewal", "nps", "when the event renewal_due is stored", why, plan)


def _onboarding(by: str, why: str) -> Advice:
    plan = Plan("", kind=EVENT, events=("onboarded",), by=by, delay_hours=2.0, expires_hours=96.0)
    return Advice("onboarding", "Onboarding, when it is done", "ces", "2 h after it", why, plan)


def _task(why: str) -> Advice:
    moment = "in the product, right after a task"
    return Advice("task", "A task in the product", "ces", moment, why, Plan("", kind=EVENT), IN_PRODUCT)


def _in_product(why: str) -> Advice:
    moment = "while they use it, after a task is done"
    return Advice("product", "In the product", "psat", moment, why, Plan("", kind=EVENT), IN_PRODUCT)


ADVICE: Mapping[str, tuple[Advice, ...]] = {
    "self_serve": (
        _onboarding(EMAIL, "Nobody helps them: effort in the first days is what they leave for."),
        _task("What is hard they leave undone, and nobody is at hand to see them fail."),
        _in_product("They judge the product best while they use it."),
        _support("They asked for help only when nothing else worked; ask about that one contact at once."),
        _first_value(
            "early: a day after it", "They can leave with a click: ask as soon as they can judge.", 24.0
        ),
        _bond("early: from the second month on, twice a year", "They can leave with a click: ask early."),
        _renewal(),
    ),
    "assisted": (
        _support("Somebody served them: satisfaction is about that person and belongs to this contact."),
        _onboarding(EMAIL, "What was promised at the sale is tried now; effort shows where it breaks."),
        _first_value(
            "later: three weeks after it", "Before that they would judge the person who sold it.", 504.0
        ),
        _bond("later: when they have had value from it, twice a year", "The relationship takes time.", 180),
        _renewal(),
        _in_product("What they use every day is judged while they use it, not in an office."),
    ),
    "technician": (
        Advice(
            "visit",
            "After the visit",
            "csat",
            "2 h after it",
            "They are not at a desk: a text message is read. Next day they do not recall who came.",
            Plan("", kind=EVENT, events=("visit",), by=SMS, delay_hours=2.0, expires_hours=48.0),
        ),
        _support("To get an appointment is half of the experience: ask about the call as well.", SMS),
        _onboarding(SMS, "Whether it runs shows in the first days after it was put in."),
        _bond("once a year", "Most have one visit a year: once is enough.", 365),
    ),
    "place": (
        Advice(
            "purchase",
            "After the purchase",
            "csat",
            "the next morning",
            "At the counter people are kind; a night later they say what they think.",
            Plan("", kind=EVENT, events=("purchase",), delay_hours=14.0, expires_hours=96.0),
            "For those whose address you do not know, put a code to photograph on the receipt.",
        ),
        _support("Who had to call after a visit tells what did not work there."),
        _bond("twice a year", "Whether they come back is what you live from.", 180),
    ),
}
"""By model, in the order of a gradual roll-out where nothing is known of the home yet."""


def advice_for(model: str) -> tuple[Advice, ...]:
    """The proposals for a kind of business; none for one that is not known."""
    return ADVICE.get(model, ())


@dataclass(frozen=True)
class Weighed:
    """How much a touchpoint would teach, and matters: contacts a day and days until ±5 points; `learning`,
    `retention` and `value` are 0 to 1 within the home, and their product orders the roll-out."""

    name: str
    a_day: float
    days_to_know: int | None
    learning: float
    retention: float
    value: float
    customers: int

    @property
    def rank(self) -> float:
        """Learning × retention × lifetime value."""
        return self.learning * self.retention * self.value
