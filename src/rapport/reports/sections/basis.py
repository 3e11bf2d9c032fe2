"""What the report rests on, and what it cannot tell."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rapport.reports import words
from rapport.reports.blocks import Block, Facts, Paragraph, Section
from rapport.reports.scope import Scope


def caveats(scope: Scope) -> Section:
    """The target's reasons, the point of diminishing returns, and the notes."""
    target = scope.findings.target
    returns = target.diminishing_returns
    if returns.value is not None:
        told = f"More effort pays less and less from about {words.phrase(returns)} on."
    else:
        why = returns.undefined_because or "too few outcomes"
        told = f"Where more effort stops paying cannot be told: {why}."
    first = f"The target is {target.value:g} ({target.source}). {told}"
    blocks: list[Block] = [
        Paragraph(first),
        *(Paragraph(words.sentence(note), "note") for note in scope.findings.notes),
    ]
    return Section("caveats", "The target, and what the data do not tell", tuple(blocks), "Summary")


def basis(scope: Scope) -> Section:
    """Everything needed to compute it again."""
    p = scope.findings.provenance
    excluded = ", ".join(f"{count:,} {reason}" for reason, count in p.excluded.items() if count) or "none"
    items = (
        ("Company", p.company),
        ("Period of what was scored", words.period(p.period_from, p.period_to) or "all that is kept"),
        ("Interactions", f"{p.interactions:,}"),
        ("Of these, in the frame", f"{p.frame:,}"),
        ("Left out", excluded),
        ("Scored interactions", f"{len(scope.findings.rows):,}"),
        ("Evaluations", f"{p.evaluations:,} by {words.plural(p.evaluators, 'evaluator')}"),
        ("Scored twice or more", f"{p.double_scored:,}"),
        ("Sample", p.sample or "none drawn"),
        ("Method", p.method),
        ("Criteria", p.criteria),
        ("Criteria fingerprint", p.criteria_sha256),
        ("Confidence of intervals", f"{p.confidence:.0%}"),
        ("Groups shown from", f"{p.minimum_base} scored interactions"),
        ("Data version", str(p.data_version)),
        ("Computed", words.minute(p.made_at.astimezone(ZoneInfo(p.time_zone)))),
        ("Times, days and months in", p.time_zone),
        ("Made by", f"Rapport {p.rapport_version}"),
    )
    return Section(
        "basis", "How this was computed", (Facts("provenance", "Provenance", items),), "Provenance"
    )


def made(scope: Scope) -> str:
    """The line at the foot of every page and slide."""
    p = scope.findings.provenance
    computed = f"computed {words.day(p.made_at)} · Rapport {p.rapport_version}"
    return f"Data version {p.data_version} · criteria {p.criteria} · {computed}"


def method(scope: Scope) -> str:
    """One sentence on how the numbers came to be."""
    p = scope.findings.provenance
    sample = f"sample {p.sample}" if p.sample else "no drawn sample"
    return (
        f"{words.sentence(p.method)} {p.evaluations:,} evaluations of {len(scope.findings.rows):,} "
        f"interactions out of {p.frame:,} ({sample}); intervals at {p.confidence:.0%}; "
        f"groups under {p.minimum_base} are not shown."
    )
