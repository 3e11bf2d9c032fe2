"""Addresses of Explore."""

from django.urls import path

from rapport.web.explore import listing, one, readings

urlpatterns = [
    path("", listing.interactions, name="interactions"),
    path("export", listing.export, name="interactions_export"),
    path("filters", listing.keep, name="filter_keep"),
    path("filters/<uuid:filter_id>/remove", listing.forget, name="filter_forget"),
    path("interactions/<path:interaction_id>", one.interaction, name="interaction"),
    path("readings/<path:interaction_id>", readings.reading, name="reading"),
    path("customers/<path:customer_id>", one.customer, name="customer"),
]
