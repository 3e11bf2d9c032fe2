"""What was worked out, kept in a hidden folder of the home for every process that serves it.

Each file is signed with the home's key and read only when the signature holds; it is good for one version of
the code. The folder never goes into a backup, goes whole when a customer is erased, and may be removed at
any time.
"""

from __future__ import annotations

import hmac
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock

import rapport
from rapport.home import Home
from rapport.warehouse.disk import write_whole
from rapport.warehouse.manifest import read_manifest
from rapport.work.results.shelf import Kept, State

FOLDER = ".results"
MOST = 96
SIGNED = 32
WAIT_S = 600
ROOMS = ("criteria", "findings", "measures", "records", "reports", "work/results")
_READ: dict[Path, int] = {}


def state_now(home: Home) -> State:
    """The newest data, and what changes when somebody is erased."""
    version = read_manifest(home.warehouse_path).counted_version
    with suppress(FileNotFoundError):
        found = (home.warehouse_path / "tombstones").stat()
        return State(version, (found.st_mtime_ns, found.st_size))
    return State(version)


def look(home: Home, name: str, *, again: bool = False) -> Kept[Any] | None:
    """What is kept under a name, if this process has not read it yet; with `again` also then."""
    path = _path(home, name)
    try:
        written = path.stat().st_mtime_ns
        if _READ.get(path) == written and not again:
            return None
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    _READ[path] = written
    sign, body = content[:SIGNED], content[SIGNED:]
    if not hmac.compare_digest(sign, _signature(home, body)):
        return None
    found: Kept[Any] = pickle.loads(body)  # noqa: S301 - signed with the home's key
    return found


def keep(home: Home, name: str, make: Callable[[], Any]) -> Kept[Any]:
    """Works something out and keeps it, unless another process has done so meanwhile: one at a time. What
    was begun before somebody was erased is not kept."""
    with _lock(home):
        state = state_now(home)
        found = look(home, name, again=True)
        if found is not None and found.state.covers(state):
            return found
        begun = time.monotonic()
        made = make()
        kept = Kept(made, state, time.time(), time.monotonic() - begun)
        if state_now(home).erased == state.erased:
            body = pickle.dumps(kept)
            with suppress(OSError):  # a disk that is full: whoever asked gets it all the same
                write_whole(_path(home, name), _signature(home, body) + body)
                _tidy(home)
        return kept


def forget_all(home: Home) -> None:
    """Removes everything that is kept, once who is at it has ended."""
    if (home.root / FOLDER).exists():
        with _lock(home):
            for path in (home.root / FOLDER).glob("*.kept"):
                path.unlink(missing_ok=True)


@contextmanager
def _lock(home: Home) -> Iterator[None]:
    folder = home.root / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with FileLock(folder / "lock", timeout=WAIT_S):
        yield


def _path(home: Home, name: str) -> Path:
    return home.root / FOLDER / f"{sha256(name.encode()).hexdigest()}.kept"


def _signature(home: Home, body: bytes) -> bytes:
    from rapport.program.pages import secret_key

    key = f"results {_code()} {secret_key(home.root / 'secret.key')}"
    return hmac.digest(key.encode(), body, "sha256")


@lru_cache(maxsize=1)
def _code() -> str:
    """What changes with the code that makes and reads what is kept."""
    root = Path(rapport.__file__).parent
    files = sorted(path for room in ROOMS for path in (root / room).rglob("*.py"))
    told = "\n".join(f"{path.relative_to(root)} {path.stat().st_mtime_ns}" for path in files)
    return f"{rapport.__version__} {sha256(told.encode()).hexdigest()}"


def _tidy(home: Home) -> None:
    """Removes what is longest unused beyond MOST."""
    files = sorted((home.root / FOLDER).glob("*.kept"), key=lambda path: path.stat().st_mtime_ns)
    for path in files[:-MOST]:
        path.unlink(missing_ok=True)
