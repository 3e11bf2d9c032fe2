"""Import + redaction + storing of real conversations, against presidio's recognisers with pandas."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figure import Figure

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-bench" / "bin" / "python"
ROUNDS = 3


def run() -> list[Figure]:
    """Alternates ours and the peer; compares the medians."""
    path = ROOT.parent / "shared" / "data" / "star" / "conversations.jsonl.gz"
    if not path.exists():
        print("  skipped: the folder of shared data sets is not beside the project")
        return []
    if not PEERS.exists():
        print("  skipped: the peers are not installed; run: make bench-peers")
        return []
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(_in_child([sys.executable, "-m", "benchmarks.import_star", str(path)]))
        with tempfile.TemporaryDirectory() as folder:
            script = str(ROOT / "benchmarks" / "peers" / "presidio_pandas.py")
            peers.append(_in_child([str(PEERS), script, str(path), f"{folder}/texts.csv"]))
    mine, peer = sorted(ours)[ROUNDS // 2], sorted(peers)[ROUNDS // 2]
    name = "presidio + pandas (recognise, replace, write)"
    return [Figure("import + redact + store 4,365 conversations", mine, "s", peer, name, peer / mine, "≥ 5")]


def _in_child(command: list[str]) -> float:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def _ours(path: str) -> None:
    from rapport.work.import_ import import_files
    from rapport.work.init import init_home

    with tempfile.TemporaryDirectory() as folder:
        tiny = Path(folder) / "tiny.jsonl"
        tiny.write_text('{"id": "1", "turns": [{"speaker": "agent", "text": "warm up"}]}\n')
        import_files(
            init_home(Path(folder) / "warm"), "chats", [tiny]
        )  # the peer's imports do not count either
        home = init_home(Path(folder) / "home")
        start = time.perf_counter()
        result = import_files(home, "chats", [path])
        print(json.dumps({"seconds": time.perf_counter() - start, "new": result.new}))


if __name__ == "__main__":
    _ours(sys.argv[1])
