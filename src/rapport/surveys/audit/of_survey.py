"""Our own survey files, as the audit sees them."""

from __future__ import annotations

from rapport.surveys.audit.question import Question
from rapport.surveys.model import Survey
from rapport.surveys.piping import piped


def questions_in(survey: Survey) -> tuple[Question, ...]:
    """Every item as a question, in the words people read when nothing is known of them."""
    return tuple(
        Question(
            line=one.line,
            text=piped(one.text, {}),
            options=tuple(choice.text for choice in one.choices),
            scale=(float(one.scale.low), float(one.scale.high)) if one.scale else None,
            required=one.required,
            asked_if=one.asked_if is not None or one.known_from is not None,
            item_type=one.type,
            open_end=any(choice.own_words for choice in one.choices),
            language=survey.language[:2].lower(),
            turned=one.scale is not None and not one.scale.higher_is_better,
        )
        for one in survey.items
    )
