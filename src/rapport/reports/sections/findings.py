"""What the data say to do: gaps first, then strengths, then the rest."""

from __future__ import annotations

from rapport.findings.plain import Finding
from rapport.reports import words
from rapport.reports.blocks import Block, Paragraph, Section, Stories
from rapport.reports.scope import Scope
from rapport.reports.sections.scores import lost_points
from rapport.reports.sections.stories import brief, whole

MOST_ELEMENTS = 8
TITLES = {
    "critical": "Critical errors",
    "gap": "Where the points are lost, and what to do",
    "strength": "What goes well, and should stay",
    "difference": "Who stands apart",
    "change": "What changed since the last audit",
    "cases": "Why cases arise",
    "measurement": "Where the scoring itself is unclear",
}


def in_short(scope: Scope, most: int = 3) -> tuple[Section, ...]:
    """The executive's cut: the first gaps with what they are worth, the first strengths."""
    found: list[Section] = []
    gaps = sorted(_of_kind(scope, "critical") + _of_kind(scope, "gap"), key=_worth, reverse=True)
    blocks: list[Block] = [lost_points(scope, MOST_ELEMENTS)] if scope.findings.elements else []
    if gaps:
        items = tuple(brief(scope, finding) for finding in gaps[:most])
        blocks.append(Stories("top-gaps", _todo_title(items_worth(gaps[:most])), items))
    else:
        blocks.append(Paragraph("No gap is large enough, on this many interactions, to call one.", "note"))
    found.append(Section("gaps", TITLES["gap"], tuple(blocks), "Findings"))
    strengths = _of_kind(scope, "strength")
    if strengths:
        items = tuple(brief(scope, finding) for finding in strengths[:most])
        names = words.listing(scope.title(finding.metric) for finding in strengths[:most])
        found.append(
            Section(
                "strengths",
                TITLES["strength"],
                (Stories("top-strengths", f"Strong: {names}", items),),
                "Findings",
            )
        )
    return tuple(found)


def in_full(scope: Scope) -> tuple[Section, ...]:
    """The manager's cut: every finding whole, a section a kind."""
    found = []
    for kind, title in TITLES.items():
        stories = tuple(whole(scope, finding) for finding in _of_kind(scope, kind))
        if stories:
            found.append(Section("findings-" + kind, title, stories, "Findings"))
    return tuple(found)


def items_worth(findings: list[Finding]) -> float | None:
    """What the gaps shown are worth together, when each is known (points of different elements add up)."""
    worths = [
        f.worth.value
        for f in findings
        if f.kind == "gap" and f.worth is not None and f.worth.value is not None
    ]
    return sum(worths) if worths and len({f.metric for f in findings}) == len(findings) else None


def _worth(finding: Finding) -> float:
    return (finding.worth.value if finding.worth is not None else None) or 0.0


def _todo_title(worth: float | None) -> str:
    if worth is None:
        return "What to do first"
    return f"What to do first: up to {words.number(worth)} QCI points are here"


def _of_kind(scope: Scope, kind: str) -> list[Finding]:
    """The findings of a kind, those that touch the team first when the report is about one."""
    found = [finding for finding in scope.findings.findings if finding.kind == kind]
    if scope.team is None:
        return found
    return sorted(found, key=lambda finding: not _touches(finding, scope.team))


def _touches(finding: Finding, team: str | None) -> bool:
    return any(g.dimension == "team" and g.group == team for g in finding.groups)
