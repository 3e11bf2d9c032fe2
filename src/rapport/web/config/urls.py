"""Addresses: one folder an entry of the navigation."""

from django.urls import include, path

from rapport.web.config.health import health
from rapport.web.start.views import join, start

handler400 = "rapport.web.config.errors.odd"
handler403 = "rapport.web.config.errors.forbidden"
handler404 = "rapport.web.config.errors.missing"
handler500 = "rapport.web.config.errors.broken"

urlpatterns = [
    path("", start, name="start"),
    path("healthz", health, name="health"),
    path("join/<str:secret>", join, name="join"),
    path("account/", include("allauth.urls")),
    path("", include("rapport.web.answer.urls")),
    path("jobs/", include("rapport.web.jobs.urls")),
    path("explore/", include("rapport.web.explore.urls")),
    path("audit/", include("rapport.web.audit.overview.urls")),
    path("audit/samples/", include("rapport.web.audit.samples.urls")),
    path("audit/scoring/", include("rapport.web.audit.scoring.urls")),
    path("audit/criteria/", include("rapport.web.audit.criteria.urls")),
    path("audit/schema/", include("rapport.web.audit.schema.urls")),
    path("audit/judging/", include("rapport.web.audit.judging.urls")),
    path("audit/shops/", include("rapport.web.audit.shops.urls")),
    path("audit/interviews/", include("rapport.web.audit.interviews.urls")),
    path("audit/answers/", include("rapport.web.audit.answers.urls")),
    path("ask/programmes/", include("rapport.web.programmes.urls")),
    path("asked/", include("rapport.web.programmes.open_urls")),
    path("ask/doors/", include("rapport.web.answer.ways_urls")),
    path("ask/", include("rapport.web.ask.urls")),
    path("understand/review/", include("rapport.web.review.urls")),
    path("understand/", include("rapport.web.understand.urls")),
    path("understand/", include("rapport.web.feelings.urls")),
    path("act/cases/", include("rapport.web.cases.urls")),
    path("act/alerts/", include("rapport.web.alerts.urls")),
    path("act/plans/", include("rapport.web.plans.urls")),
    path("act/", include("rapport.web.front.urls")),
    path("act/", include("rapport.web.act.urls")),
    path("notices/", include("rapport.web.notices.urls")),
    path("reports/", include("rapport.web.reports.urls")),
    path("shared/due/", include("rapport.web.cases.shared_urls")),
    path("shared/", include("rapport.web.reports.shared_urls")),
    path("settings/", include("rapport.web.settings.urls")),
    path("api/", include("rapport.web.api.urls")),
]
