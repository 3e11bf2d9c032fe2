"""Sentences of findings. They hold no numbers: reports set those beside, rounded as they round."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.findings.contrasts import Contrast
from rapport.findings.plain import ElementResult, RuleResult

BY_WHOM = {
    "agent": "Coach it",
    "process": "Change the process",
    "product": "Take it to the product team",
    "policy": "Change the rule of the house",
}
HARMED = {"customer": "the customer", "business": "the business", "compliance": "compliance"}
DIMENSIONS = {
    "team": "Team", "channel": "Channel", "concern": "Concern", "segment": "Segment",
    "touchpoint": "Touchpoint", "language": "Language", "month": "Month",
}  # fmt: skip
NAMED_RULES = 3
NAMED_GROUPS = 4


def quoted(rule: RuleResult) -> str:
    """A rule's text in quotation marks, without its full stop."""
    return f"“{rule.text.rstrip('. ')}”"


def costly(rules: Sequence[RuleResult]) -> tuple[RuleResult, ...]:
    """The rules that explain most of what is lost: as many as it takes for four fifths, three at most."""
    total = sum(rule.points_lost for rule in rules)
    chosen: list[RuleResult] = []
    for rule in rules:
        if rule.points_lost <= 0 or len(chosen) == NAMED_RULES:
            break
        chosen.append(rule)
        if sum(one.points_lost for one in chosen) >= 0.8 * total:
            break
    return tuple(chosen)


def gap_title(element: ElementResult) -> str:
    """What falls short, and mostly why."""
    rules = costly(element.rules)
    if not rules:
        return f"{element.title} falls short"
    often = "too often missing is" if rules[0].missed else "too often"
    return f"{element.title} falls short: {often} {quoted(rules[0])}"


def why_lost(rules: Sequence[RuleResult]) -> str:
    """Which rules cost the points."""
    missing = [quoted(rule) for rule in costly(rules) if rule.missed]
    happening = [quoted(rule) for rule in costly(rules) if not rule.missed]
    parts = []
    if missing:
        parts.append(f"Points are lost where this is missing: {'; '.join(missing)}.")
    if happening:
        parts.append(f"Points are lost where this happens: {'; '.join(happening)}.")
    return " ".join(parts)


def what_to_do(rules: Sequence[RuleResult], model_answer: str | None) -> str:
    """The next step about the costliest rule: whose it is, and how it sounds when it is right."""
    chosen = costly(rules)
    if not chosen:
        return f"Keep to the model answer: {model_answer}" if model_answer else ""
    return next_step(chosen[0], model_answer)


def next_step(rule: RuleResult, model_answer: str | None = None) -> str:
    """Do what is missed, with its example; or do no more what fired, with an example of what not to say."""
    by_whom = BY_WHOM[rule.attributable_to]
    if not rule.missed:
        shown = f" Not like this: {rule.example}" if rule.example else ""
        return f"{by_whom}: no more {quoted(rule)}.{shown}"
    example = rule.example or model_answer
    return f"{by_whom}: {quoted(rule)}." + (f" {example}" if example else "")


def where_apart(contrasts: Sequence[Contrast]) -> str:
    """Which groups are clearly apart in one element."""
    clear = sorted((one for one in contrasts if one.clear), key=lambda one: one.adjusted_p or 0.0)
    below = [named(one.dimension, one.group) for one in clear if (one.difference.value or 0) < 0]
    above = [named(one.dimension, one.group) for one in clear if (one.difference.value or 0) > 0]
    parts = []
    if below:
        parts.append(f"Clearly weaker than elsewhere: {', '.join(below[:NAMED_GROUPS])}.")
    if above:
        parts.append(f"Clearly better than elsewhere: {', '.join(above[:NAMED_GROUPS])}.")
    if not contrasts:
        return "Groups cannot be compared: too few interactions of each, or unlike evaluators."
    return " ".join(parts) or "Everywhere alike, as far as the data tell."


def named(dimension: str, group: str) -> str:
    """A group in words: Team North, Channel chat, tier gold."""
    return f"{DIMENSIONS.get(dimension, dimension)} {group}"
