"""How far the evaluators can be believed: agreement, unclear rules, severity."""

from __future__ import annotations

from rapport.findings.plain import AgreementResult
from rapport.reports import words
from rapport.reports.blocks import Block, Chart, Paragraph, Point, Section, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.reports.scope import Scope


def agreement(scope: Scope) -> Section:
    """Agreement per element with its interval, the rules read differently, who is lenient or severe."""
    results = scope.findings.agreement
    blocks: list[Block] = []
    if results:
        ordered = sorted(results, key=lambda r: (r.coefficient.value is None, r.coefficient.value or 0.0))
        points = tuple(
            Point(r.title, r.coefficient, "warn" if r.verdict == "unclear" else "accent") for r in ordered
        )
        method = next((r.coefficient.method for r in results if r.coefficient.method), "agreement")
        blocks += [
            Chart(
                "agreement-scores",
                _message(results),
                "dots",
                points,
                words.short(method, 60),
                (),
                _domain(points),
                "Element",
            ),
            _table(results),
        ]
    else:
        blocks.append(Paragraph("Nothing was scored by two evaluators, so agreement cannot be told.", "note"))
    if scope.findings.severity:
        blocks.append(_severity(scope))
    return Section("agreement", "How far the scores can be believed", tuple(blocks), "Agreement")


def _message(results: tuple[AgreementResult, ...]) -> str:
    unclear = [r.title for r in results if r.verdict == "unclear"]
    if unclear:
        return f"Evaluators do not yet read {words.listing(unclear)} alike"
    known = [r for r in results if r.verdict in ("reliable", "tentative")]
    if not known:
        return "Too little is scored twice to tell how far evaluators agree"
    return f"Evaluators agree well enough on {len(known)} of {len(results)} scores to build on them"


def _domain(points: tuple[Point, ...]) -> tuple[float, float]:
    lows = [p.estimate.low for p in points if p.estimate.low is not None]
    return (min([0.0, *lows]), 1.0)


def _table(results: tuple[AgreementResult, ...]) -> Table:
    columns = (
        "Element",
        "Verdict",
        "Agreement",
        "Interval",
        "Scored twice",
        "Same decision",
        "Rule read differently",
        "Seen by one of two in",
    )
    rows = tuple(
        (
            text_cell(r.title),
            text_cell(r.verdict),
            *estimate_cells(r.coefficient),
            estimate_cells(r.same_decision)[0],
            text_cell(r.unclear_rule_text or (r.unclear_rule or "").replace("_", " ")),
            text_cell("" if r.unclear_share is None else words.number(r.unclear_share, "share")),
        )
        for r in results
    )
    return Table(
        "agreement-detail", "Agreement in numbers", columns, rows, frozenset((2, 3, 4, 5, 7)), folded=True
    )


def _severity(scope: Scope) -> Chart:
    results = scope.findings.severity
    ordered = sorted(results, key=lambda s: s.severity.value if s.severity.value is not None else 999.0)
    points = tuple(Point(f"{s.evaluator} ({s.evaluations:,} scored)", s.severity) for s in ordered)
    apart = [s.evaluator for s in results if _apart(s.severity.low, s.severity.high)]
    said = "One evaluator scores" if len(apart) == 1 else f"{len(apart)} evaluators score"
    title = (
        f"{said} apart from the others"
        if apart
        else "No evaluator scores apart from the others beyond chance"
    )
    return Chart("severity", title, "bars", points, "QCI points, + lenient, − severe", label="Evaluator")


def _apart(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and (low > 0 or high < 0)
