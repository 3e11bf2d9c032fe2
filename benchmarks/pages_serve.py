"""The servers that `benchmarks.pages` asks: the pages of a home, and a bare page of the framework."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROWS = 50


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(home: Path, port: int) -> Iterator[int]:
    """`rapport serve` with its two processes and the worker → its process."""
    run = "from rapport.cli.start import run; run()"
    command = [sys.executable, "-c", run, "--home", str(home), "serve", "--port", str(port)]
    with running(command, port, "/healthz") as pid:
        yield pid


@contextmanager
def bare_page(port: int) -> Iterator[int]:
    """The same server with a page of the framework and nothing else: fifty rows from memory."""
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--workers",
            "2",
            "--blocking-threads",
            "1",
        ),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "benchmarks.pages_serve:application"),
    ]
    with running(command, port, "/") as pid:
        yield pid


def _bare() -> Any:
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import path

    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, TEMPLATES=[engine], SECRET_KEY="none"
    )
    django.setup()
    page = engines["django"].from_string(
        "<!doctype html><title>Rows</title><table>{% for row in rows %}<tr>{% for cell in row %}"
        "<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
    )
    rows = [[f"cell {row} {cell}" for cell in range(9)] for row in range(ROWS)]

    def shown(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(page.render({"rows": rows}))

    globals()["urlpatterns"] = [path("", shown)]
    return WSGIHandler()


def __getattr__(name: str) -> Any:
    """The application is made when a server asks for it, not when the benchmark is imported."""
    if name == "application":
        globals()[name] = _bare()
        return globals()[name]
    raise AttributeError(name)


@contextmanager
def running(
    command: list[str], port: int, path: str, more: Mapping[str, str] | None = None, *, wanted: int = 200
) -> Iterator[int]:
    """A server, once it answers at `path` with the status wanted; `more` is added to its environment."""
    environment = {**os.environ, **(more or {})}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(server, port, path, wanted)
        yield server.pid
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(server: subprocess.Popen[bytes], port: int, path: str, wanted: int) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=10)
            asked.request("GET", path)
            if asked.getresponse().status == wanted:
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server did not start")
