"""Answers that come as JSON, from the widget or a program: read, checked, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.program.surveys.answered import Given
from rapport.program.surveys.services.submissions import submission_put
from rapport.surveys.asked import asked
from rapport.surveys.model import Survey
from rapport.web.answer.stamp import Stamp
from rapport.web.answer.typed import BEFORE, Typed, typed
from rapport.web.answer.visit import Visit, seconds_since

MOST_CHOSEN = 200


@dataclass(frozen=True)
class Fields:
    """A JSON object of answers, read as the fields of a form are."""

    given: Mapping[str, Any]

    def getlist(self, key: str) -> list[str]:
        """What stands under the name; nothing where that cannot be an answer."""
        value = self.given.get(key.removeprefix(BEFORE))
        many = value if isinstance(value, list) else [value]
        return [_written(one) for one in many[:MOST_CHOSEN] if isinstance(one, str | int | float)]


def checked_answers(survey: Survey, given: object, facts: Mapping[str, Any], complete: bool) -> Typed:
    """What was handed in. Of a whole form, items that are asked and required must be there."""
    answers: Mapping[str, Any] = given if isinstance(given, dict) else {}
    fields = Fields(answers)
    found = typed([one for one in survey.items if one.id in answers], fields)
    known = {one.id for one in survey.items}
    own = {f"{one.id}.{two.id}" for one in survey.items for two in one.choices if two.own_words}
    wrong = dict(found.wrong) | {str(one)[:100]: "gone" for one in answers if one not in known | own}
    if complete:
        for item in asked(survey, found.answers, facts):
            if item.required and found.answers.get(item.id, "") in ("", []):
                wrong.setdefault(item.id, "required")
    return Typed(found.answers, wrong, found.raw)


def keep(
    visit: Visit,
    survey: Survey,
    found: Typed,
    stamp: Stamp,
    *,
    complete: bool,
    known: Mapping[str, str],
    channel: str = "",
) -> bool:
    """Keeps it; False where it was complete already."""
    given = Given(
        key=visit.key,
        version=visit.version.pk,
        channel=channel or visit.channel,
        answers=found.answers,
        received_at=visit.now,
        door_id=visit.entrance.id if visit.entrance else "",
        seconds={"0": seconds_since(stamp.begun_at, visit.now)},
        known=known,
        language=survey.language,
        started_at=stamp.begun_at,
        completed_at=visit.now if complete else None,
    )
    return submission_put(given) is not None


def _written(value: str | int | float) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
