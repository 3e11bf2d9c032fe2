"""The points of an element as a spreadsheet formula, so that an evaluator sees them at once."""

from __future__ import annotations

from rapport.criteria import Element


def points_formula(element: Element, cells: list[str], not_applicable: str) -> str:
    """`cells` hold the counts of the element's rules, in order; `not_applicable` says yes or nothing.

    A rule counts only when every rule it requires counts.
    """
    cell_of = {rule.id: cell for rule, cell in zip(element.rules, cells, strict=True)}
    requires = {rule.id: rule.requires for rule in element.rules}

    def needed(rule: str, seen: frozenset[str]) -> list[str]:
        """Every rule that `rule` requires, directly or not."""
        found: list[str] = []
        for other in requires[rule]:
            if other in cell_of and other not in seen:
                found += [other, *needed(other, seen | {other})]
        return found

    terms = [f"{element.start:g}"]
    for rule in element.rules:
        conditions = "".join(
            f"*(N({cell_of[other]})>0)" for other in dict.fromkeys(needed(rule.id, frozenset()))
        )
        terms.append(f"({rule.points:g})*N({cell_of[rule.id]}){conditions}")
    return f'=IF({not_applicable}="yes","n/a",MAX(0,MIN({element.max:g},{"+".join(terms)})))'
