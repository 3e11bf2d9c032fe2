"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.reading.selectors.checks import (
    asked_before,
    check_facts,
    checks_counted,
    checks_mark,
    checks_of,
    checks_since,
    drafts_opened,
    machine_seen,
    machine_seen_before,
    own_answers,
    own_count,
    readings_seen,
)
from rapport.program.reading.selectors.evaluations import decided_by, decided_by_rules
from rapport.program.reading.selectors.rules import bar_of, bars_of, mapped_criteria, rules_of

__all__ = [
    "asked_before",
    "bar_of",
    "bars_of",
    "check_facts",
    "checks_counted",
    "checks_mark",
    "checks_of",
    "checks_since",
    "decided_by",
    "decided_by_rules",
    "drafts_opened",
    "machine_seen",
    "machine_seen_before",
    "mapped_criteria",
    "own_answers",
    "own_count",
    "readings_seen",
    "rules_of",
]
