"""Criteria as they were when somebody scored by them."""

from django.db import models


class CriteriaVersion(models.Model):
    """The text of one version of one criteria file. Once used, it never changes."""

    criteria_id = models.CharField(max_length=200)
    version = models.CharField(max_length=50)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    first_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_id", "version"], name="one_text_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.criteria_id}@{self.version}"
