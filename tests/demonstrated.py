"""The demo with seed 7, run once for all tests that look at what it made."""

import pickle

from tests.made_once import made_once


def demonstrated(tmp_path_factory):
    """What `run_demo` told; its home is to read, or to copy."""
    from rapport.home import open_home
    from rapport.program.setup import configure, disconnect
    from rapport.work.demo import run_demo

    def make(root):
        told = run_demo(root / "home", size=1_000, seed=7, formats=("html",))
        disconnect()
        (root / "told").write_bytes(pickle.dumps(told))

    made = made_once(tmp_path_factory, "demo", make)
    configure(open_home(made / "home"))
    return pickle.loads((made / "told").read_bytes())
