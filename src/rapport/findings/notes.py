"""What the data do not carry, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.findings.audit import Audit
from rapport.findings.comparable import not_comparable
from rapport.findings.plain import Change
from rapport.findings.wording import named


def notes(audit: Audit, changes: Sequence[Change]) -> tuple[str, ...]:
    """Everything a reader must know before leaning on the numbers."""
    found = []
    if audit.inside.is_empty():
        return ("No interaction has been evaluated by these criteria.",)
    if audit.assumed:
        found.append(
            "No sample was drawn: the evaluated interactions are taken for a random sample of all of them. "
            "If they were picked in another way, the interval is too narrow and the estimate may be off."
        )
    if not audit.double_scored:
        found.append(
            "Nothing was scored by two people, so the evaluators' own error is not known and how far they "
            "agree cannot be told."
        )
    if audit.inside["evaluator"].n_unique() == 1:
        found.append("One person scored everything: how severe that person is cannot be told.")
    if not audit.previous:
        found.append("There is no earlier audit by these criteria, so nothing can be said about change.")
    elif changes and all(one.words == "cannot tell" for one in changes):
        found.append("Nothing moved by more than chance since the last audit.")
    for dimension in ("team", "channel"):
        for group in sorted(not_comparable(audit, (dimension,))):
            found.append(
                f"{named(dimension, group[0])} was scored by another mix of evaluators than the rest; "
                "it is not compared with them."
            )
    return tuple(found)
