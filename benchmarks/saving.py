"""How long a save of the scoring screen takes, and handing in, with the bare framework's insert beside.

`python -m benchmarks saving` (20,000 interactions; RAPPORT_BENCH_SIZE=… for another size). Requests go
through everything a request of the pages goes through, in one process; the database is the home's own
file, written so that it lasts.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure

SIZE = int(os.environ.get("RAPPORT_BENCH_SIZE", "20000"))
SEED = 7
ROUNDS = 40
SAVES = 10


def run() -> list[Figure]:
    """Saves, submissions and bare inserts in turn, so that a busy machine slows all alike."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        client, keys, criteria = _made(Path(folder) / "home")
        opened, first, saved, submitted, bare = [], [], [], [], []
        for key in keys:
            opened.append(_timed(lambda key=key: client.get(f"/audit/scoring/{key}")))
            fields = {f"ok/{element.name}": "1" for element in criteria.elements}
            for step in range(1, SAVES + 1):
                body = {**fields, "comment": f"save {step}", "version": step - 1, "window": key, "step": step}
                spent = _timed(lambda key=key, body=body: _post(client, key, "save", body))
                (first if step == 1 else saved).append(spent)
                bare.append(_timed(_insert))
            body |= {"step": SAVES + 1, "key": f"benchmark-{key}"}
            submitted.append(_timed(lambda key=key, body=body: _post(client, key, "submit", body)))
        from rapport.program.setup import disconnect

        disconnect()
    beside = _p95(bare)

    def with_bare(what: str, times: list[float]) -> Figure:
        found = _p95(times)
        return Figure(f"{what}, p95", found, "ms", beside, "bare insert", found / beside, "< 50")

    return [
        Figure(f"open the screen, {SIZE:,} interactions, p95", _p95(opened), "ms", wanted="< 200"),
        with_bare("first save of an interaction", first),
        with_bare("save", saved),
        with_bare("hand in", submitted),
    ]


def _made(root: Path) -> tuple[Any, list[str], Any]:
    """A home of the simulated company, somebody signed in, and what they are asked to score."""
    from rapport.home import open_home
    from rapport.story import Company, write_company
    from rapport.work.import_ import import_files
    from rapport.work.init import init_home
    from rapport.work.sample import draw_sample

    home, company = init_home(root), Company(SEED, SIZE)
    write_company(company, root.parent / "files")
    import_files(home, "chats", [root.parent / "files" / "conversations.jsonl.gz"])
    for kind in ("customers", "answers"):
        import_files(home, kind, [root.parent / "files" / f"{kind}.csv"])
    criteria = root.parent / "criteria.yaml"
    criteria.write_text(company.criteria.text, encoding="utf-8")
    os.environ["RAPPORT_HOME"] = str(root)
    from rapport.program.setup import connect

    connect(open_home(root))
    from django.test import Client

    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create
    from rapport.program.scoring.selectors import queue_open

    user = person_create(TERMINAL, "ann@example.org", name="Ann", grants=[Grant("analyst")])
    draw_sample(home, size=ROUNDS, minimum=1, seed=SEED, double=0, evaluators=["ann@example.org"],
                criteria=criteria, sheets=False)  # fmt: skip
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
    keys = [one.key for one in queue_open(actor_of(user), limit=ROUNDS)]
    return client, keys, company.criteria


def _post(client: Any, key: str, act: str, body: dict[str, Any]) -> None:
    answer = client.post(f"/audit/scoring/{key}/{act}", body, HTTP_ACCEPT="application/json")
    assert answer.status_code == 200, answer.content


def _insert() -> None:
    """One row, committed, by the framework alone."""
    from django.db import transaction
    from django.utils import timezone

    from rapport.program.people.models import LogEntry

    with transaction.atomic():
        LogEntry.objects.create(
            at=timezone.now(), who="benchmark", action="benchmark", kind="benchmark", object_id="1"
        )


def _timed(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def _p95(times: list[float]) -> float:
    return float(np.percentile(times, 95))
