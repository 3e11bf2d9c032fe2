"""What the weights of interactions depend on, as judging needs it."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.plain import Facts
from rapport.warehouse import Warehouse
from rapport.work.scoring_facts import scoring_facts


def judging_facts(home: Home, criteria: Criteria, ids: Iterable[str]) -> dict[str, Facts]:
    """Facts by interaction; those that are no longer there are left out."""
    wanted = list(ids)
    found = Warehouse(home.warehouse_path).ask(lambda one: scoring_facts(one, criteria, wanted))
    return {
        name: Facts(one.attributes, one.importance, one.segment_importance) for name, one in found.items()
    }


def facts_of(home: Home, criteria: Criteria, interaction_id: str) -> Facts:
    """Of one interaction. Raises JudgingError when it is no longer there."""
    found = judging_facts(home, criteria, [interaction_id]).get(interaction_id)
    if found is None:
        raise JudgingError(
            "This interaction was removed from the home", interaction_id, "Leave it out, or choose another."
        )
    return found
