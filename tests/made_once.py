"""What several processes of one run of the tests need is made by the first that asks."""

import os
from pathlib import Path

from filelock import FileLock


def made_once(tmp_path_factory, name, make) -> Path:
    """The path that `make` was given to fill, by whichever process of this run came first; to copy, never to
    change."""
    here = tmp_path_factory.getbasetemp()
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / f"once-{name}"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            folder.mkdir()
            make(folder / "made")
            (folder / "done").touch()
    return folder / "made"
