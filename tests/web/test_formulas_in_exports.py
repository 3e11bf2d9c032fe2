"""No table that leaves a home holds a formula, whatever people, teams, criteria and comments are called."""

import csv
import io
import re

import openpyxl
import pytest

from tests.web.formulas_home import MARKS, fill
from tests.web.test_every_address_as_every_role import filled, ours

STARTS = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
TABLES = ("text/csv", "application/vnd.openxmlformats")


@pytest.fixture(scope="module")
def made(everything):
    return fill(everything.home, everything)


def cells_of_csv(content):
    text = content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def held(content, name):
    """Checks a table → all its words."""
    if content[:2] == b"PK":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        run = [cell.value for cell in cells if cell.data_type == "f"]
        assert not [one for one in run if any(mark in str(one) for mark in MARKS)], (name, run)
        assert not [cell for cell in cells if cell.hyperlink and "evil" in str(cell.hyperlink.target)], name
        return " ".join(str(cell.value) for cell in cells)
    cells = cells_of_csv(content)
    run = [one for one in cells if one.startswith(STARTS) and not NUMBER.fullmatch(one)]
    assert not run, (name, run[:5])
    return " ".join(cells)


def ready(client, path):
    for _ in range(60):
        found = client.get(path)
        if b"aria-busy" not in found.content:
            return found
    raise AssertionError("never worked out")


def test_no_table_of_the_pages_holds_a_formula(everything, made):
    admin, said = everything.clients["administrator"], {}
    wanted = {
        "answers": "/audit/answers/export.csv",
        "assignments": "/audit/samples/spring/assignments.csv",
        "visits": f"{made['plan']}/visits.csv",
        "scenarios": f"{made['schema']}/scenarios.csv",
        "rows": "/reports/rows?metric=qci&form=csv",
        "log": "/settings/log/?as=csv",
    }
    for name, path in wanted.items():
        found = admin.get(path)
        assert found.status_code == 200 and found["Content-Type"].startswith(TABLES), (
            path,
            found.status_code,
        )
        said[name] = held(found.content, path)
    found = admin.post("/explore/export", {"all": "1"})
    said["interactions"] = held(found.content, "found")
    found = admin.post("/explore/export", {"selected": ["=1+1", "=2+1"]})
    said["selected"] = held(found.content, "selected")
    for name, words in said.items():
        assert any(f"'{mark[0]}" in words for mark in STARTS), (name, words[:300])


@pytest.mark.parametrize("dashboard", ["executive", "manager"])
def test_no_panel_holds_a_formula(everything, made, dashboard):
    admin, said = everything.clients["administrator"], ""
    board = ready(admin, f"/reports/board?dashboard={dashboard}").context["board"]
    taken = 0
    for panel in board.panels:
        for form in {"csv", "xlsx"} & set(panel.formats):
            found = admin.get(f"/reports/panels/{panel.key}.{form}?dashboard={dashboard}")
            assert found.status_code == 200 and found["Content-Type"].startswith(TABLES)
            said, taken = said + held(found.content, f"{panel.key}.{form}"), taken + 1
    assert taken >= 4 and "evil.example" in said


def test_no_file_in_the_home_holds_a_formula(everything, made):
    said = ""
    root = everything.home.root
    files = [*root.glob("sheets/**/*.csv"), *root.glob("sheets/**/*.xlsx"), *root.glob("reports/**/*.xlsx")]
    assert len(files) >= 6, files
    for path in files:
        said += held(path.read_bytes(), path.name)
    assert all(mark in said for mark in ("evil.example", "cmd|", "-2+3"))


def test_no_address_that_answers_with_a_table_holds_a_formula(everything, made):
    """Whatever they are, now and later: lists are asked for as a file by one of these two names."""
    admin, said = everything.clients["administrator"], {}
    admin.raise_request_exception = False
    for route in ours():
        path = filled(route, {**everything.places, "form": "csv", "name": "spring"})
        found = admin.get(f"{path}?form=csv&as=csv")
        if found.get("Content-Type", "").startswith(TABLES):
            said[route] = held(found.content, route)
    assert len(said) >= 7 and {"/reports/rows", "/settings/log/"} <= set(said)
    assert "evil.example" in " ".join(said.values())
