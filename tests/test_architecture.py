"""The house rules that a reader relies on, held by ordinary tests."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_imports_go_down_only():
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short(path):
    lines = path.read_text().count("\n")
    assert lines <= 500, f"{path} has {lines} lines: give the second idea a file of its own"


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.name == "__init__.py"], ids=lambda p: str(p.relative_to(ROOT))
)
def test_no_code_in_init_files(path):
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)
    for node in ast.parse(path.read_text()).body:
        assert isinstance(node, allowed), (
            f"{path}:{node.lineno}: an __init__.py only names what the room offers"
        )


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "common.py"])
def test_no_file_without_an_idea(name):
    assert not [path for path in SOURCES if path.name == name], "name the file after its one idea"


def test_every_test_file_has_a_name_of_its_own():
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(set(names)) == sorted(names), "two test files of one name cannot be run together"
