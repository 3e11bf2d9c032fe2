"""Reports from a scored home, through the verb that the terminal calls."""

import json

import pytest

from rapport.records import InputError
from rapport.work.evaluate import import_evaluations
from rapport.work.report import write_reports
from rapport.work.sample import draw_sample


@pytest.fixture
def reported(make_home, counter_path):
    """A home of 200 conversations with one scored sample."""
    home = make_home(200)
    result = draw_sample(
        home, criteria=counter_path, size=50, evaluators=("Ann", "Bob"), seed=5, name="spring"
    )
    for path in result.sheets:
        if path.suffix == ".csv":
            path.write_text(path.read_text().replace("greeting,?", "greeting,said_hello").replace("?", ""))
            import_evaluations(home, [path])
    return home


def test_reports_stand_in_the_home_with_their_records(reported):
    result = write_reports(reported, audiences=("executive", "manager"), formats=("html", "xlsx"))
    assert [path.suffix for path in result.paths] == [".html", ".xlsx", ".html", ".xlsx"]
    assert all(
        path.parent == reported.root / "reports" and path.stat().st_size > 5000 for path in result.paths
    )
    record = json.loads(result.records[0].read_text())
    assert record["provenance"]["sample"] == "spring" and record["provenance"]["criteria"] == "counter@1"
    assert record["estimates"]["qci"]["value"] is not None
    assert result.records[0].with_suffix(".html") == result.paths[0]
    assert result.summary[0].startswith("QCI ")


def test_what_cannot_be_reported_is_named(reported, make_home, tmp_path):
    with pytest.raises(InputError, match="audience 'board'"):
        write_reports(reported, audiences=("board",))
    with pytest.raises(InputError, match="format 'docx'"):
        write_reports(reported, formats=("docx",))
    with pytest.raises(InputError, match="Nothing has been evaluated"):
        write_reports(make_home(5, "empty"))
    written = write_reports(reported, folder=tmp_path / "out")
    assert written.paths[0].parent == tmp_path / "out"
