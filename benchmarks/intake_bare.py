"""The bare framework's insert that `benchmarks.intake` measures beside: one table, one view, nothing else."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any

PLACE = "RAPPORT_BARE"
"""Where `folder` and `database_url` of the home are told, as JSON."""


def made() -> Any:
    """The application, with its table."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.urls import path

    from rapport.home import open_home
    from rapport.program.settings import database_settings

    given = json.loads(os.environ[PLACE])
    database = database_settings(open_home(Path(given["home"]), database_url=given["database_url"]))
    if given["database_url"] is None:
        database["NAME"] = given["file"]
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="none",
        DATABASES={"default": database},
        USE_TZ=True,
        INSTALLED_APPS=[],
    )
    django.setup()
    model = table()
    globals()["urlpatterns"] = [path("insert", _insert(model))]
    return WSGIHandler()


def table() -> Any:
    """A row as a submission's, without its conflict clause."""
    from django.db import DatabaseError, connection, models

    class Bare(models.Model):
        key = models.CharField(primary_key=True, max_length=64)
        answers = models.JSONField()
        received_at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "bare"
            db_table = "benchmark_bare"

    if "benchmark_bare" not in connection.introspection.table_names():
        try:
            with connection.schema_editor() as editor:
                editor.create_model(Bare)
        except DatabaseError:  # another process of the same server was quicker
            assert "benchmark_bare" in connection.introspection.table_names()
    connection.close()
    return Bare


def _insert(model: Any) -> Any:
    from django.http import HttpRequest, HttpResponse

    def insert(request: HttpRequest) -> HttpResponse:
        answers = {name: request.POST[name] for name in ("a.nps", "a.why")}
        model.objects.create(key=uuid.uuid4().hex, answers=answers)
        return HttpResponse(status=204)

    return insert


def __getattr__(name: str) -> Any:
    """The application is made when a server asks for it, not when the benchmark is imported."""
    if name == "application":
        globals()[name] = made()
        return globals()[name]
    raise AttributeError(name)
