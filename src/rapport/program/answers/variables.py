"""Variables of a template: `{{ customer_name }}`, or with words for when it is not known,
`{{ customer_name | there }}`. Values are put in as text; nothing in a template is ever run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

KNOWN = {
    "customer_name": "the customer's name, where it is stored",
    "agent_name": "who serves the customer",
    "company": "the company's name",
    "interaction_id": "the number of the interaction",
    "subject": "what the interaction is headed",
    "concern": "why the customer came",
    "channel": "how the customer came",
    "team": "the team that serves",
    "date": "the day of the interaction",
}
ATTRIBUTE = "attribute."
PLACE = re.compile(r"\{\{([^{}\n]{0,200})\}\}")
NAME = re.compile(r"[a-z_]+|attribute\.[\w.-]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a filled template; `variable` is set where one stood, `known` whether it had a value."""

    text: str
    variable: str | None = None
    known: bool = True


def fill(template: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The template with its variables put in. What is not known stays visible as `[name]`."""
    pieces, end = [], 0
    for match in PLACE.finditer(template):
        pieces.append(Piece(template[end : match.start()]))
        name, _, words = (part.strip() for part in match[1].partition("|"))
        value = values.get(name) or words
        pieces.append(Piece(value or f"[{name}]", name, bool(value)))
        end = match.end()
    pieces.append(Piece(template[end:]))
    return tuple(piece for piece in pieces if piece.text)


def variables_in(template: str) -> tuple[str, ...]:
    """The names used, in their order."""
    return tuple(dict.fromkeys(match[1].partition("|")[0].strip() for match in PLACE.finditer(template)))


def unknown_variables(template: str) -> tuple[str, ...]:
    """What stands in braces and is no variable; also braces that are not closed."""
    wrong = [name for name in variables_in(template) if not _known(name)]
    rest = PLACE.sub("", template)
    return (*wrong, *(mark for mark in ("{{", "}}") if mark in rest))


def _known(name: str) -> bool:
    if name.startswith(ATTRIBUTE):
        return NAME.fullmatch(name) is not None
    return name in KNOWN
