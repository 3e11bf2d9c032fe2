"""How fast the simulated company talks and judges. `python -m benchmarks story`."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure
from rapport.story import Company, Truth
from rapport.story.write import write_conversations

SEED, SIZE, WRITTEN, JUDGED = 7, 1_000_000, 20_000, 20_000


def run() -> list[Figure]:
    """Conversations written, evaluations scored as arrays, memory."""
    company = Company(SEED, SIZE)
    next(company.interactions(0, 1))  # the phrases are expanded once
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conversations.jsonl"
        seconds = _timed(lambda: write_conversations(company.interactions(0, WRITTEN), path))
        size = path.stat().st_size / WRITTEN / 1024
    judged = _timed(lambda: Truth.of(company, np.arange(JUDGED)).qci())
    evaluations = JUDGED * len(company.evaluators)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return [
        Figure("conversations to JSONL, one process", WRITTEN / seconds, "/s", wanted="1,000,000 in minutes"),
        Figure("size of a conversation", size, "KiB"),
        Figure("evaluations drawn and scored", evaluations / judged, "/s", wanted="> 100,000"),
        Figure("peak resident memory", peak, "GiB"),
    ]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
