"""Addresses: one folder an entry of the navigation."""

from django.urls import include, path

from rapport.web.config.health import health
from rapport.web.start.views import join, start

handler404 = "rapport.web.config.errors.missing"
handler500 = "rapport.web.config.errors.broken"

urlpatterns = [
    path("", start, name="start"),
    path("healthz", health, name="health"),
    path("join/<str:secret>", join, name="join"),
    path("account/", include("allauth.urls")),
    path("explore/", include("rapport.web.explore.urls")),
]
