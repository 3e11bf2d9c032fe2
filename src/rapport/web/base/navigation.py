"""The navigation: its entries, and the pages behind each."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.program.people.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation, or one page behind it; shown to those who hold any of `needs`."""

    title: str
    path: str
    needs: tuple[Permission, ...] = ()
    pages: tuple[Entry, ...] = ()


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
    Entry("Act", "/act/", (Permission.COACHING_LEAD, Permission.COACHING_OWN)),
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
            Entry("Log", "/settings/log/", (Permission.LOG_READ,)),
            Entry("Health", "/settings/health/", (Permission.SETTINGS_MANAGE,)),
        ),
    ),
)
"""Order and titles as people know them; a page stands here once it exists."""
