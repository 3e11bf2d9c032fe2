"""How long pages take on a large home, with ten people at once, beside a bare page of the framework.

`python -m benchmarks pages` makes a company's home of 1,000,000 interactions first (some ten minutes;
`RAPPORT_BENCH_SIZE` for another size), or measures on a copy-free home named by `RAPPORT_BENCH_HOME`, to
which it adds ten accounts and five hundred interactions. `rapport serve` runs with its two processes and the
worker. Ten people each keep a connection open; first without a pause between their requests, which asks for
all the machine has, then with a second to look at each page, as people do; last, in the same way, right after
new interactions came. `RAPPORT_BENCH_SECONDS` says how long each page is asked for. The processor time of an
answer is that of all of the server's processes together; it does not depend on what else the machine does.

`python -m benchmarks.pages` prints the figures as a table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.figure import Figure
from benchmarks.machine import machine
from benchmarks.pages_ask import sign_in
from benchmarks.pages_serve import bare_page, free_port, served
from benchmarks.processes import processor_s

ROOT = Path(__file__).parents[1]
PEOPLE = 10
SECONDS = float(os.environ.get("RAPPORT_BENCH_SECONDS", "10"))
PAUSES = ((0.0, "without a pause"), (1.0, "a second between"))
AFTER = "right after new data"
BARE = "a bare page of the framework"
WORDS = "refund"
ROWS = "/reports/rows"
"""Not for analysts."""


@dataclass(frozen=True)
class Timed:
    """What ten people waited for a page, in seconds, and the processor time of an answer."""

    page: str
    how: str
    times: tuple[float, ...]
    processor_s: float

    def percentile(self, number: int) -> float:
        """In milliseconds."""
        return 1000 * quantiles(self.times, n=100, method="inclusive")[number - 1]

    def figures(self) -> Iterator[Figure]:
        """As they are printed."""
        what = f"{self.page}, {PEOPLE} people, {self.how} ({len(self.times)} answers)"
        yield Figure(f"{what}: p50", self.percentile(50), "ms")
        yield Figure(f"{what}: p95", self.percentile(95), "ms", wanted="< 200")
        yield Figure(f"{what}: processor time of an answer", 1000 * self.processor_s, "ms")


def run() -> list[Figure]:
    """Every page, with and without a pause and right after new data: p50 and p95 in milliseconds."""
    return [figure for one in measured() for figure in one.figures()]


def measured() -> list[Timed]:
    """The same, before it is printed."""
    given = os.environ.get("RAPPORT_BENCH_HOME")
    if given:
        return _measure(Path(given))
    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        for step in ("write", "import", "audit"):
            subprocess.run([sys.executable, "-m", "benchmarks.company", step, folder], cwd=ROOT, check=True)
        return _measure(Path(folder) / "home")


def _measure(root: Path) -> list[Timed]:
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
        ("rows behind the score", f"{ROWS}?metric=qci"),
        ("answers behind the NPS", f"{ROWS}?metric=nps"),
        *_understand(facts),
    )
    found = []
    port, bare = free_port(), free_port()
    with bare_page(bare) as pid:
        for pause, said in PAUSES:
            found.append(_timed(BARE, said, pid, bare, "/", [""] * PEOPLE, pause))
    with served(root, port) as pid:
        everybody = [sign_in(port, email, facts["password"]) for email in facts["emails"]]
        readers = [
            one for one, email in zip(everybody, facts["emails"], strict=True) if "analyst" not in email
        ]
        readers = [*readers, *readers][:PEOPLE]
        for name, path in pages:
            cookies = readers if path.startswith(ROWS) else everybody
            # A dashboard is worked out beside the pages, once for each data version.
            beside = path == "/" or path.startswith("/understand/")
            _asked(port, path, cookies, 1.0, seconds=60.0 if beside else 4.0)
            for pause, said in PAUSES:
                found.append(_timed(name, said, pid, port, path, cookies, pause))
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pages_home", str(root), "add"], cwd=ROOT, check=True
        )
        for name, path in pages:
            cookies = readers if path.startswith(ROWS) else everybody
            found.append(_timed(name, AFTER, pid, port, path, cookies, 1.0))
    return found


def _understand(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Pages on everything that was read, where a home learned its concerns and has a sheet."""
    concern = facts["concern_read"]
    if concern is None:
        return ()
    return (
        ("concerns", "/understand/concerns/"),
        ("concerns of one team", f"/understand/concerns/?team={facts['team']}"),
        ("one concern", f"/understand/concerns/{concern}/"),
        ("conversations behind a concern", f"/understand/concerns/{concern}/conversations/"),
        ("feelings", "/understand/feelings/"),
        ("effort", "/understand/effort/"),
        ("comments", "/understand/comments/"),
        ("explore, by the concern read", f"/explore/?concern_read={concern}"),
    )


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


def _timed(page: str, how: str, pid: int, port: int, path: str, cookies: list[str], pause: float) -> Timed:
    before = processor_s(pid)
    found = _asked(port, path, cookies, pause)
    used = processor_s(pid) - before
    if found["wrong"] or len(found["times"]) < 2:
        raise RuntimeError(f"{page}: {found['wrong']} answers were not 200, {len(found['times'])} were")
    one = Timed(page, how, tuple(sorted(found["times"])), used / len(found["times"]))
    print(*(figure.line() for figure in one.figures()), sep="\n", file=sys.stderr, flush=True)
    return one


def table(found: list[Timed]) -> Iterator[str]:
    """The figures as a table in Markdown, a page a line."""
    ways = [one.how for one in found if one.page == found[-1].page]
    yield "| Page | " + " | ".join(f"{how}: p50, p95" for how in ways) + " | processor time |"
    yield "|---|" + "--:|" * (len(ways) + 1)
    for page in dict.fromkeys(one.page for one in found):
        of = {one.how: one for one in found if one.page == page}
        cells = [
            f"{of[how].percentile(50):,.0f}, {of[how].percentile(95):,.0f} ms" if how in of else ""
            for how in ways
        ]
        yield f"| {page} | " + " | ".join(cells) + f" | {1000 * of[ways[0]].processor_s:,.0f} ms |"


def main() -> None:
    """Prints the machine, what else it does, and the table."""
    print(machine())
    print(f"processes that wanted to run before: {os.getloadavg()[0]:.1f}")
    found = measured()
    print(f"processes that wanted to run after: {os.getloadavg()[0]:.1f}\n")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
