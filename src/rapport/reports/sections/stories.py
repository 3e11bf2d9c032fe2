"""A finding told whole: the sentence, the numbers, why, what to do, and the words that show it."""

from __future__ import annotations

from rapport.findings.plain import Finding, RuleResult
from rapport.reports import words
from rapport.reports.anchors import anchor, element_anchor, rows_anchor
from rapport.reports.blocks import Cell, Chart, Figure, Point, Reference, Story, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope
from rapport.reports.sections.headline import figure
from rapport.reports.sections.quotes import quotes
from rapport.reports.sections.scores import whose

KINDS = {
    "gap": "Gap",
    "strength": "Strength",
    "difference": "Difference",
    "change": "Change",
    "critical": "Critical error",
    "cases": "Cases",
    "measurement": "Measurement",
}


FEWEST_GROUPS = 3
COMPARED = {
    "strength": ("Ahead of the QCI by", True),
    "difference": ("Against the rest", True),
    "change": ("Since the last audit", True),
    "measurement": ("Same decision", False),
}


def brief(scope: Scope, finding: Finding) -> Story:
    """The finding in short: the sentence, what it is worth, what to do, one quote."""
    return Story(
        anchor("finding", *finding.key.split(":")),
        KINDS.get(finding.kind, finding.kind.capitalize()),
        finding.title,
        figures(scope, finding)[: 1 if finding.kind == "strength" else 2],
        finding.what,
        "",
        finding.todo,
        _owner(finding),
        None,
        None,
        (),
        quotes(scope.quotable(finding.excerpts), 1),
        _rows(finding),
    )


def whole(scope: Scope, finding: Finding) -> Story:
    """The finding with its chart by group, its rules, three quotes and the model answer."""
    rules = (rule_table(finding),) if finding.rules else ()
    return Story(
        anchor("finding", *finding.key.split(":")),
        KINDS.get(finding.kind, finding.kind.capitalize()),
        finding.title,
        figures(scope, finding),
        finding.what,
        finding.why,
        finding.todo,
        _owner(finding),
        finding.model_answer,
        group_chart(scope, finding),
        rules,
        quotes(scope.quotable(finding.excerpts), 3),
        _rows(finding),
    )


def figures(scope: Scope, finding: Finding) -> tuple[Figure, ...]:
    """The finding's own number, what it is worth, the gap to the best quarter."""
    rows = _rows(finding)
    found = [figure(_label(scope, finding), finding.estimate, href=rows)]
    if finding.worth is not None and finding.worth.value is not None:
        found.append(
            figure("QCI points to win" if finding.kind != "strength" else "Points left", finding.worth)
        )
    if finding.comparison is not None and finding.comparison.value is not None:
        name, signed = COMPARED.get(finding.kind, ("Compared with", False))
        found.append(figure(name, finding.comparison, signed=signed))
    if finding.best_quarter_gap is not None and finding.best_quarter_gap.value is not None:
        found.append(figure("To the best quarter of teams", finding.best_quarter_gap, signed=True))
    return tuple(found)


def group_chart(scope: Scope, finding: Finding) -> Chart | None:
    """The finding's groups, lowest first, against the company."""
    told = [g for g in finding.groups if g.estimate.value is not None]
    if len(told) < FEWEST_GROUPS or finding.kind == "strength":
        return None
    ordered = sorted(finding.groups, key=lambda g: (g.estimate.value is None, g.estimate.value or 0.0))
    apart = {g.group for g in told if finding.kind == "difference" and g.group in finding.title}
    points = tuple(
        Point(
            words.group(g.group),
            g.estimate,
            "warn" if g.group in apart or g.group == scope.team else "accent",
            rows_anchor(g.dimension, g.group),
        )
        for g in ordered
    )
    against = scope.company if finding.metric == "qci" else finding.estimate
    lines: tuple[Reference, ...] = ()
    if against.value is not None and against.unit == told[0].estimate.unit:
        lines = (Reference(f"company {words.value(against)}", against.value, against.low, against.high),)
    dimension = told[0].dimension
    name = scope.qci_name if finding.metric == "qci" else scope.title(finding.metric)
    title = f"{name} by {dimension}, lowest first"
    key = anchor("chart", *finding.key.split(":"))
    return Chart(key, title, "dots", points, name, lines, label=dimension.capitalize())


def rule_table(finding: Finding) -> Table:
    """Which rules cost the points: how often each, how much, whose it is, what good sounds like."""
    columns = ("Rule", "Seen in", "Interval", "Points lost", "Whose", "Example")
    rows = tuple(
        (
            text_cell(_rule_words(rule)),
            *estimate_cells(rule.fired_share)[:2],
            Cell(words.number(rule.points_lost), rule.points_lost, unit="points"),
            text_cell(rule.attributable_to),
            text_cell(rule.example),
        )
        for rule in finding.rules
    )
    return Table(
        anchor("rules", *finding.key.split(":")), "Rules behind it", columns, rows, frozenset((1, 2, 3))
    )


def _rule_words(rule: RuleResult) -> str:
    said = rule.text or rule.rule.replace("_", " ")
    if rule.critical:
        said += f" (critical for the {rule.critical})"
    return f"{said.rstrip('. ')} (to do)" if rule.missed else said


def _label(scope: Scope, finding: Finding) -> str:
    if finding.kind == "difference" and finding.where:
        return words.sentence(finding.where).rstrip(".")
    if finding.kind == "measurement":
        return "QCI points, + lenient" if finding.metric == "qci" else "Agreement beyond chance"
    if finding.kind == "cases":
        return "Share of closed cases"
    return scope.title(finding.metric)


def _rows(finding: Finding) -> str | None:
    """Where the scored interactions behind it are listed; cases are not among them."""
    return None if finding.kind == "cases" else element_anchor(finding.metric)


def _owner(finding: Finding) -> str:
    told = whose(finding.attributable_to)
    return f"Attributable to {told}" if told else ""
