"""What the rules say of the wording of one question."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.surveys.audit.flaw import Flaw, found
from rapport.surveys.audit.offered import stem
from rapport.surveys.audit.question import Question
from rapport.surveys.audit.scales import turned, unbalanced
from rapport.surveys.audit.wording import (
    absolute,
    company,
    known,
    leading,
    loaded,
    negated,
    pressure,
    recall,
    some,
    unknowable,
)
from rapport.surveys.audit.wording.double import double_barrelled
from rapport.surveys.audit.wording.jargon import jargon

SIGNS = {
    "leading": leading.SIGNS,
    "loaded": loaded.SIGNS,
    "negated": negated.SIGNS,
    "absolute": absolute.SIGNS,
    "already_known": known.SIGNS,
    "irrelevant_to_some": some.SIGNS,
    "pressure": pressure.SIGNS,
    "hard_to_recall": recall.SIGNS,
    "cannot_know": unknowable.SIGNS,
    "only_for_company": company.SIGNS,
}


def by_rule(question: Question) -> Iterator[Flaw]:
    """Every flaw that a rule sees in the words; some are none, which the model knows better."""
    words = stem(question.text)
    for kind, signs in SIGNS.items():
        yield from found(kind, signs, words)
    yield from found("required_without_need", some.FORCED, question.text)
    yield from double_barrelled(words)
    yield from jargon(words)
    yield from unbalanced(question)
    yield from turned(question)
