"""The mini-rating on one sheet of paper."""

from __future__ import annotations

from datetime import UTC, datetime

from rapport import __version__
from rapport.home import Home
from rapport.reports import words
from rapport.reports.blocks import (
    Block,
    Chart,
    Drill,
    Figure,
    Figures,
    Paragraph,
    Point,
    Reference,
    Report,
    Section,
)
from rapport.reports.pdf.paper import draw
from rapport.work.mini_rating.rating import Rating


def rating_chart(rating: Rating, target: float) -> Chart:
    """Every question's score, lowest first."""
    points = tuple(Point(one.title, one.score) for one in rating.answers)
    lines = (Reference(f"Target {target:g}", target),)
    return Chart(
        "answers", rating.words[-1], "dots", points, "Points of 100", lines, (0.0, 100.0), "Question"
    )


def rating_pdf(home: Home, rating: Rating) -> bytes:
    """The page as PDF."""
    facts, now = rating.facts, datetime.now(UTC)
    scored = words.plural(rating.qci.base, "interaction")
    figures = Figures((_figure("Score of 100", rating.qci.base, rating), _harmless(rating)), main=True)
    blocks: tuple[Block, ...] = (
        Paragraph(rating.words[0], "lead"),
        figures,
        rating_chart(rating, home.settings.target_qci),
        *(Paragraph(one, "note") for one in rating.caveats),
    )
    made = f"Computed {words.day(now)} · mini-rating criteria 1 · Rapport {__version__}"
    report = Report(
        title=facts.title,
        subtitle=f"Mini-rating of {scored}",
        company=home.settings.name,
        audience="executive",
        headline=rating.words[0],
        sections=(Section("rating", "What was found", blocks, "Summary"),),
        method=words.sentence(rating.qci.method or "Nothing is scored yet"),
        made=made,
        made_at=now.isoformat(),
        drill=Drill((), (), {}, people=False),
    )
    return draw(report)


def _figure(label: str, base: int, rating: Rating) -> Figure:
    qci = rating.qci
    whole = rating.facts.population
    return Figure(
        label, words.value(qci), words.interval(qci), words.base(qci, whole) if base else "", estimate=qci
    )


def _harmless(rating: Rating) -> Figure:
    one = rating.harmless
    return Figure(
        "Without harm",
        words.value(one),
        words.interval(one),
        words.base(one) if one.base else "",
        estimate=one,
    )
