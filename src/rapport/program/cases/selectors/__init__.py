"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.cases.selectors.calendars import calendar_of, has_calendar
from rapport.program.cases.selectors.inbox import (
    cases,
    cases_counts,
    cases_of_customer,
    cases_waiting,
    choices,
    every_case,
)
from rapport.program.cases.selectors.keeping import (
    case_settings,
    case_workers,
    cause_changes,
    causes,
    own_suggestions,
    routing_rules,
    suggestions,
)
from rapport.program.cases.selectors.one import case

__all__ = [
    "calendar_of",
    "case",
    "case_settings",
    "case_workers",
    "cases",
    "cases_counts",
    "cases_of_customer",
    "cases_waiting",
    "cause_changes",
    "causes",
    "choices",
    "every_case",
    "has_calendar",
    "own_suggestions",
    "routing_rules",
    "suggestions",
]
