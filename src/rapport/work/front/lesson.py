"""What a lesson shows: the questions customers get, and the number as it is now."""

from __future__ import annotations

from rapport.findings import MetricResult
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.records import InputError
from rapport.surveys.model import Item
from rapport.surveys.parse import parse_survey
from rapport.work.estimate import estimate_metric


def beacon_of(home: Home, metric: str) -> tuple[MetricResult, ...]:
    """The company's own number, each kind of answers apart; nothing for one that is not there any more."""
    try:
        return tuple(estimate_metric(home, metric))
    except InputError:
        return ()


def questions_of(actor: Actor, survey: str) -> tuple[Item, ...]:
    """What the newest published version asks."""
    from rapport.program.front.selectors.asked import survey_text

    text = survey_text(actor, survey)
    return parse_survey(text, source=survey).items if text else ()


def surveys_offered(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(id, title) of those that have been published."""
    from rapport.program.front.selectors.asked import surveys_published

    return surveys_published(actor)
