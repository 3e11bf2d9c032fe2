"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.views.selectors.filters import saved_filters
from rapport.program.views.selectors.mini import mini_rating, mini_ratings
from rapport.program.views.selectors.reports import delivery, report_made, reports_made, schedules
from rapport.program.views.selectors.shared import shared_view, shared_views

__all__ = [
    "delivery",
    "mini_rating",
    "mini_ratings",
    "report_made",
    "reports_made",
    "saved_filters",
    "schedules",
    "shared_view",
    "shared_views",
]
