"""What the evaluations come to, as far as one person sees: worked out once for every part of the home."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import replace

from rapport.findings import Domain, Findings
from rapport.findings.find import OWN_TREND
from rapport.findings.plain import Finding, ScoredInteraction
from rapport.findings.wording import BY_WHOM
from rapport.home import Home
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.report import findings_of
from rapport.work.results.sight import Seen

MOST = 12
Key = tuple[str, int, str | None, Domain]
KEPT: OrderedDict[Key, Findings | None] = OrderedDict()
COMPANY_ONLY = ("difference", "cases", "measurement")
STRATA = re.compile(r"(strata [a-z ]+): [^;]*")


def findings_told(home: Home, audit: str | None, asked: Domain, seen: Seen) -> Findings | None:
    """Everything the data say of `asked`, as far as it is `seen`, on the newest data; None before the
    first evaluation. Raises InputError for an audit or a group that is not there."""
    if seen.teams is not None and not seen.teams:
        return None
    found = _found(home, audit, seen.domain(asked))
    return None if found is None else as_seen(found, seen)


def forget_older(home: Home, version: int) -> None:
    """Throws away what older data said: it may hold words that were erased since."""
    for key in [one for one in KEPT if one[0] == str(home.root) and one[1] != version]:
        KEPT.pop(key, None)


def _found(home: Home, audit: str | None, domain: Domain) -> Findings | None:
    version = Warehouse(home.warehouse_path).counted_version
    forget_older(home, version)
    key = (str(home.root), version, audit, domain)
    if key not in KEPT:
        made = _make(home, audit, domain)
        if made is not None and made.provenance.data_version < version:
            return made
        KEPT[key] = made
        while len(KEPT) > MOST:
            KEPT.popitem(last=False)
    return KEPT[key]


def _make(home: Home, audit: str | None, domain: Domain) -> Findings | None:
    chosen = choose_audit(home, sample=audit)
    return None if chosen.criteria is None else findings_of(home, chosen, domain)


def as_seen(found: Findings, seen: Seen) -> Findings:
    """The findings without what this person does not see: rows, people, customers' words, the rest of
    the company."""
    listed = tuple(_finding(one, seen) for one in found.findings if _is_told(one, seen))
    rows = found.rows if seen.rows else ()
    if seen.agent is not None:
        rows = tuple(_unsigned(row) for row in rows)
    return replace(
        found,
        provenance=replace(found.provenance, method=told_method(found.provenance.method, seen)),
        findings=listed,
        rows=rows,
        agents=found.agents if seen.people else (),
        severity=found.severity if seen.people and seen.teams is None else (),
        agreement=found.agreement if seen.agent is None else (),
        groups={name: found.groups[name] for name in found.groups if seen.agent is None or name != "team"},
        trend=found.trend if seen.agent is None else found.further.get(OWN_TREND, ()),
    )


def told_method(method: str, seen: Seen) -> str:
    """How a number was made; strata of teams out of sight are not named."""
    return method if seen.teams is None and seen.agent is None else STRATA.sub(r"\1", method)


def _is_told(one: Finding, seen: Seen) -> bool:
    if seen.agent is not None:
        theirs = not one.attributable_to or one.attributable_to.get("agent", 0.0) > 0
        return theirs and one.kind not in COMPANY_ONLY
    evaluator = one.kind == "measurement" and one.metric == "qci"
    return seen.people or not evaluator


def _finding(one: Finding, seen: Seen) -> Finding:
    if seen.agent is not None:
        one = replace(one, todo=one.todo.replace(BY_WHOM["agent"], "Practise", 1))
    if not seen.words:
        return replace(one, excerpts=())
    if seen.agent is not None or not seen.people:
        return replace(one, excerpts=tuple(replace(each, evaluator=None) for each in one.excerpts))
    return one


def _unsigned(row: ScoredInteraction) -> ScoredInteraction:
    return replace(row, evaluators=())
