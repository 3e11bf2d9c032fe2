"""Ids of concerns: never changed, never used twice, fit for an address, none that means something besides."""

from __future__ import annotations

import re

from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.model import OTHER

RESERVED = frozenset({OTHER, CANNOT_TELL, "new", "reasons", "causes", "edit"})
"""Labels that are no concern, and pages that stand where a concern's would."""
LONGEST = 60
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_FIT = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{LONGEST - 1}}}")


def fresh_id(name: str, taken: set[str]) -> str:
    """An id made of a name that is not taken; it is, from then on."""
    base = _NO_LETTER.sub("-", name.lower()).strip("-")[:LONGEST] or "concern"
    one, number = base, 2
    while one in taken or one in RESERVED:
        one, number = f"{base}-{number}", number + 1
    taken.add(one)
    return one


def own_id(label: str, taken: set[str]) -> str:
    """The id of a concern that came as a label: the label itself where that can be one."""
    if _FIT.fullmatch(label) and label not in taken and label not in RESERVED:
        taken.add(label)
        return label
    return fresh_id(label, taken)
