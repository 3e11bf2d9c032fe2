"""How long pages take on a large home, with ten people at once, beside a bare page of the framework.

`python -m benchmarks pages` makes a company's home of 1,000,000 interactions first (some ten minutes;
`RAPPORT_BENCH_SIZE` for another size), or measures on a copy-free home named by `RAPPORT_BENCH_HOME`, to
which it adds ten accounts. `rapport serve` runs with its two processes. Ten people each keep a connection
open; first without a pause between their requests, which asks for all the machine has, then with a second
to look at each page, as people do. `RAPPORT_BENCH_SECONDS` says how long each page is asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.figure import Figure
from benchmarks.pages_ask import sign_in
from benchmarks.pages_serve import bare_page, free_port, served

ROOT = Path(__file__).parents[1]
PEOPLE = 10
SECONDS = float(os.environ.get("RAPPORT_BENCH_SECONDS", "10"))
PAUSES = ((0.0, "without a pause"), (1.0, "a second between"))
WORDS = "refund"


def run() -> list[Figure]:
    """Every page, with and without a pause: p50 and p95 in milliseconds."""
    given = os.environ.get("RAPPORT_BENCH_HOME")
    if given:
        return _measure(Path(given))
    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        for step in ("write", "import", "audit"):
            subprocess.run([sys.executable, "-m", "benchmarks.company", step, folder], cwd=ROOT, check=True)
        return _measure(Path(folder) / "home")


def _measure(root: Path) -> list[Figure]:
    facts = json.loads(_prepared(root))
    pages = (
        ("explore, first page", "/explore/"),
        (
            "explore, filtered by team and concern",
            f"/explore/?team={facts['team']}&concern={facts['concern']}",
        ),
        ("explore, text search", f"/explore/?q={WORDS}"),
        ("explore, text search in one team", f"/explore/?q={WORDS}&team={facts['team']}"),
        ("explore, evaluated ones", "/explore/?evaluated=yes"),
        ("one interaction", f"/explore/interactions/{facts['interaction']}"),
        ("one interaction with scores", f"/explore/interactions/{facts['scored']}"),
        ("one customer", f"/explore/customers/{facts['customer']}"),
        ("dashboard", "/"),
    )
    figures = []
    port, bare = free_port(), free_port()
    with bare_page(bare):
        for pause, said in PAUSES:
            figures += _figures("a bare page of the framework", said, _asked(bare, "/", [""] * PEOPLE, pause))
    with served(root, port):
        cookies = [sign_in(port, email, facts["password"]) for email in facts["emails"]]
        for name, path in pages:
            # A dashboard is worked out beside the pages, once for each process and data version.
            _asked(port, path, cookies, 1.0, seconds=60.0 if path == "/" else 4.0)
            for pause, said in PAUSES:
                figures += _figures(name, said, _asked(port, path, cookies, pause))
    return figures


def _prepared(root: Path) -> str:
    """Accounts, the index, and what to ask for; in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pages_home", str(root)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


def _asked(
    port: int, path: str, cookies: list[str], pause: float, seconds: float = SECONDS
) -> dict[str, Any]:
    """The times of all answers, asked for by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pages_ask"]
    order = {"port": port, "path": path, "cookies": cookies, "pause": pause, "seconds": seconds}
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures(name: str, said: str, found: dict[str, Any]) -> list[Figure]:
    times = sorted(found["times"])
    if found["wrong"] or len(times) < 2:
        raise RuntimeError(f"{name}: {found['wrong']} answers were not 200, {len(times)} were")
    cuts = quantiles(times, n=100, method="inclusive")
    what = f"{name}, {PEOPLE} people, {said} ({len(times)} answers)"
    return [
        Figure(f"{what}: p50", 1000 * cuts[49], "ms"),
        Figure(f"{what}: p95", 1000 * cuts[94], "ms", wanted="< 200"),
    ]
