"""What the notes come to so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapport.criteria import Criteria, score
from rapport.program.scoring.notes import NOTHING, Notes, decisions
from rapport.program.scoring.plain import Facts


@dataclass(frozen=True)
class Live:
    """The QCI of what is decided so far; elements not decided yet are left out, as if they did not apply.

    `elements` are on 0–100, None where not decided or not applicable; `criticals` names (element, rule)
    that fired. `undefined_because` says why there is no QCI.
    """

    qci: float | None
    before_criticals: float | None
    elements: Mapping[str, float | None]
    criticals: tuple[tuple[str, str], ...]
    asked: int
    decided: int
    undefined_because: str | None


def live_score(criteria: Criteria, notes: Notes, facts: Facts) -> Live:
    """Scores unfinished notes, by the same definition as finished ones. Raises InputError."""
    asked = decisions(criteria, notes, facts.attributes)
    done = [name for name in asked if notes.elements.get(name, NOTHING).decided]
    so_far = {
        name: one if name in done else replace(one, not_applicable=True, rules={})
        for name, one in asked.items()
    }
    found = score(criteria, so_far, facts.attributes, facts.importance, facts.segment_importance)
    return Live(
        qci=found.qci,
        before_criticals=found.qci_before_criticals,
        elements={name: found.elements[name] for name in asked},
        criticals=tuple((element, rule) for element, rule, _ in found.criticals),
        asked=len(asked),
        decided=len(done),
        undefined_because="nothing is decided yet" if not done else found.undefined_because,
    )
