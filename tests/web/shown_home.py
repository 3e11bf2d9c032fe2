"""A copy of a home, as the one that the pages of a test show."""

import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test.utils import override_settings

from rapport.home import open_home
from rapport.program.setup import connect, disconnect

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
"""Keeps a password in a way that costs nothing; only this process serves these homes."""


@contextmanager
def shown(stocked, root, database_url=None):
    """A copy of a home as the one that the pages show, on its own database or another one."""
    from rapport.web.config.home_of import served_home

    shutil.copytree(stocked, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_HOME", str(root))
        if database_url:
            patch.setenv("DATABASE_URL", database_url)
        served_home.cache_clear()
        home = open_home()
        connect(home)
        # How often somebody tried to sign in is counted in memory, a minute long: for this home, nobody did.
        cache.clear()
        with override_settings(PASSWORD_HASHERS=[QUICK, *settings.PASSWORD_HASHERS]):
            yield home
        served_home.cache_clear()
        disconnect()
