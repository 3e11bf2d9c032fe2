"""The one number, whether it is moving, and how far the target is."""

from __future__ import annotations

from rapport.measures.estimate import Estimate
from rapport.reports import messages, words
from rapport.reports.blocks import Block, Chart, Figure, Figures, Paragraph, Point, Reference, Section
from rapport.reports.scope import Scope


def headline(scope: Scope) -> Section:
    """The opening of every report."""
    blocks: list[Block] = [
        Paragraph(messages.opening(scope), "lead"),
        Figures(figures(scope), main=True),
        score_chart(scope),
    ]
    if scope.team is None:
        blocks += trend_blocks(scope)
    return Section("headline", "Where we stand", tuple(blocks), "Summary")


def figures(scope: Scope) -> tuple[Figure, ...]:
    """The headline's numbers: the QCI, its change, the target's distance, critical errors."""
    provenance, qci = scope.findings.provenance, scope.qci
    whole = provenance.frame if scope.team is None and qci.value is not None else None
    found = [
        Figure(
            _full_name(scope), words.value(qci), words.interval(qci), words.base(qci, whole), "", "rows", qci
        ),
        change_figure(scope),
        target_figure(scope),
    ]
    safe = scope.findings.scores.get("critical_error_free")
    if safe is not None and scope.team is None:
        found.append(figure(scope.title("critical_error_free"), safe, href="rows"))
    if scope.team is not None:
        found.append(figure(f"{scope.findings.provenance.company} as a whole", scope.company, href="rows"))
    return tuple(found)


def _full_name(scope: Scope) -> str:
    title = scope.title("qci")
    return title if scope.qci_name in title else f"{title} ({scope.qci_name})"


def figure(label: str, estimate: Estimate, signed: bool = False, href: str | None = None) -> Figure:
    """One estimate as a figure with its interval and base, or the reason why there is none."""
    return Figure(
        label,
        words.value(estimate, signed),
        words.interval(estimate, signed),
        words.base(estimate) if estimate.base else "",
        words.because(estimate),
        href,
        estimate,
    )


def change_figure(scope: Scope) -> Figure:
    """What moved since the last audit, in words."""
    change = next((c for c in scope.findings.changes if c.metric == "qci"), None)
    if scope.team is not None or change is None:
        why = "No earlier audit to compare with." if scope.team is None else "Told for the company only."
        return Figure("Since the last audit", "—", words=why)
    return Figure(
        "Since the last audit",
        words.number(change.difference.value, "points", True) if change.difference.value is not None else "—",
        words.interval(change.difference, True),
        words=words.sentence(change.words),
        estimate=change.difference,
    )


def target_figure(scope: Scope) -> Figure:
    """How far the target is."""
    target = scope.findings.target
    distance = scope.qci
    if distance.value is None:
        return Figure(f"Target {target.value:g}", "not known", words="No score to compare with.")
    moved = distance.with_(
        value=distance.value - target.value,
        low=None if distance.low is None else distance.low - target.value,
        high=None if distance.high is None else distance.high - target.value,
    )
    return Figure(
        f"To the target of {target.value:g}",
        words.value(moved, True),
        words.interval(moved, True),
        estimate=moved,
    )


def score_chart(scope: Scope) -> Chart:
    """The score on its scale against the target."""
    target = scope.findings.target.value
    return Chart(
        "headline-score",
        _score_message(scope),
        "headline",
        (Point(scope.qci_name, scope.qci, href="rows"),),
        f"Points of 100, with the {scope.findings.provenance.confidence:.0%} interval",
        (Reference(f"Target {target:g}", target),),
        (0.0, 100.0),
        "Score",
    )


def trend_blocks(scope: Scope) -> list[Block]:
    """Month by month, when at least two months were audited."""
    points = tuple(Point(words.month(month.group), month.estimate) for month in scope.findings.trend)
    if sum(point.estimate.value is not None for point in points) < 2:
        return []
    title = messages.over_time(points)
    return [Chart("trend", title, "trend", points, f"{scope.qci_name} by month", label="Month")]


def _score_message(scope: Scope) -> str:
    qci, target = scope.qci, scope.findings.target.value
    if qci.value is None:
        return f"The {scope.qci_name} cannot be told yet"
    toward = messages.toward_target(qci, target)
    return f"{scope.qci_name} {toward}".replace(" which cannot", " cannot")
