"""What a rule says, in words."""

from __future__ import annotations

from decimal import Decimal

from rapport.program.alerts.definition.model import ANYTHING, NOTED, PROMISE, READ, Condition, Definition

FOUND = {"resolved": "outcome", "course": "mood", "customer_mood": "mood", "concern": "concern"}
FOUND |= {"emotion": "feeling", "threat": "threat", "behaviour": "agent", "hardship": "made hard by"}
"""What stands before the thing that was found."""
SPELLED = {"nps": "NPS", "ces": "CES", "csat": "CSAT", "psat": "PSAT", "qci": "QCI"}


def condition_told(one: Condition) -> str:
    """`NPS at most 6`, `feeling noted: angry or worried`."""
    if one.what == "silence":
        return _silence(one)
    if one.what == "event":
        return _joined(f"event {plain(one.name)}", _bounds(one, "of "))
    if one.what == "words":
        said = "anybody says" if one.name == "anybody" else f"the {one.name} says"
        return f"{said} {either(tuple(f'“{word}”' for word in one.any_of))}"
    if one.what == "noted":
        return f"{NOTED[one.name]} noted: {either(tuple(map(plain, one.any_of)))}"
    bounds = " ".join(part for part in (_bounds(one), either(tuple(map(plain, one.any_of)))) if part)
    if one.what == "read":
        return f"{READ[one.name]} read as {bounds}"
    where = f" in {one.survey}" if one.survey else ""
    return f"{subject_told(one)}{where} {bounds}"


def subject_told(one: Condition) -> str:
    """What a condition is about: `NPS`, `effort`, `feeling`."""
    if one.what in ("words", "silence"):
        return one.what
    if one.what in ("read", "noted"):
        return FOUND.get(one.name, READ.get(one.name, one.name))
    return SPELLED.get(one.name.lower(), plain(one.name.rpartition(":")[2]))


def rule_told(rule: Definition) -> str:
    """The whole condition as one sentence."""
    joint = "; and " if rule.joined == "all" else "; or "
    told = joint.join(condition_told(one) for one in rule.conditions)
    return told[:1].upper() + told[1:]


def only_told(rule: Definition) -> str:
    """Where it looks, empty for everywhere."""
    only = rule.only
    parts = [
        f"{name} {either(tuple(map(plain, values)))}"
        for name, values in (("channel", only.channel), ("team", only.team), ("segment", only.segment))
        if values
    ]
    if only.value_at_least is not None:
        parts.append(f"customers worth {spelled(only.value_at_least)} or more")
    if only.attribute and only.attribute_at_least is not None:
        parts.append(f"customer's {plain(only.attribute)} at least {spelled(only.attribute_at_least)}")
    if only.attribute and only.attribute_any_of:
        parts.append(f"customer's {plain(only.attribute)} {either(only.attribute_any_of)}")
    return "; ".join(parts)


def plain(name: str) -> str:
    """`refund_failed` → `refund failed`."""
    return name.replace("_", " ")


def spelled(value: float) -> str:
    """The number as it is, without an exponent: `6`, `87.25`, `1234567`."""
    return f"{Decimal(repr(float(value))).normalize():f}"


def either(words: tuple[str, ...]) -> str:
    """`a, b or c`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _silence(one: Condition) -> str:
    after = "something was promised" if one.name == PROMISE else f"event {plain(one.name)}"
    days = one.business_days
    length = f"{days} business day{'s' if days != 1 else ''}" if days else f"{spelled(one.hours or 0)} hours"
    what = "nothing followed" if one.then == ANYTHING else f"no {plain(one.then)} followed"
    return f"{after}, and {what} within {length}"


def _bounds(one: Condition, before: str = "") -> str:
    low, high = one.at_least, one.at_most
    if low is not None and high is not None:
        return f"{before}{spelled(low)} to {spelled(high)}"
    if low is not None:
        return f"{before}at least {spelled(low)}"
    return f"{before}at most {spelled(high)}" if high is not None else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
