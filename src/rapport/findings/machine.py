"""What machines read, as estimates: always marked as theirs, never mixed with people's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import special

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import canonical
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.metric_result import MetricResult, result
from rapport.findings.questions.machine import Ask, Asked, MachineSums, machine_sums
from rapport.home.settings import Settings
from rapport.language.experience.first_contact import WINDOW_DAYS
from rapport.measures import Estimate, as_share
from rapport.records.errors import InputError

METHOD = (
    "mean of all conversations that were read; clusters by customer, Student t; says how sure the mean of "
    "such readings is, not how often the machine is right"
)
MODEL = r"(?:^|\+)({}@[^+]*(?:\+[0-9][^+]*)?)"
LABEL = re.compile(r"[a-z][a-z0-9_]*")
BESIDE = " with "
"""Between the names of two readers that a number needs."""


@dataclass(frozen=True)
class Words:
    """How an estimate tells its method, why rows without a value are left out, and why there is none."""

    method: str = METHOD
    untold: str = "could not be told"
    undefined: str = "of no conversation could it be told"


PLAIN = Words()
RETURNS = Words(
    f"share of contacts after which the customer did not come back about the same concern within "
    f"{WINDOW_DAYS:.0f} days, and that were not read as unsolved; clusters by customer, Student t; says how "
    "sure the share of such readings is, not how often the machine is right",
    "too young to tell, or without customer, concern or time",
    "concerns were not read yet, or no contact has a customer, a concern and a time long enough ago",
)


@dataclass(frozen=True)
class MachineMetric:
    """`unit` share (of yes and no), points (0–100), or score on the model's own scale; `target` the model
    whose name has to be current; `better` whether more is better, None where neither is. `beside`: another
    reader that it needs; `returns`: it is told by later contacts too."""

    name: str
    title: str
    value: str
    reader: str
    unit: str
    target: str | None = None
    better: bool | None = None
    beside: str | None = None
    returns: bool = False
    words: Words = PLAIN

    @property
    def by(self) -> str:
        """What tells what read it, in SQL; NULL unless all of it was read."""
        own = f"{self.reader}_by"
        return f"{own} || '{BESIDE}' || {self.beside}_by" if self.beside else own

    def model(self, read_by: str) -> str:
        """The model of this metric among those that together read: `effort@1+512`."""
        if self.target is None:
            return read_by
        own, *beside = read_by.split(BESIDE)
        found = re.search(MODEL.format(self.target), own)
        return BESIDE.join((found.group(1) if found else own, *beside))


SOLVED = "CASE resolved WHEN 'solved' THEN 1 WHEN 'not_solved' THEN 0 END"
MACHINE_METRICS = {
    one.name: one
    for one in (
        MachineMetric("effort", "Effort", "effort", "service", "score", "effort", False),
        MachineMetric(
            "satisfaction", "Satisfaction", "satisfaction", "service", "score", "satisfaction", True
        ),
        MachineMetric("resolved", "Solved", SOLVED, "service", "share", "resolved", True),
        MachineMetric(
            "first_contact",
            "Solved at first contact",
            "first_contact",
            "service",
            "share",
            "resolved",
            True,
            beside="concerns",
            returns=True,
            words=RETURNS,
        ),
        MachineMetric("ending", "Sentiment at the end", "ending", "feelings", "score", None, True),
        MachineMetric("impact", "Change of sentiment", "impact", "feelings", "score", None, True),
        MachineMetric(
            "customer_mood", "Customers' sentiment", "customer_mood", "feelings", "score", None, True
        ),
        MachineMetric("agent_mood", "Agents' sentiment", "agent_mood", "feelings", "score", None, True),
    )
}
LISTS = {
    "emotion": ("emotions", "feelings"),
    "threat": ("threats", "feelings"),
    "course": ("turns_of_course", "feelings"),
    "effort_cue": ("effort_cues", "service"),
    "satisfaction_cue": ("satisfaction_cues", "service"),
    "resolved_cue": ("resolved_cues", "service"),
    "behaviour": ("behaviours", "service"),
}
"""Labels of turns: `emotion:annoyed` is the share of conversations in which it occurs."""


def machine_metric(name: str) -> MachineMetric:
    """The metric of that name. Raises InputError when machines read none such."""
    if name in MACHINE_METRICS:
        return MACHINE_METRICS[name]
    kind, _, label = name.partition(":")
    if kind in LISTS and LABEL.fullmatch(label):
        listed, reader = LISTS[kind]
        return MachineMetric(
            name,
            label.replace("_", " "),
            f"CAST(list_contains({listed}, '{label}') AS TINYINT)",
            reader,
            "share",
        )
    known = ", ".join((*MACHINE_METRICS, *(f"{one}:LABEL" for one in LISTS), "element:NAME"))
    raise InputError(f"Machines read no {name!r}", None, f"They read: {known}.")


def element_asked(element: str, model: str) -> Asked:
    """A machine's score (0–100) of one element of criteria, as a question. `model` names what scored by which
    criteria: only what it said counts, scores by another never mix with its own."""
    told = f"list_filter(elements, lambda one: one.said_by = '{_quoted(model)}')"
    mine = f"list_filter({told}, lambda one: one.element = '{_quoted(element)}')[1]"
    read = f"CASE WHEN len({told}) > 0 THEN 1 END"
    return Asked(f"100 * {mine}.value", read)


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def machine_estimates(
    ask: Ask,
    name: str,
    asked: Asked,
    unit: str,
    settings: Settings,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
    follow: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    words: Words = PLAIN,
) -> list[MetricResult]:
    """The mean of what was read, overall or of every group; those under the smallest base say so.

    What was not read, was read by an older model, or could not be told is left out and counted. `facts` go
    into every estimate (data version, definition); it says them in `words`.
    """
    by = tuple(dict.fromkeys(canonical(one) for one in by))
    found = []
    for group, sums in machine_sums(ask, asked, by, where, domain, follow).items():
        if any(one is None for one in group):
            continue
        estimate = finish(sums, unit, settings.confidence, words).with_(**dict(facts or {}))
        if by or where or not domain.everything:
            estimate = suppressed(estimate, settings.minimum_base)
        found.append(result(name, by, tuple(map(str, group)), estimate))
    if not found and not by:
        nothing = Estimate(None, undefined_because="no conversation was read", source="machine", unit=unit)
        return [result(name, (), (), nothing.with_(**dict(facts or {})))]
    return sorted(found, key=lambda one: one.group or "")


def finish(sums: MachineSums, unit: str, confidence: float = 0.95, words: Words = PLAIN) -> Estimate:
    """The estimate from the sums of one group."""
    gone = {
        "not read yet": sums.unread,
        "read by another model": sums.older,
        words.untold: sums.rows - sums.unread - sums.older - sums.n,
    }
    facts: dict[str, Any] = {
        "unit": unit, "confidence": confidence, "base": sums.n, "source": "machine",
        "excluded": {reason: count for reason, count in gone.items() if count},
    }  # fmt: skip
    if not sums.n:
        return Estimate(None, undefined_because=words.undefined, **facts)
    value = sums.total / sums.n
    if sums.clusters < 2:
        return Estimate(value, method="one customer has no interval", **facts)
    around = max(sums.squares - 2 * value * sums.cross + value**2 * sums.sizes, 0.0)
    error = (around * sums.clusters / (sums.clusters - 1)) ** 0.5 / sums.n
    df = float(sums.clusters - 1)
    reach = float(special.stdtrit(df, (1 + confidence) / 2)) * error
    found = Estimate(
        value, value - reach, value + reach, standard_error=error, degrees_of_freedom=df,
        method=words.method,
        **facts,
    )  # fmt: skip
    return as_share(found).with_(method=words.method) if unit == "share" else found
