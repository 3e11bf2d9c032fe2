"""The tables of the cases application."""

from rapport.program.cases.models.cases import Case, CaseAlert, CaseEntry, CaseLink
from rapport.program.cases.models.causes import CauseVersion, RootCause
from rapport.program.cases.models.mail import CaseMail
from rapport.program.cases.models.routing import Absence, CaseSettings, CaseWorker, RoutingRule
from rapport.program.cases.models.suggestions import CalendarLink, Suggestion

__all__ = [
    "Absence",
    "CalendarLink",
    "Case",
    "CaseAlert",
    "CaseEntry",
    "CaseLink",
    "CaseMail",
    "CaseSettings",
    "CaseWorker",
    "CauseVersion",
    "RootCause",
    "RoutingRule",
    "Suggestion",
]
