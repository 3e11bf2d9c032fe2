"""A large company on one machine: import, report, drill-down, and the engine against bare SQL.

`python -m benchmarks company` (1,000,000 interactions; RAPPORT_BENCH_SIZE=… for another size). Each step
runs in a process of its own, so that its time and its peak memory are its own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.company_questions import QUESTIONS
from benchmarks.figure import Figure

ROOT = Path(__file__).parents[1]
SIZE = int(os.environ.get("RAPPORT_BENCH_SIZE", "1000000"))
SEED = 7


def run() -> list[Figure]:
    """All steps, one after the other, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        written = _step("write", folder)
        imported = _step("import", folder)
        _step("audit", folder)
        report, drill, questions = (_step(name, folder) for name in ("report", "drill", "questions"))
    figures = [
        Figure(f"write {SIZE:,} conversations", written["seconds"], "s"),
        Figure(f"import, redact, store {SIZE:,} conversations", imported["seconds"], "s"),
        Figure("peak resident memory of that import", imported["peak_gib"], "GiB", wanted="< 2"),
        Figure("company report (executive, HTML)", report["seconds"], "s", wanted="< 10"),
    ]
    figures += [
        Figure(f"drill-down: {name}", seconds, "s", wanted="< 1") for name, seconds in drill["answers"]
    ]
    for name, ours, bare in questions["answers"]:
        wanted = "≤ 1.5" if bare >= 0.1 else "(under 0.1 s in bare SQL)"
        figures.append(Figure(f"question: {name}", ours, "s", bare, "bare DuckDB SQL", ours / bare, wanted))
    return figures


def _step(name: str, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.company", name, folder]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _write(folder: Path) -> dict[str, Any]:
    from rapport.story import Company, write_company

    write_company(Company(SEED, SIZE), folder / "files")
    return {}


def _import(folder: Path) -> dict[str, Any]:
    from rapport.work.import_ import import_files
    from rapport.work.init import init_home

    home = init_home(folder / "home")
    result = import_files(home, "chats", [folder / "files" / "conversations.jsonl.gz"])
    helpers = max(0, min(2, (os.cpu_count() or 1) - 1))  # so many redact beside, each at most as large
    sizes = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    peak = (sizes[0] + helpers * sizes[1]) / 2**20
    return {"new": result.new, "peak_gib": peak}


def _audit(folder: Path) -> dict[str, Any]:
    from rapport.home import open_home
    from rapport.story import Company
    from rapport.work.demonstration.scoring import fill_sheets
    from rapport.work.evaluate import import_evaluations
    from rapport.work.import_ import import_files
    from rapport.work.progress import Silent
    from rapport.work.sample import draw_sample

    home, company = open_home(folder / "home"), Company(SEED, SIZE)
    for kind in ("customers", "answers", "events", "indicators"):
        import_files(home, kind, [folder / "files" / f"{kind}.csv"])
    criteria = folder / "criteria.yaml"
    criteria.write_text(company.criteria.text, encoding="utf-8")
    names = [one.name for one in company.evaluators]
    sample = draw_sample(
        home, by=("channel", "team"), size=400, seed=SEED, evaluators=names, criteria=criteria
    )
    sheets = fill_sheets(home, company, sample.sheets, Silent())
    return {"new": import_evaluations(home, sheets, criteria, sample=sample.sample).new}


def _report(folder: Path) -> dict[str, Any]:
    from rapport.home import open_home
    from rapport.work.report import write_reports

    written = write_reports(open_home(folder / "home"), audiences=("executive",), formats=("html",))
    return {"bytes": written.paths[0].stat().st_size}


def _drill(folder: Path) -> dict[str, Any]:
    from rapport.home import open_home
    from rapport.warehouse import Warehouse
    from rapport.work.estimate import metric_rows

    home = open_home(folder / "home")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        [team] = snapshot.sql("SELECT team FROM interactions WHERE team IS NOT NULL LIMIT 1").to_pylist()
    scored = metric_rows(home, "qci", where=team)
    one = scored[0]["interaction_id"]

    def turns() -> Any:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            return snapshot.sql("SELECT turns FROM interactions WHERE interaction_id = ?", [one]).to_pylist()

    month = _month(home, team)
    questions: list[tuple[str, Callable[[], Any]]] = [
        ("the evaluations behind a team's QCI", lambda: metric_rows(home, "qci", where=team)),
        ("one interaction with its turns", turns),
        (
            "the answers behind a team's NPS in a month",
            lambda: metric_rows(home, "nps", where=month),
        ),
    ]
    return {"answers": [(name, _median(question)) for name, question in questions]}


def _month(home: Any, team: dict[str, str]) -> dict[str, str]:
    from rapport.work.estimate import estimate_metric

    return {**team, "month": estimate_metric(home, "nps", by=("month",))[0].dimensions["month"]}


def _questions(folder: Path) -> dict[str, Any]:
    """Ours and bare SQL in turn, each on a fresh connection, medians of five."""
    from rapport.home import open_home
    from rapport.warehouse import Warehouse

    home = open_home(folder / "home")
    warehouse = Warehouse(home.warehouse_path)
    found = []
    for name, question, query in QUESTIONS:
        ours, bare = [], []
        for _ in range(5):
            with warehouse.snapshot() as snapshot:
                ours.append(_time(partial(question, snapshot, home.settings)))
            with warehouse.snapshot() as snapshot:
                bare.append(_time(partial(_in_sql, snapshot, query)))
        found.append((name, sorted(ours)[2], sorted(bare)[2]))
    return {"answers": found}


def _in_sql(snapshot: Any, query: str) -> Any:
    return snapshot.connection.sql(query).fetchall()


def _time(question: Callable[[], Any]) -> float:
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def _median(question: Callable[[], Any], rounds: int = 5) -> float:
    return sorted(_time(question) for _ in range(rounds))[rounds // 2]


STEPS = {
    "write": _write,
    "import": _import,
    "audit": _audit,
    "report": _report,
    "drill": _drill,
    "questions": _questions,
}


if __name__ == "__main__":
    begin = time.perf_counter()
    result = STEPS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - begin, **result}))
