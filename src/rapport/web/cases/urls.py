"""Addresses of cases."""

from django.urls import path

from rapport.web.cases import inbox, keeping, learning, one, opening

app_name = "cases"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("many", inbox.many, name="many"),
    path("new", opening.new, name="new"),
    path("learning/", learning.learning, name="learning"),
    path("causes/", keeping.tree, name="causes"),
    path("causes/<slug:cause_act>", keeping.tree_change, name="causes-change"),
    path("routing/", keeping.routing, name="routing"),
    path("routing/<slug:routing_act>", keeping.routing_change, name="routing-change"),
    path("suggestions/", keeping.ideas, name="suggestions"),
    path("suggestions/<uuid:suggestion_id>", keeping.idea_answer, name="suggestion"),
    path("calendar", keeping.calendar_change, name="calendar-change"),
    path("<uuid:case_id>/", one.one, name="case"),
    path("<uuid:case_id>/story", one.story, name="story"),
    path("<uuid:case_id>/mail", one.mail, name="mail"),
    path("<uuid:case_id>/conversation/<path:interaction_id>", one.conversation, name="conversation"),
    path("<uuid:case_id>/<slug:case_act>", one.change, name="change"),
]
