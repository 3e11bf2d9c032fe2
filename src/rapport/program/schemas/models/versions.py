"""Versions of the schema: their values, and what cannot occur together."""

from django.db import models


class SchemaVersion(models.Model):
    """A draft, or published and never changed again."""

    DRAFT, PUBLISHED = "draft", "published"

    number = models.PositiveIntegerField(primary_key=True)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=DRAFT)
    sources = models.JSONField(default=dict)
    based_on = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)


class AxisValue(models.Model):
    """One value of one axis. A merged value stays, so that what was coded by it is still understood."""

    version = models.ForeignKey(SchemaVersion, on_delete=models.CASCADE, related_name="values")
    axis = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    examples = models.TextField(blank=True)
    aliases = models.JSONField(default=list)
    position = models.IntegerField(default=0)
    proposed = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=200, blank=True)
    merged_into = models.CharField(max_length=100, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "axis", "name"], name="one_value_per_name")]


class ImpossiblePair(models.Model):
    """Two values that cannot occur together; the axes stand in the order of the schema."""

    version = models.ForeignKey(SchemaVersion, on_delete=models.CASCADE, related_name="pairs")
    axis_a = models.CharField(max_length=20)
    value_a = models.CharField(max_length=100)
    axis_b = models.CharField(max_length=20)
    value_b = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "axis_a", "value_a", "axis_b", "value_b"], name="one_rule_per_pair"
            )
        ]
