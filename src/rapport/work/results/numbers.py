"""The few numbers at the top of a dashboard, each with what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.measures import Estimate
from rapport.reports import messages, words
from rapport.reports.scope import Scope
from rapport.work.results.sight import Seen

SURVEYS = ("nps", "csat", "ces")


@dataclass(frozen=True)
class Number:
    """`of` is what the base is part of; `metric` what the rows behind it are scored by; `signed` where
    the number is a difference."""

    key: str
    label: str
    estimate: Estimate
    said: str = ""
    of: int | None = None
    metric: str | None = None
    signed: bool = False


def numbers_of(cut: Scope, seen: Seen, *, whole: bool) -> tuple[Number, ...]:
    """The numbers of a dashboard: the score first. `whole`: they tell of all that the sample was drawn
    from, so that a base can be told as a part of it."""
    if seen.dashboard == "associate":
        return _own(cut)
    findings = cut.findings
    found = [_qci(cut, whole), *_change(cut), *_criticals(cut)]
    for name in SURVEYS:
        for result in findings.surveys:
            if result.metric == name:
                found.append(Number(f"survey-{len(found)}", result.title, result.estimate, metric=name))
    return tuple(found)


def _qci(cut: Scope, whole: bool) -> Number:
    qci, target = cut.qci, cut.findings.target.value
    said = words.sentence(messages.toward_target(qci, target).removeprefix("which "))
    of = cut.findings.provenance.frame if whole else None
    return Number("qci", cut.title("qci"), qci, said, of, "qci")


def _change(cut: Scope) -> list[Number]:
    change = next((one for one in cut.findings.changes if one.metric == "qci"), None)
    if change is None:
        return []
    said = words.sentence(change.words)
    return [Number("change", "Since the last audit", change.difference, said, signed=True)]


def _criticals(cut: Scope) -> list[Number]:
    free = cut.findings.scores.get("critical_error_free")
    if free is None:
        return []
    return [Number("critical", cut.title("critical_error_free"), free, metric="critical_error_free")]


def _own(cut: Scope) -> tuple[Number, ...]:
    own = cut.findings.scores.get("qci_agent")
    if own is None:
        return ()
    said = "Counts only what you can act on yourself, not the process, product or policy."
    return (Number("own", "Your own score", own, said, metric="qci_agent"),)
