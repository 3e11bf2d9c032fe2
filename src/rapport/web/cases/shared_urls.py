"""The address that calendars read without signing in: its secret is what opens it."""

from django.urls import path

from rapport.web.cases.calendars import calendar

urlpatterns = [path("<str:calendar_secret>.ics", calendar, name="case-calendar")]
