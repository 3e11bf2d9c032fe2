"""What each role may do, and how far it sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One act somebody may or may not do. Checked in every selector and service, never in a page."""

    INTERACTIONS_READ = "interactions.read"
    INTERACTIONS_IMPORT = "interactions.import"
    CUSTOMERS_ERASE = "customers.erase"
    SCHEMA_READ = "schema.read"
    SCHEMA_EDIT = "schema.edit"
    SCHEMA_PUBLISH = "schema.publish"
    SHOPS_READ = "shops.read"
    SHOPS_PLAN = "shops.plan"
    SHOPS_REPORT = "shops.report"
    INTERVIEWS_READ = "interviews.read"
    INTERVIEWS_PLAN = "interviews.plan"
    INTERVIEWS_HOLD = "interviews.hold"
    CRITERIA_READ = "criteria.read"
    CRITERIA_EDIT = "criteria.edit"
    CRITERIA_PUBLISH = "criteria.publish"
    ANSWERS_READ = "answers.read"
    ANSWERS_EDIT = "answers.edit"
    SAMPLES_READ = "samples.read"
    SAMPLES_PLAN = "samples.plan"
    EVALUATIONS_READ = "evaluations.read"
    EVALUATIONS_SUBMIT = "evaluations.submit"
    CALIBRATION_RUN = "calibration.run"
    DISPUTES_RAISE = "disputes.raise"
    DISPUTES_DECIDE = "disputes.decide"
    CONCERNS_EDIT = "concerns.edit"
    READINGS_CHECK = "readings.check"
    MODELS_SET = "models.set"
    ESTIMATES_READ = "estimates.read"
    REPORTS_READ = "reports.read"
    REPORTS_MAKE = "reports.make"
    VIEWS_SHARE = "views.share"
    MINI_RATE = "mini_ratings.make"
    COACHING_LEAD = "coaching.lead"
    COACHING_OWN = "coaching.own"
    CASES_WORK = "cases.work"
    CASES_LEAD = "cases.lead"
    PLANS_READ = "plans.read"
    PLANS_EDIT = "plans.edit"
    CAUSES_EDIT = "causes.edit"
    SURVEYS_READ = "surveys.read"
    SURVEYS_EDIT = "surveys.edit"
    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    LOG_READ = "log.read"
    SETTINGS_MANAGE = "settings.manage"


class Sight(StrEnum):
    """How far a role sees: everything, its own teams, its own work, or nothing but aggregates."""

    ALL = "all"
    TEAMS = "teams"
    OWN = "own"
    AGGREGATES = "aggregates"


@dataclass(frozen=True)
class Role:
    """A name people are given, what it allows, and how far it sees."""

    name: str
    title: str
    sight: Sight
    permissions: frozenset[Permission]


P = Permission
READ = frozenset(
    {
        P.INTERACTIONS_READ,
        P.SCHEMA_READ,
        P.CRITERIA_READ,
        P.ANSWERS_READ,
        P.SAMPLES_READ,
        P.EVALUATIONS_READ,
        P.ESTIMATES_READ,
        P.REPORTS_READ,
        P.SURVEYS_READ,
        P.SHOPS_READ,
        P.PLANS_READ,
    }
)
LISTEN = frozenset({P.INTERVIEWS_READ, P.INTERVIEWS_HOLD})
STUDY = frozenset({P.SCHEMA_PUBLISH, P.SHOPS_PLAN, P.SHOPS_REPORT, P.INTERVIEWS_PLAN}) | LISTEN
RESULTS = frozenset({P.REPORTS_MAKE, P.VIEWS_SHARE, P.MINI_RATE})
DESIGN = (
    STUDY
    | RESULTS
    | frozenset({P.SCHEMA_EDIT, P.CRITERIA_EDIT, P.CRITERIA_PUBLISH, P.ANSWERS_EDIT, P.SAMPLES_PLAN})
    | {P.MODELS_SET, P.CONCERNS_EDIT, P.PLANS_EDIT}
)
JUDGE = frozenset({P.EVALUATIONS_SUBMIT, P.CALIBRATION_RUN, P.DISPUTES_DECIDE, P.READINGS_CHECK})

_ROLES = (
    Role("administrator", "Administrator", Sight.ALL, frozenset(P)),
    Role(
        "program_manager",
        "Program manager",
        Sight.ALL,
        READ
        | DESIGN
        | {P.INTERACTIONS_IMPORT, P.CASES_LEAD, P.CASES_WORK, P.CAUSES_EDIT, P.SURVEYS_EDIT, P.PEOPLE_READ},
    ),
    Role(
        "qa_lead",
        "QA lead",
        Sight.ALL,
        READ | DESIGN | JUDGE | {P.INTERACTIONS_IMPORT, P.COACHING_LEAD, P.CAUSES_EDIT, P.PEOPLE_READ},
    ),
    Role(
        "analyst",
        "Analyst",
        Sight.ALL,
        frozenset({P.INTERACTIONS_READ, P.SCHEMA_READ, P.SCHEMA_EDIT, P.CRITERIA_READ, P.SAMPLES_READ})
        | LISTEN
        | {P.SHOPS_READ, P.SHOPS_REPORT, P.ANSWERS_READ, P.ANSWERS_EDIT}
        | {P.EVALUATIONS_SUBMIT, P.ESTIMATES_READ, P.REPORTS_READ, P.READINGS_CHECK, P.CONCERNS_EDIT}
        | {P.PLANS_READ},
    ),
    Role(
        "team_manager",
        "Team manager",
        Sight.TEAMS,
        READ | {P.COACHING_LEAD, P.DISPUTES_RAISE, P.CASES_WORK, P.VIEWS_SHARE, P.PLANS_EDIT},
    ),
    Role(
        "associate",
        "Associate",
        Sight.OWN,
        frozenset({P.INTERACTIONS_READ, P.EVALUATIONS_READ, P.CRITERIA_READ, P.ESTIMATES_READ})
        | {P.ANSWERS_READ, P.COACHING_OWN, P.DISPUTES_RAISE},
    ),
    Role(
        "case_owner",
        "Case owner",
        Sight.OWN,
        frozenset({P.INTERACTIONS_READ, P.ANSWERS_READ, P.ESTIMATES_READ, P.REPORTS_READ, P.CASES_WORK}),
    ),
    Role("auditor", "Auditor", Sight.ALL, READ | {P.INTERVIEWS_READ, P.PEOPLE_READ, P.LOG_READ}),
    Role("shopper", "Mystery shopper", Sight.OWN, frozenset({P.SHOPS_REPORT})),
    Role(
        "client_viewer",
        "Client viewer",
        Sight.AGGREGATES,
        frozenset({P.ESTIMATES_READ, P.REPORTS_READ}),
    ),
)
ROLES: dict[str, Role] = {role.name: role for role in _ROLES}
WIDEST_FIRST = (Sight.ALL, Sight.TEAMS, Sight.OWN, Sight.AGGREGATES)
