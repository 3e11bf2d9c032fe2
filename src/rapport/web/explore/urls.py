"""Addresses of Explore."""

from django.urls import path

from rapport.web.explore.views import interaction, interactions

urlpatterns = [
    path("", interactions, name="interactions"),
    path("interactions/<path:interaction_id>", interaction, name="interaction"),
]
