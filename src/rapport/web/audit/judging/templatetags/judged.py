"""Agreement, severity and rates in words."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.findings.plain import Excerpt, SeverityResult
from rapport.findings.rule_agreement import RuleAgreement
from rapport.web.base.templatetags.estimates import figure
from rapport.work.judging.agreement import Agreement

register = template.Library()
VERDICTS = {
    "reliable": "reliable",
    "tentative": "probably reliable",
    "unclear": "read differently",
    "cannot tell": "cannot tell",
}
AROUND = 160


@register.filter
def verdict(name: str) -> str:
    """What an element's interval allows to say."""
    return VERDICTS.get(name, name)


@register.filter
def percent(share: float | None) -> str:
    """0.25 → 25 %; what is more than nothing is never told as 0 %."""
    if share is None:
        return ""
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


@register.filter
def whole_sentence(found: Agreement) -> str:
    """How far one evaluator's QCI stands for another's, in a sentence."""
    same = found.same
    if same.value is None or same.low is None or same.high is None:
        why = same.undefined_because
        return f"Too little was scored twice to tell how far one evaluator stands for another: {why}."
    low, high = max(same.low, 0.0), max(same.high, 0.0)
    return (
        f"{percent(max(same.value, 0.0))} of the variation of single QCI scores lies between interactions "
        f"({percent(low)} to {percent(high)}); the rest is between evaluators and within them."
    )


@register.filter
def rule_sentence(one: RuleAgreement) -> str:
    """Which rule is read differently and how sure that is, in a sentence."""
    found = one.coefficient
    if found.value is None or found.low is None or found.high is None:
        return ""
    value, low, high = (figure(each, "coefficient", 2) for each in (found.value, found.low, found.high))
    return (
        f"“{one.text}” ({one.element_title}) is read differently: agreement beyond chance is {value} "
        f"({low} to {high}), and in {percent(one.apart_share)} of {found.base} interactions scored twice "
        "only one of two people saw it."
    )


@register.filter
def severity_words(one: SeverityResult) -> str:
    """Said only where the interval leaves out 0."""
    found = one.severity
    if found.low is None or found.high is None:
        return "cannot tell"
    if found.low > 0:
        return "scores above the others"
    return "scores below the others" if found.high < 0 else "no clear difference"


@register.filter
def marked(one: Excerpt) -> SafeString:
    """The words of a turn with what was marked, shortened around it."""
    if one.start is None or one.end is None:
        text = one.text[: 2 * AROUND]
        return format_html("{}{}", text, "…" if len(one.text) > len(text) else "")
    before, after = one.text[: one.start], one.text[one.end :]
    return format_html(
        "{}{}<mark>{}</mark>{}{}",
        "…" if len(before) > AROUND else "",
        before[-AROUND:],
        one.text[one.start : one.end],
        after[:AROUND],
        "…" if len(after) > AROUND else "",
    )
