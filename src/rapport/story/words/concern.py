"""What belongs to one concern: the customer's side and what the person serving can say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.story.words.phrases import Bank, bank

Exchange = tuple[Bank, Bank]
ONLY_FOR = re.compile(r"(\d+): ")


@dataclass(frozen=True)
class Case:
    """One problem within a concern, with everything that can be said about it.

    `kind` is line, money, field or contract: what sort of solution it has.
    """

    concern: str
    kind: str
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


@dataclass(frozen=True)
class Concern:
    """A reason to get in touch, and the problems customers have with it."""

    name: str
    cases: tuple[Case, ...]


def concern(name: str, *, kinds: str, problem: str, questions: str, wrong: str, **texts: str) -> Concern:
    """A concern from its phrases, one a line; a line that begins with digits (`03: …`) belongs to
    those lines of `problem` alone.

    `problem`, `detail`: what the customer says. `questions`: what the agent asks => the answer.
    `fix`, `partial`: a complete and an incomplete solution. `wrong`: a false answer => how the
    customer notices. `next_step`, `tip`, `jargon`: further things an agent says. `second`: how the
    concern is mentioned beside another one. `kinds`: of all problems, or of each.
    """
    problems = _lines(problem)
    kind = kinds.split() * (len(problems) if " " not in kinds else 1)
    return Concern(
        name,
        tuple(
            Case(
                concern=name,
                kind=kind[number],
                problem=bank(line),
                questions=_exchanges(questions, number),
                wrong=_exchanges(wrong, number),
                **{field: bank("\n".join(_of(text, number))) for field, text in texts.items()},
            )
            for number, line in enumerate(problems)
        ),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _of(text: str, number: int) -> list[str]:
    """The lines for one problem, without their digits."""
    found = []
    for line in _lines(text):
        only = ONLY_FOR.match(line)
        if only is None:
            found.append(line)
        elif str(number) in only[1]:
            found.append(line[only.end() :])
    return found


def _exchanges(text: str, number: int) -> tuple[Exchange, ...]:
    """Lines of `one says => the other answers`."""
    pairs = (line.split("=>") for line in _of(text, number))
    return tuple((bank(first), bank(second)) for first, second in pairs)
