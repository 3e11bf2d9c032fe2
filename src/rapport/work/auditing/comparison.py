"""An audit's result beside that of the audit it follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapport import findings
from rapport.criteria import Criteria, parse_criteria
from rapport.findings import SampleFrame
from rapport.findings.changes import changes
from rapport.findings.load import load_audit
from rapport.findings.plain import Change
from rapport.home import Home
from rapport.home.settings import Settings
from rapport.measures import Estimate
from rapport.program.audits.plain import SampleFacts
from rapport.program.audits.planning import AuditFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.warehouse import Warehouse


@dataclass(frozen=True)
class Comparison:
    """`qci` of the audit's newest sample; `moved` what changed since the audit before, the QCI first, empty
    where there is nothing to compare, which `because` then says."""

    sample: str
    qci: Estimate
    moved: tuple[Change, ...]
    because: str


def comparison(home: Home, actor: Actor, audit: AuditFacts, before: AuditFacts | None) -> Comparison | None:
    """The audit's QCI and what moved; None while nothing is scored, or for who may not see the whole.

    Two audits are compared only where they were scored by one version of the criteria. Raises
    NotAllowedError.
    """
    if not actor.may(Permission.ESTIMATES_READ) or actor.sight(Permission.ESTIMATES_READ) not in (
        Sight.ALL,
        Sight.AGGREGATES,
    ):
        return None
    from rapport.program.audits.selectors import criteria_text, sample_facts

    scored = [facts for name in audit.samples if (facts := sample_facts(actor, name)).criteria]
    if not scored:
        return None
    now = scored[-1]
    then = [sample_facts(actor, name) for name in before.samples] if before else []
    alike = [one for one in then if one.criteria == now.criteria]
    text = criteria_text(actor, str(now.criteria))
    version = Warehouse(home.warehouse_path).data_version
    old = _named(alike[-1]) if alike else None
    found = _worked_out(home.warehouse_path, version, text, _named(now), old, home.settings)
    if found is None:
        return None
    qci, moved = found
    return Comparison(now.name, qci, moved, _because(before, bool(then), bool(alike), bool(moved)))


def _because(before: AuditFacts | None, drawn: bool, alike: bool, moved: bool) -> str:
    if moved:
        return ""
    if before is None:
        return "This is the first audit of its chain: there is nothing to compare it with yet."
    if not drawn:
        return f"{before.name} has no sample to compare with."
    if not alike:
        return f"{before.name} was scored by another version of the criteria: the two are not comparable."
    return f"Nothing of {before.name} is scored."


Named = tuple[str, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]


def _named(sample: SampleFacts) -> Named:
    """A frame that can be the key of what was worked out."""
    return sample.name, tuple(sample.in_scope.items()), tuple(sample.excluded.items())


def _frame(named: Named) -> SampleFrame:
    return SampleFrame(named[0], dict(named[1]), dict(named[2]))


@lru_cache(maxsize=32)
def _worked_out(
    warehouse: Path, version: int, text: str, sample: Named, before: Named | None, settings: Settings
) -> tuple[Estimate, tuple[Change, ...]] | None:
    criteria = _parsed(text)
    previous = _frame(before) if before else None
    with Warehouse(warehouse).snapshot() as snapshot:
        frame = _frame(sample)
        audit = load_audit(snapshot, criteria, frame, settings, previous=previous)
        if audit.rows.is_empty():
            return None
        (result,) = findings.estimate(snapshot, "qci", criteria=criteria, frame=frame, settings=settings)
        return result.estimate, changes(audit)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Criteria:
    return parse_criteria(text)
