"""Components, factors and elements: how good each is, and how many points each holds."""

from __future__ import annotations

from rapport.reports import messages, words
from rapport.reports.anchors import rows_anchor
from rapport.reports.blocks import Block, Cell, Chart, Point, Reference, Section, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope


def components(scope: Scope) -> Section:
    """The named views across factors, against the company's QCI."""
    shown = scope.findings.components if scope.audience == "executive" else ()
    names = shown or (*scope.findings.components, *scope.findings.factors)
    points = _points(scope, names)
    if not points:
        return Section("components", "The parts of the score", (), "Summary")
    noun = "component" if shown else "part of the score"
    chart = Chart(
        "component-scores",
        messages.lowest(points, noun),
        "dots",
        points,
        "Points of 100",
        _company(scope),
        label="Component",
    )
    return Section("components", "The parts of the score", (chart,), "Summary")


def lost_points(scope: Scope, most: int | None = None) -> Chart:
    """What each element would add to the QCI if it were perfect, most first."""
    elements = sorted(scope.findings.elements, key=lambda e: -(e.points_available.value or 0.0))
    points = tuple(
        Point(e.title, e.points_available, "warn" if i < 3 else "accent", rows_anchor("element", e.element))
        for i, e in enumerate(elements)
    )
    title = messages.largest(points, scope.company)
    if scope.team is not None:
        title = f"In {scope.findings.provenance.company} as a whole: {title}"
    more = len(points) - most if most is not None and len(points) > most else 0
    note = f"{words.plural(more, 'more element')} with less each in “Every element”." if more else None
    axis = "QCI points a perfect element would add"
    return Chart("points-available", title, "bars", points[:most], axis, label="Element", note=note)


def element_scores(scope: Scope) -> Chart:
    """Each element's own score, lowest first."""
    scored = [(e, scope.element_score(e)) for e in scope.findings.elements]
    points = tuple(
        Point(e.title, score, href=rows_anchor("element", e.element))
        for e, score in sorted(scored, key=lambda pair: pair[1].value if pair[1].value is not None else 999.0)
    )
    return Chart(
        "element-scores", messages.lowest(points, "element"), "dots", points, "Points of 100", label="Element"
    )


def elements(scope: Scope) -> Section:
    """Where the points are, element by element, with the numbers in a table."""
    blocks: tuple[Block, ...] = (lost_points(scope), element_scores(scope), element_table(scope))
    return Section("elements", "Element by element", blocks if scope.findings.elements else (), "Elements")


def element_table(scope: Scope) -> Table:
    """Every element with its score, points available, gap to the best quarter and whose it is."""
    columns = (
        "Element",
        "Factor",
        "Weight",
        "Score",
        "Interval",
        "Scored",
        "Points available",
        "Interval ",
        "To the best quarter of teams",
        "Whose",
    )
    rows = tuple(
        (
            text_cell(e.title),
            text_cell(scope.title(e.factor)),
            Cell(words.number(e.weight_share, "share"), e.weight_share, unit="share"),
            *estimate_cells(scope.element_score(e), rows_anchor("element", e.element)),
            *estimate_cells(e.points_available)[:2],
            estimate_cells(e.best_quarter_gap, signed=True)[0],
            text_cell(whose(e.attributable_to)),
        )
        for e in scope.findings.elements
    )
    return Table("element-table", "Every element", columns, rows, frozenset(range(2, 9)), folded=True)


def whose(shares: object) -> str:
    """`agent 70%, process 30%`, largest first."""
    items = dict(shares) if isinstance(shares, dict) or hasattr(shares, "items") else {}  # type: ignore[call-overload]
    told = sorted(((name, part) for name, part in items.items() if part > 0), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {part * 100:.0f}%" for name, part in told)


def _points(scope: Scope, names: tuple[str, ...]) -> tuple[Point, ...]:
    found = []
    for name in names:
        estimate = scope.findings.scores.get(name)
        if scope.team is not None:
            groups = scope.findings.component_groups.get((name, "team"), ())
            estimate = next((g.estimate for g in groups if g.group == scope.team), None)
        if estimate is not None:
            found.append(Point(scope.title(name), estimate, href="rows"))
    return tuple(sorted(found, key=lambda p: p.estimate.value if p.estimate.value is not None else 999.0))


def _company(scope: Scope) -> tuple[Reference, ...]:
    qci = scope.qci
    if qci.value is None:
        return ()
    return (Reference(f"{scope.qci_name} {words.value(qci)}", qci.value, qci.low, qci.high),)
