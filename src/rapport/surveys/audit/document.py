"""Questionnaires as people paste them: headings, instructions, numbers, and answers below the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapport.surveys.audit.question import Question

Line = tuple[int, str]
BOX = re.compile(r"^\s*(?:\(\s?[xX ]?\)|\[\s?[xX ]?\]|[○◯●☐□◻❍▢◦]|_{1,3}(?=\s+[A-Za-z])|o(?=\s+[A-Z0-9]))\s*")
BOXES = re.compile(r"(?:\(\s?\)|\[\s?\]|[○◯☐□◻❍▢])\s*")
"""A box to tick, before an answer."""
BULLET = re.compile(r"^\s*(?:[-–*•‣·]|\(?[a-zA-Z]\)|[a-zA-Z]\.)\s+")
NUMBER = re.compile(
    r"^\s*(?:[Qq](?:uestion)?\s*)?(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?\s*[.):]\s*(?=\S)|^\s*[Qq]\d{1,3}\s+"
)
STEPS = re.compile(
    r"^\W*(\d{1,2})(?:\W+\d{1,2}){1,10}\W*$|^\W*(\d{1,2})\s*(?:-|–|to|\.{2,3}|…)\s*\d{1,2}\W*$"
)
ENDS = re.compile(
    r"\.{3}|…|\s[–—]\s|\s*[←→↔]+\s*| to (?=(?:strongly|very|extremely|completely|not)\b)", re.IGNORECASE
)
COLUMNS = re.compile(r"\s{2,}|\t+|\s*[|/;·]\s*|,\s+")
LABEL = re.compile(
    r"^(?:\d{1,2}\s*[=.:)-]?\s*)?(?:strongly|very|extremely|completely|quite|rather|fairly|a little|somewhat|"
    r"not|neither|neutral|never|always|often|sometimes|rarely|usually|agree|disagree|satisfied|dissatisfied|"
    r"likely|unlikely|excellent|good|great|fair|average|okay|ok|poor|bad|yes|no|maybe|don't know|n/?a|easy|"
    r"difficult|important|unimportant|daily|weekly|monthly|yearly)\b(?: [\w'/-]+){0,3}$",
    re.IGNORECASE,
)
"""An answer by its first word."""
EMPTY = re.compile(
    r"^[\s_.…]{3,}$|^(?:comments?|answer|reason)?:?\s*_{3,}\s*$|^\[?(?:text|free text|open)\]?$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^(?:section|part|page|chapter|block)\s+(?:\d+|[A-Z]|[IVX]+)\b|^(?:thank you|thanks|welcome|dear |"
    r"instructions?\b|introduction|about you$|the following|for each of|this survey|these questions|"
    r"we would like|your answers|in this section|"
    r"please (?:answer|read|note|complete|take|tick one|mark|circle|indicate|use the)\b)",
    re.IGNORECASE,
)
GRID = re.compile(
    r"\b(?:rate|following|statements?|each of|agree|satisfied|important|how (?:often|well|easy|likely))\b"
    r"[^?]*[:?]?$",
    re.IGNORECASE,
)
OPEN = re.compile(r"\b(?:what|why|how could|how can|describe|tell us|explain|comments?)\b", re.IGNORECASE)


@dataclass
class _Read:
    questions: list[Question] = field(default_factory=list)
    fresh: bool = False
    """Whether the last question may still get answers."""
    grid: bool = False
    """Whether what it lists are questions rather than answers."""

    def ask(self, line: int, text: str) -> None:
        first = BOXES.search(text)
        bare = text[: first.start()].strip() if first else text
        self.questions.append(Question(line, bare or text))
        self.fresh, self.grid = True, bare.endswith(":") and bool(GRID.search(bare))
        if first and bare:
            self.answers(BOXES.split(text[first.end() :]))

    def answers(self, options: Sequence[str]) -> None:
        last = self.questions[-1]
        kept = tuple(one.strip() for one in options if one.strip())
        self.questions[-1] = replace(last, options=(*last.options, *kept))

    def now(self, **told: object) -> None:
        self.questions[-1] = replace(self.questions[-1], **told)  # type: ignore[arg-type]


def is_document(lines: Sequence[Line]) -> bool:
    """Whether answers stand on lines of their own, or numbered questions among lines without a number: else
    every line is a question."""
    if any(BOX.match(said) or _is_scale(said) for _, said in lines):
        return True
    numbered = sum(bool(NUMBER.match(said)) for _, said in lines)
    return numbered >= 2 and any(
        HEADING.match(said) or EMPTY.match(said) or _is_title(said)
        for _, said in lines
        if not NUMBER.match(said)
    )


def read_document(lines: Sequence[Line]) -> tuple[Question, ...]:
    """The questions with their answers, each with the line it begins on; headings and instructions are left
    out."""
    read = _Read()
    numbered = sum(bool(NUMBER.match(said)) for _, said in lines) >= 2
    for line, said in lines:
        _line(read, line, said, numbered)
    return tuple(_typed(one) for one in read.questions)


def _line(read: _Read, line: int, said: str, numbered: bool) -> None:
    if read.fresh and _belongs(read, said):
        return
    bare = BULLET.sub("", NUMBER.sub("", said)).strip()
    if NUMBER.match(said) and not BOX.match(said):
        read.ask(line, bare)
    elif read.fresh and BULLET.match(said) and "?" not in said and not read.grid:
        read.answers([bare])
    elif read.fresh and read.grid and BULLET.match(said):
        read.questions.append(Question(line, bare))
    elif not bare or _is_heading(bare) or BOX.match(said) or EMPTY.match(said) or _is_scale(said):
        read.fresh = False
    elif numbered and read.fresh and _goes_on(read.questions[-1].text, said):
        read.now(text=f"{read.questions[-1].text} {bare}")
    elif "?" in bare or not numbered:
        read.ask(line, bare)


def _belongs(read: _Read, said: str) -> bool:
    """Takes a line as answers to the last question, where it is one."""
    if STEPS.match(said):
        ends = [float(one) for one in re.findall(r"\d+", said)]
        read.now(scale=(min(ends), max(ends)))
        return True
    if BOX.match(said):
        read.answers(BOXES.split(BOX.sub("", said)))
        return True
    if EMPTY.match(said):
        read.now(item_type="text")
        return True
    if _is_scale(said):
        parts = [one for one in COLUMNS.split(said) if one]
        read.answers(parts if len(parts) > 1 and not ENDS.search(said) else [])
        return True
    return False


def _is_scale(said: str) -> bool:
    """A line of nothing but answers: "1 2 3 4 5", "Yes / No", "Strongly agree … Strongly disagree"."""
    if STEPS.match(said):
        return True
    if re.search(r"[?:(.!]", said.strip().replace("...", "…")) or NUMBER.match(said):
        return False
    parts = [one.strip(" -–") for one in (ENDS if ENDS.search(said) else COLUMNS).split(said.strip())]
    labels = [one for one in parts if one]
    return len(labels) > 1 and all(LABEL.match(one) for one in labels)


def _is_heading(said: str) -> bool:
    return "?" not in said and (HEADING.match(said) is not None or _is_title(said))


def _is_title(said: str) -> bool:
    letters = [one for one in said if one.isalpha()]
    return len(letters) > 3 and "?" not in said and all(one.isupper() for one in letters)


def _goes_on(before: str, said: str) -> bool:
    return not re.search(r"[?.!:*]$", before) and said.lstrip()[:1].islower()


def _typed(question: Question) -> Question:
    """A star behind a question asks for an answer; where that is to be written, it counts as text."""
    if question.text.endswith("*"):
        question = replace(question, text=question.text.rstrip("* "), required=True)
    if question.item_type or question.options or question.scale or not OPEN.search(question.text):
        return question
    return replace(question, item_type="text") if question.required else question
