"""Whether a machine's score of an element may be reported alone."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.home import Home
from rapport.measures import Estimate
from rapport.program.reading.plain import BarFacts
from rapport.program.setup import connect
from rapport.work.models.card import kept_card
from rapport.work.teaching.agreement import figure_of
from rapport.work.teaching.elements import scoring_models

BEHAVIOURS = "behaviours"
"""The name of the card of the home's own model."""


@dataclass(frozen=True)
class Passed:
    """`alone`: the machine's score stands by itself. Otherwise `because` says why it is told only inside
    `assisted_mean`. `agreement` is what was measured, None where nothing was. `model` is what scores by these
    criteria now, as its annotations name it (empty: nothing does): what it said is what passed."""

    alone: bool
    because: str
    bar: BarFacts
    agreement: Estimate | None = None
    model: str = ""

    def __bool__(self) -> bool:
        return self.alone


def reported_alone(home: Home, criteria: str, element: str, model: str = BEHAVIOURS) -> Passed:
    """Whether this model's scores of an element of criteria (`id` or `id@version`) have passed the bar the
    QA lead sets: the lower end of its agreement with people, and the base it rests on. What was measured of
    another version of the criteria, of the model, or of what rules stand for passes nothing.

    `model` is the name of the model's card. Raises InputError for a card that is damaged.
    """
    connect(home)
    from rapport.program.reading.selectors import bar_of

    criteria_id = criteria.partition("@")[0]
    found = agreements(home, model).get(figure_of(criteria_id, element))
    return passes(bar_of(criteria_id, element), found, model_now(home, criteria, model))


def agreements(home: Home, model: str = BEHAVIOURS) -> dict[str, Estimate]:
    """The agreement with people on each element and rule on a model's card; `definition` is the model it was
    measured of. Raises InputError for a card that is damaged."""
    card = kept_card(home, model)
    return {
        one.of: one.estimate.with_(definition=one.estimate.definition or card.model)
        for one in (card.figures if card else ())
        if card and one.name == "agreement" and one.of
    }


def model_now(home: Home, criteria: str, model: str = BEHAVIOURS) -> str:
    """What scores by these criteria (`id` or `id@version`) now, as its annotations name it; empty where
    nothing does. Of other models than the home's own the card tells it: it is of what scored last."""
    if model == BEHAVIOURS:
        now = scoring_models(home)
        return now.get(criteria) or next(
            (name for definition, name in now.items() if definition.partition("@")[0] == criteria), ""
        )
    card = kept_card(home, model)
    by = card.model.rpartition("/")[2] if card else ""
    return card.model if card and criteria in (by, by.partition("@")[0]) else ""


def passes(bar: BarFacts, found: Estimate | None, now: str) -> Passed:
    """The same for an agreement at hand, and the model that scores `now`."""
    because = _because(bar, found, now)
    return Passed(not because, because, bar, found, now)


def _because(bar: BarFacts, found: Estimate | None, now: str) -> str:
    if found is None:
        return "its agreement with people was never measured"
    if not now or found.definition != now:
        return (
            "its agreement with people was measured before the model, the criteria or what rules stand for "
            "changed; it is measured anew when it learns again, on what people scored by these criteria"
        )
    if found.value is None or found.low is None:
        return f"its agreement with people is not known: {found.undefined_because}"
    if found.base < bar.base:
        return f"its agreement with people rests on {found.base} interactions, {bar.base} are asked for"
    if found.low < bar.agreement:
        return (
            f"its agreement with people is {found.value:.2f} ({found.low:.2f} to {found.high:.2f}); "
            f"the lower end has to reach {bar.agreement:.2f}"
        )
    return ""
