"""Nothing of the tables can be brought in before a process is connected to a home: connect first.

A test's process is connected by its fixtures and would not see it; a command's is not.
"""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "rapport"
OF_TABLES = {"services", "selectors", "models"}


def functions_that_connect():
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for one in ast.walk(ast.parse(text)) if "connect(" in text else ():
            if isinstance(one, ast.FunctionDef):
                calls = [each.lineno for each in ast.walk(one) if _connects(each)]
                if calls:
                    yield f"{path.relative_to(SOURCE)}: {one.name}", one, min(calls)


def _connects(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "connect"


def too_early(function, line):
    """What it brings in of the tables before that line."""
    brought = [one for one in ast.walk(function) if isinstance(one, ast.ImportFrom) and one.lineno < line]
    named = [one.module or "" for one in brought]
    return [name for name in named if name.startswith("rapport.program.") and OF_TABLES & {*name.split(".")}]


def test_who_connects_does_so_before_anything_of_the_tables():
    found = list(functions_that_connect())
    assert len(found) > 20
    assert {name: early for name, one, line in found if (early := too_early(one, line))} == {}
