"""The navigation: its entries, and the pages behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

Waiting = Callable[[Actor], int]


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation, or one page behind it; shown to those who hold any of `needs`."""

    title: str
    path: str
    needs: tuple[Permission, ...] = ()
    pages: tuple[Entry, ...] = ()
    waiting: Waiting | None = None
    """How many things wait there for somebody, told beside the title."""


def _cases(actor: Actor) -> int:
    from rapport.program.cases.selectors import cases_waiting

    return cases_waiting(actor)


FRONT = (Permission.COACHING_LEAD, Permission.COACHING_OWN, Permission.CASES_WORK)
"""Who serves customers, and who leads them."""
JUDGING = (Permission.EVALUATIONS_SUBMIT, Permission.PEOPLE_READ)
"""Who scores, and those who see everything: only they hold the second."""
ENTRIES = (
    Entry("Home", "/"),
    Entry("Explore", "/explore/", (Permission.INTERACTIONS_READ,)),
    Entry(
        "Audit",
        "/audit/",
        (Permission.SCHEMA_READ, Permission.SHOPS_REPORT, Permission.DISPUTES_RAISE, Permission.ANSWERS_READ),
        pages=(
            Entry("Overview", "/audit/", (Permission.SAMPLES_READ,)),
            Entry("My queue", "/audit/scoring/", (Permission.EVALUATIONS_SUBMIT,)),
            Entry("Samples", "/audit/samples/", (Permission.SAMPLES_READ,)),
            Entry("Schema", "/audit/schema/", (Permission.SCHEMA_READ,)),
            Entry("Criteria", "/audit/criteria/", (Permission.CRITERIA_READ,)),
            Entry("Calibration", "/audit/judging/calibration/", JUDGING),
            Entry("Certification", "/audit/judging/certification/", JUDGING),
            Entry(
                "Disputes", "/audit/judging/disputes/", (Permission.DISPUTES_RAISE, Permission.PEOPLE_READ)
            ),
            Entry("Shops", "/audit/shops/", (Permission.SHOPS_READ, Permission.SHOPS_REPORT)),
            Entry("Interviews", "/audit/interviews/", (Permission.INTERVIEWS_READ,)),
            Entry("Model answers", "/audit/answers/", (Permission.ANSWERS_READ,)),
        ),
    ),
    Entry(
        "Ask",
        "/ask/",
        (Permission.SURVEYS_READ,),
        pages=(
            Entry("Surveys", "/ask/"),
            Entry("Programmes", "/ask/programmes/", (Permission.SURVEYS_READ,)),
            Entry("Ways in", "/ask/doors/"),
            Entry("Results", "/ask/results/", (Permission.ESTIMATES_READ,)),
            Entry("Survey audit", "/ask/audit/"),
        ),
    ),
    Entry(
        "Understand",
        "/understand/",
        (Permission.ESTIMATES_READ, Permission.READINGS_CHECK),
        pages=(
            Entry("Concerns", "/understand/concerns/", (Permission.ESTIMATES_READ,)),
            Entry("Feelings", "/understand/feelings/", (Permission.ESTIMATES_READ,)),
            Entry("Effort", "/understand/effort/", (Permission.ESTIMATES_READ,)),
            Entry("Comments", "/understand/comments/", (Permission.INTERACTIONS_READ,)),
            Entry("Review", "/understand/review/", (Permission.READINGS_CHECK,)),
        ),
    ),
    Entry(
        "Act",
        "/act/",
        (
            Permission.COACHING_LEAD,
            Permission.COACHING_OWN,
            Permission.CASES_WORK,
            Permission.CAUSES_EDIT,
            Permission.PLANS_READ,
        ),
        pages=(
            Entry("Coaching", "/act/", (Permission.COACHING_LEAD, Permission.COACHING_OWN)),
            Entry("Cases", "/act/cases/", (Permission.CASES_WORK,), waiting=_cases),
            Entry("Alerts", "/act/alerts/", (Permission.CASES_WORK,)),
            Entry(
                "Praise",
                "/act/alerts/praise/",
                (Permission.CASES_WORK, Permission.COACHING_LEAD, Permission.COACHING_OWN),
            ),
            Entry("Plans", "/act/plans/", (Permission.PLANS_READ,)),
            Entry("Suggestions", "/act/ideas/", FRONT),
            Entry("Training", "/act/training/", FRONT),
            Entry("Learning", "/act/cases/learning/", (Permission.CASES_WORK, Permission.CAUSES_EDIT)),
        ),
        waiting=_cases,
    ),
    Entry(
        "Reports",
        "/reports/",
        (Permission.REPORTS_READ,),
        pages=(
            Entry("Reports", "/reports/"),
            Entry("Schedules", "/reports/schedules/", (Permission.REPORTS_MAKE,)),
            Entry("Shared links", "/reports/links/", (Permission.VIEWS_SHARE,)),
            Entry("Mini-rating", "/reports/mini-rating/", (Permission.MINI_RATE,)),
        ),
    ),
    Entry(
        "Settings",
        "/settings/",
        pages=(
            Entry("My account", "/settings/"),
            Entry("Keys", "/settings/keys/"),
            Entry("Webhooks", "/settings/hooks/", (Permission.SETTINGS_MANAGE,)),
            Entry("People", "/settings/people/", (Permission.PEOPLE_READ,)),
            Entry("Models", "/settings/models/", (Permission.CRITERIA_READ,)),
            Entry("Log", "/settings/log/", (Permission.LOG_READ,)),
            Entry("Health", "/settings/health/", (Permission.SETTINGS_MANAGE,)),
        ),
    ),
)
"""Order and titles as people know them; a page stands here once it exists."""
