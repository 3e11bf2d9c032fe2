"""A user signs in with an e-mail address."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager):
    """Makes users; the address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        """A user with this address; without a password nobody can sign in as them."""
        user: User = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        """The user with this address, whatever its case."""
        user: User = self.get(email=(email or "").strip().lower())
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who works with Rapport. Evaluators without an account are names only.

    `agent_id` is who they are in the interactions, if they serve customers. Without a time zone of
    their own they see the home's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    agent_id = models.CharField(max_length=500, null=True, blank=True, unique=True)
    time_zone = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return str(self.name or self.email)
