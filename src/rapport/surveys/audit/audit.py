"""All flaws of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapport.surveys.audit.better import better
from rapport.surveys.audit.by_rule import by_rule
from rapport.surveys.audit.choices import unclear
from rapport.surveys.audit.flaw import Flaw
from rapport.surveys.audit.foreign import is_read
from rapport.surveys.audit.learned.features import features_of
from rapport.surveys.audit.learned.model import built_in
from rapport.surveys.audit.length import long_winded, over_time
from rapport.surveys.audit.question import Question
from rapport.surveys.audit.scales import forced_scale, mixed
from rapport.surveys.audit.together import many_metrics, misplaced

FREE_TEXT, UNBALANCED = "text", "unbalanced_scale"
FOR_SOME = ("irrelevant_to_some", "already_known")
"""What is mended by asking only some."""
LOOKED_AT = 1_000
"""Characters of a question: nobody reads further either."""
REWORDED = ("absolute", "already_known", "hard_to_recall", "irrelevant_to_some", "pressure", "loaded")
ENOUGH = {"required_without_need": 0.0, "pressure": 0.0}
"""From which chance a rule's word is taken, where rules are hardly ever wrong."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A question with what is wrong with it, nothing where nothing is. `unread` is its language where the
    audit does not know that: then only answers and order were looked at."""

    line: int
    text: str
    flaws: tuple[Flaw, ...]
    unread: str = ""


def audit_questions(questions: Sequence[Question]) -> tuple[Audited, ...]:
    """Every question of a survey with its flaws, in their order.

    Finds what shows in the words, answers and order of questions, by rules and by what was learned from
    questions that people labelled; an empty list does not prove that a question is good.
    """
    flaws = [list(of_question(one)) for one in questions]
    for finder in (mixed, over_time, many_metrics, misplaced):
        for place, flaw in finder(questions):
            flaws[place].append(flaw)
    return tuple(
        Audited(one.line, one.text, tuple(own), "" if is_read(one) else one.language)
        for one, own in zip(questions, flaws, strict=True)
    )


def of_question(question: Question) -> Iterator[Flaw]:
    """What is wrong with one question by itself."""
    yield from long_winded(question)
    if len(question.text) > LOOKED_AT:
        question = replace(question, text=question.text[:LOOKED_AT])
    for flaw in _of_words(question) if is_read(question) else ():
        if not (question.asked_if and flaw.kind in FOR_SOME):
            yield flaw
    if question.required and question.item_type == FREE_TEXT:
        remedy = "Let people pass: not everybody has something to say."
        yield Flaw("required_without_need", question.text, remedy)
    yield from unclear(question)
    yield from forced_scale(question)


def _of_words(question: Question) -> Iterator[Flaw]:
    """What rules and model agree on, and what the model is sure of by itself."""
    ruled = list(by_rule(question))
    features = features_of(_with_answers(question), {flaw.kind for flaw in ruled})
    model = built_in()
    chances = model.chances(features)
    for kind in model.kinds[1:]:
        own = [flaw for flaw in ruled if flaw.kind == kind]
        given = kind == UNBALANCED and bool(question.options)
        with_rule, alone = model.thresholds[kind]
        if own and (given or chances[kind] >= ENOUGH.get(kind, with_rule)):
            yield from (_with_wording(question, flaw) for flaw in own)
        elif not own and chances[kind] >= alone and not given:
            words = model.words(question.text, kind, features)
            yield Flaw(kind, words, better(kind, question.text, words))
    yield from (flaw for flaw in ruled if flaw.kind not in model.kinds)


def _with_wording(question: Question, flaw: Flaw) -> Flaw:
    """The flaw with a wording made from the question where its rule has general advice alone."""
    if flaw.kind not in REWORDED or "“" in flaw.suggestion:
        return flaw
    return replace(flaw, suggestion=better(flaw.kind, question.text, flaw.words))


def _with_answers(question: Question) -> Question:
    """Answers given apart, where they stand in what the model learned from: behind, in brackets."""
    if not question.options:
        return question
    return replace(question, text=f"{question.text} ({' / '.join(question.options)})", options=())
