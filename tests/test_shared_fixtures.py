"""Tests of a file that share something made once run in one process, so that it is made once."""

import shutil
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parent / "conftest.py"
SHARING = """
import pytest

@pytest.fixture(scope="module")
def made():
    with open({note!r}, "a") as file:
        file.write("made\\n")

@pytest.mark.parametrize("number", range(12))
def test_shares(made, number):
    pass
"""


def test_what_a_file_shares_is_made_once(tmp_path):
    folder, note = tmp_path / "project" / "tests", tmp_path / "note"
    folder.mkdir(parents=True)
    shutil.copy(CONFTEST, folder)
    (folder / "test_sharing.py").write_text(SHARING.format(note=str(note)))
    (folder.parent / "pytest.ini").write_text("[pytest]\n")
    words = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
    done = subprocess.run(words, cwd=folder.parent, capture_output=True, text=True)
    assert "12 passed" in done.stdout, done.stdout + done.stderr
    assert note.read_text().splitlines() == ["made"]
