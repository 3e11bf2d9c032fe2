"""Addresses where people answer; they need no account."""

from __future__ import annotations

from django.urls import path

from rapport.web.answer.doors import door, door_form, door_thanks
from rapport.web.answer.invitations import answer, leave, thanks
from rapport.web.answer.opened import opened
from rapport.web.answer.theme import theme
from rapport.web.answer.widget import widget_answers, widget_form, widget_loader, widget_survey

urlpatterns = [
    path("s/colours/<int:version>.css", theme, name="answer-theme"),
    path("s/<str:token>", answer, name="answer"),
    path("s/<str:token>/thanks", thanks, name="answer-thanks"),
    path("s/<str:token>/leave", leave, name="answer-leave"),
    path("s/<str:token>/opened.gif", opened, name="answer-opened"),
    path("widget/survey.mjs", widget_survey, name="widget-survey"),
    path("widget/<str:door_id>.js", widget_loader, name="widget"),
    path("f/<str:door_id>", door, name="door"),
    path("f/<str:door_id>/form", widget_form, name="widget-form"),
    path("f/<str:door_id>/answers", widget_answers, name="widget-answers"),
    path("f/<str:door_id>/<str:token>", door_form, name="door-form"),
    path("f/<str:door_id>/<str:token>/thanks", door_thanks, name="door-thanks"),
]
