"""Whom not to write to: keyed hashes only, so that it outlives the erasure of the customer."""

from __future__ import annotations

from django.db import models


class Salt(models.Model):
    """What the hashes of this home are keyed with; one row, made at the first use."""

    salt = models.CharField(max_length=64)


class OptOut(models.Model):
    """Somebody wants to be asked no more. `subject` is a hash of the address, or of the customer's id;
    `scope` is `all` or a programme."""

    subject = models.CharField(max_length=64)
    scope = models.CharField(max_length=100)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "scope"], name="left_once")]


class Unreachable(models.Model):
    """An address that mails or messages came back from for good."""

    subject = models.CharField(primary_key=True, max_length=64)
    because = models.CharField(max_length=300)
    at = models.DateTimeField()
