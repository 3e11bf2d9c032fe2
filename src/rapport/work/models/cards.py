"""Every model a home reads with, each with its card: the home's own, and those that come with Rapport."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.work.models.built_in import built_in_cards
from rapport.work.models.card import CardBin, CardFigure, ModelCard, kept_cards
from rapport.work.models.teams import without_teams

TAUGHT = ("behaviours", "concerns")
"""Models that learn from what people say in reviews."""


@dataclass(frozen=True)
class ShownCard:
    """A card; `built_in`: it came with Rapport. `teachable`: people's answers teach it."""

    card: ModelCard
    built_in: bool
    teachable: bool


def model_cards(home: Home, actor: Actor) -> tuple[ShownCard, ...]:
    """All of them, the home's own first; what tells of teams is for who sees all of them. Raises
    NotAllowedError, InputError for a damaged file."""
    every = actor.sight(Permission.CRITERIA_READ) is Sight.ALL
    own = tuple(one if every else without_teams(one) for one in kept_cards(home))
    names = {one.name for one in own}
    return (
        *(ShownCard(one, False, one.name in TAUGHT) for one in own),
        *(ShownCard(one, True, one.name in TAUGHT) for one in built_in_cards() if one.name not in names),
    )


def model_card(home: Home, actor: Actor, name: str) -> ShownCard | None:
    """One of them, None where there is none. Raises NotAllowedError, InputError."""
    return next((one for one in model_cards(home, actor) if one.card.name == name), None)


WIDTH, ROW, LEFT, RIGHT, SIDE, EDGE = 720, 26, 380, 20, 260, 34


@dataclass(frozen=True)
class Bar:
    """A figure in the picture of intervals: places in pixels."""

    label: str
    y: float
    low: float
    value: float
    high: float


def bars(figures: tuple[CardFigure, ...]) -> tuple[Bar, ...]:
    """The figures that are shares or coefficients with an interval, as a dot on its interval each, 0 to 1."""
    known = [
        one
        for one in figures
        if one.estimate.value is not None
        and one.estimate.low is not None
        and one.estimate.high is not None
        and -1 <= one.estimate.value <= 1
    ]
    room = WIDTH - LEFT - RIGHT

    def at(value: float) -> float:
        return LEFT + room * min(max(value, 0.0), 1.0)

    return tuple(
        Bar(
            figure_title(one),
            ROW * place + ROW / 2 + 4,
            at(one.estimate.low or 0.0),
            at(one.estimate.value or 0.0),
            at(one.estimate.high or 0.0),
        )
        for place, one in enumerate(known)
    )


def figure_title(one: CardFigure) -> str:
    """`Agreement: greeting / said hello`."""
    words = one.name.replace("_", " ").capitalize()
    if not one.of:
        return words
    parts = one.of.replace("_", " ").split("/")
    return f"{words}: {' / '.join(parts[1:] or parts)}"


@dataclass(frozen=True)
class Dot:
    """A bin of the reliability diagram: places in pixels, `y` counted downwards."""

    x: float
    y: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Diagram:
    """A reliability diagram: predicted along, observed up, from `low` to `high` of the scale."""

    low: float
    high: float
    dots: tuple[Dot, ...]


def reliability(bins: tuple[CardBin, ...]) -> Diagram | None:
    """The diagram of these bins; None where there are none with a value."""
    known = [one for one in bins if one.observed.value is not None]
    if not known:
        return None
    every = [one.predicted for one in known]
    for one in known:
        every += [
            each for each in (one.observed.value, one.observed.low, one.observed.high) if each is not None
        ]
    low, high = min(every), max(every)
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    span = high - low or 1.0
    room = SIDE - EDGE - 10

    def along(value: float) -> float:
        return EDGE + room * (value - low) / span

    def up(value: float) -> float:
        return SIDE - EDGE - room * (value - low) / span

    dots = []
    for one in known:
        value = one.observed.value or 0.0
        ends = [value if each is None else each for each in (one.observed.low, one.observed.high)]
        words = f"predicted {one.predicted:.2f}, observed {value:.2f} ({one.observed.base})"
        dots.append(Dot(along(one.predicted), up(value), up(ends[0]), up(ends[1]), words))
    return Diagram(low, high, tuple(dots))
