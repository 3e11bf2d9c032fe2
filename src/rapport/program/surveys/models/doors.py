"""Ways in for people whom nobody invited one by one."""

from __future__ import annotations

from django.db import models


class Door(models.Model):
    """A link, a code to photograph, a widget in somebody's pages, a form that is always open, or a program
    that hands answers in. `version` None: the newest that is published."""

    LINK, CODE, WIDGET, FORM, PROGRAM = "link", "qr", "widget", "form", "rest"

    id = models.CharField(primary_key=True, max_length=24)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="doors")
    version = models.ForeignKey("surveys.SurveyVersion", null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    touchpoint = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    origins = models.JSONField(default=list)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
