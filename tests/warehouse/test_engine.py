"""One engine, many sessions: each with the settings that answers rest on, and none with another's tables."""

from threading import Thread

import pytest

from rapport.warehouse import engine
from rapport.warehouse.engine import session

WANTED = {
    "TimeZone": "UTC",
    "parquet_metadata_cache": "true",
    "python_enable_replacements": "false",
    "enable_progress_bar": "false",
    "enable_external_file_cache": "false",
}


def settings(found):
    rows = found.sql("SELECT name, value FROM duckdb_settings()").fetchall()
    return {name: value for name, value in rows if name in (*WANTED, "temp_directory")}


@pytest.fixture(autouse=True)
def no_engines(monkeypatch):
    monkeypatch.setattr(engine, "_engines", type(engine._engines)())


def test_every_session_has_the_settings_and_its_own_folder_to_spill_to(tmp_path):
    for root in (tmp_path / "it's one", tmp_path / "two", tmp_path / "it's one"):
        found = settings(session(root))
        assert found.pop("temp_directory") == str(root / ".spill")
        assert found == WANTED
    assert len(engine._engines) == 2


def test_what_a_session_makes_is_its_own_and_ends_with_it(tmp_path):
    wrong = []

    def ask(number):
        for _ in range(30):
            mine = session(tmp_path)
            mine.execute(f"CREATE TEMP VIEW known AS SELECT {number} AS number")
            if mine.sql("SELECT number FROM known").fetchall() != [(number,)]:
                wrong.append(number)
            mine.close()

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    with pytest.raises(Exception, match="known"):
        session(tmp_path).sql("SELECT number FROM known").fetchall()


def test_an_engine_that_is_let_go_leaves_its_sessions_working(tmp_path):
    first = session(tmp_path / "0")
    first.execute("CREATE TEMP VIEW known AS SELECT 7 AS number")
    for number in range(1, engine.KEPT + 2):
        session(tmp_path / str(number))
    assert len(engine._engines) == engine.KEPT
    assert first.sql("SELECT number FROM known").fetchall() == [(7,)]
