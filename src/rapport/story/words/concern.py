"""What belongs to one concern: the customer's side and what the person serving can say about it."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.story.words.phrases import Bank, bank

Exchange = tuple[Bank, Bank]


@dataclass(frozen=True)
class Concern:
    """The phrases of one concern; see `concern` for what each bank is."""

    name: str
    subjects: Bank
    problem: Bank
    detail: Bank
    questions: tuple[Exchange, ...]
    fix: Bank
    partial: Bank
    wrong: tuple[Exchange, ...]
    next_step: Bank
    tip: Bank
    jargon: Bank
    review_bad: Bank
    review_good: Bank
    second: Bank


def exchanges(text: str) -> tuple[Exchange, ...]:
    """Lines of `one says => the other answers`."""
    pairs = (line.split("=>") for line in text.strip().splitlines() if line.strip())
    return tuple((bank(first), bank(second)) for first, second in pairs)


def concern(name: str, **texts: str) -> Concern:
    """A concern from its phrases, one a line.

    `problem`, `detail`: what the customer says. `questions`: what the agent asks => the answer.
    `fix`, `partial`: a complete and an incomplete solution. `wrong`: a false answer => how the
    customer notices. `next_step`, `tip`, `jargon`: further things an agent says. `second`: how the
    concern is mentioned beside another one.
    """
    questions, wrong = exchanges(texts.pop("questions")), exchanges(texts.pop("wrong"))
    return Concern(name, questions=questions, wrong=wrong, **{key: bank(text) for key, text in texts.items()})
