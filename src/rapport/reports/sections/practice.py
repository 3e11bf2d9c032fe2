"""What an associate can do differently tomorrow: model answers, what to do and to leave, real examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rapport.findings.plain import Excerpt, Finding, RuleResult
from rapport.reports import words
from rapport.reports.anchors import anchor
from rapport.reports.blocks import Block, Cell, Figure, Figures, Paragraph, Section, Story, Table
from rapport.reports.cells import text_cell
from rapport.reports.scope import Scope
from rapport.reports.sections.headline import figure
from rapport.reports.sections.quotes import quotes

MOST_RULES = 5
MOST_SEEN = 6
ADJUSTED = "Adjusted for what you were given to handle"


def own_score(scope: Scope) -> Section:
    """The agent's own score: only what an agent can act on, and nobody else's."""
    result = scope.agent_result
    rows = scope.rows
    if result is None or result.raw.value is None:
        many = words.plural(len(rows), "conversation") + " of yours " + ("is" if len(rows) == 1 else "are")
        lead = f"{many} too few for a score; here is what was seen."
        blocks: tuple[Block, ...] = (Paragraph(lead, "lead"),)
    else:
        over = words.plural(len(rows), "conversation")
        lead = f"Your own score is {words.phrase(result.raw)} of 100, over {over}."
        numbers = (figure("Your own score", result.raw, href="rows"), figure(ADJUSTED, result.adjusted))
        blocks = (
            Paragraph(lead, "lead"),
            Figures(numbers, main=True),
            Paragraph(
                "It counts only what you can act on yourself, not the process, product or policy.", "note"
            ),
        )
    seen = seen_table(scope)
    return Section("headline", "Where you stand", (*blocks, *((seen,) if seen else ())), "Summary")


def to_practise(scope: Scope) -> Section:
    """One story a gap an agent can close: the model answer first, then what to do, leave, and hear."""
    gaps = [f for f in scope.findings.findings if f.kind == "gap" and _is_ours(f)]
    blocks: tuple[Block, ...] = tuple(practice(scope, finding) for finding in gaps[:6])
    if not blocks:
        blocks = (Paragraph("Nothing that is yours to change stands out in these conversations.", "note"),)
    return Section("practice", "What to do differently", blocks, "Practice")


def keep_doing(scope: Scope) -> Section:
    """What goes well, in customers' and colleagues' own words."""
    strengths = [f for f in scope.findings.findings if f.kind == "strength"]
    blocks = tuple(
        replace(practice(scope, finding), kind="Keep doing", figures=())
        for finding in strengths[:3]
        if finding.excerpts
    )
    return Section("keep", "What goes well", blocks, "Practice")


def practice(scope: Scope, finding: Finding) -> Story:
    """A finding as practice: no names, no ranking, only rules an agent can act on."""
    rules = _own_rules(scope, finding)
    aim = _aim(rules) if finding.kind == "gap" else ""
    example = next((rule.example for rule in rules if rule.example), None)
    excerpts = tuple(_unsigned(excerpt) for excerpt in scope.quotable(finding.excerpts))
    numbers: tuple[Figure, ...] = ()
    if scope.agent is None:
        numbers = (figure(scope.title(finding.metric), finding.estimate),)
    return Story(
        anchor("finding", *finding.key.split(":")),
        "Practise",
        f"{scope.title(finding.metric)}: {aim}" if aim else finding.title,
        numbers,
        finding.what,
        "",
        "" if aim else "Keep doing it.",
        "",
        finding.model_answer or example,
        None,
        (_do_and_leave(finding, rules),) if rules else (),
        quotes(excerpts, 2, people=False),
    )


def seen_table(scope: Scope) -> Table | None:
    """How often each of the agent's own rules was seen; a count, not an estimate."""
    rules = {
        f"{r.element}.{r.rule}": r
        for e in scope.findings.elements
        for r in e.rules
        if r.attributable_to == "agent"
    }
    counts = Counter(name for row in scope.rows for name in set(row.fired) if name in rules)
    if not counts:
        return None
    total = len(scope.rows)
    rows = tuple(
        (
            text_cell(scope.title(rules[name].element)),
            text_cell(rules[name].text or rules[name].rule.replace("_", " ")),
            text_cell("adds" if rules[name].points > 0 else "costs"),
            Cell(f"{count:,} of {total:,}", count, unit="count"),
        )
        for name, count in sorted(counts.items(), key=lambda item: (rules[item[0]].points > 0, -item[1]))
    )
    costs = [row for row in rows if row[2].text == "costs"][:MOST_SEEN]
    adds = [row for row in rows if row[2].text == "adds"][:MOST_SEEN]
    return Table(
        "seen",
        "What was seen in your conversations",
        ("Element", "Rule", "It", "Seen in"),
        (*costs, *adds),
        frozenset((3,)),
    )


def _do_and_leave(finding: Finding, rules: tuple[RuleResult, ...]) -> Table:
    rows = tuple(
        (
            text_cell("Do" if rule.points > 0 else "Leave"),
            text_cell(rule.text or rule.rule.replace("_", " ")),
            text_cell(rule.example),
        )
        for rule in sorted(rules, key=lambda rule: (rule.points <= 0, -rule.points_lost))
    )
    return Table(anchor("rules", *finding.key.split(":")), "What counts", ("", "Rule", "For example"), rows)


def _own_rules(scope: Scope, finding: Finding) -> tuple[RuleResult, ...]:
    """The element's rules an agent can act on and that cost points, costliest first."""
    name = finding.metric.removeprefix("element:")
    every = next((e.rules for e in scope.findings.elements if e.element == name), finding.rules)
    kept = [r for r in every if r.attributable_to == "agent" and (r.points_lost > 0 or finding.kind != "gap")]
    return tuple(sorted(kept, key=lambda rule: -rule.points_lost))[:MOST_RULES]


def _aim(rules: tuple[RuleResult, ...]) -> str:
    """The one thing to do or to leave, in the rule's own words."""
    if not rules:
        return ""
    said = words.short((rules[0].text or rules[0].rule.replace("_", " ")).rstrip(". "), 110)
    said = said[:1].lower() + said[1:] if said[1:2].islower() else said
    return said if rules[0].missed else f"leave out “{said}”"


def _is_ours(finding: Finding) -> bool:
    if not finding.attributable_to:
        return True
    return finding.attributable_to.get("agent", 0.0) > 0 or any(
        r.attributable_to == "agent" for r in finding.rules
    )


def _unsigned(excerpt: Excerpt) -> Excerpt:
    return replace(excerpt, evaluator=None)
