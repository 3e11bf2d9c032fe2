"""Which audit a question is about: its criteria, its sample with the frozen frame, the audit before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapport.criteria import Criteria, parse_criteria
from rapport.findings import SampleFrame
from rapport.home import Home
from rapport.program.audits.plain import SampleFacts
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.records import InputError

NO_SAMPLE = "none"


@dataclass(frozen=True)
class ChosenAudit:
    """`criteria` None: nothing was evaluated yet. `frame` None: the evaluations made without a sample."""

    criteria: Criteria | None
    frame: SampleFrame | None
    previous: SampleFrame | None


def choose_audit(home: Home, criteria: str | None = None, sample: str | None = None) -> ChosenAudit:
    """The audit meant by `criteria` (id or id@version) and `sample`, or else the newest of each.

    `sample` "none" means the evaluations made outside any sample; so does a home in which no sample
    has been scored by these criteria. The audit before is the sample drawn before, by the same criteria.

    Raises AuditError for criteria or a sample that are not there, InputError when they do not belong
    together.
    """
    connect(home)
    from rapport.program.audits.selectors import criteria_named, criteria_text, newest_criteria, sample_facts

    named = sample not in (None, NO_SAMPLE)
    facts = sample_facts(TERMINAL, str(sample)) if named else None
    definition = criteria_named(TERMINAL, criteria) if criteria else None
    if facts and facts.criteria and definition and facts.criteria != definition:
        what = f"Sample {facts.name} is scored by {facts.criteria}, not by {definition}"
        raise InputError(what, None, "Leave out one of --criteria and --sample.")
    definition = definition or (facts.criteria if facts else None) or newest_criteria(TERMINAL)
    if definition is None:
        return ChosenAudit(None, None, None)
    return _with_frames(_parsed(criteria_text(TERMINAL, definition), definition), facts, sample)


@lru_cache(maxsize=16)
def _parsed(text: str, definition: str) -> Criteria:
    """Criteria never change once used, and a process asks for the same ones again and again."""
    return parse_criteria(text, source=definition)


def _with_frames(criteria: Criteria, facts: SampleFacts | None, sample: str | None) -> ChosenAudit:
    from rapport.program.audits.selectors import latest_sample

    if facts is None and sample != NO_SAMPLE:
        facts = latest_sample(TERMINAL, criteria.definition)
    if facts is None:
        return ChosenAudit(criteria, None, None)
    before = latest_sample(TERMINAL, criteria.definition, before=facts.name)
    return ChosenAudit(criteria, _frame(facts), _frame(before) if before else None)


def _frame(facts: SampleFacts) -> SampleFrame:
    return SampleFrame(facts.name, facts.in_scope, facts.excluded)
