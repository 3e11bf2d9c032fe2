"""People who score."""

from django.conf import settings
from django.db import models


class Evaluator(models.Model):
    """Somebody who scores interactions; a name is enough, an account is optional."""

    name = models.CharField(max_length=200, unique=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.name)
