"""Pages that are made from code and lock are as fresh as these, and licences inside bind nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("tool", ["reference", "api_reference", "validated", "notices"])
def test_made_pages_are_fresh(tool):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / tool, "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_picture_is_small_enough_to_load():
    assert 20_000 < (ROOT / "docs" / "pictures" / "report.png").stat().st_size < 250_000


@pytest.fixture
def notices():
    """The functions of tools/notices."""
    found = {"__name__": "notices", "__file__": str(ROOT / "tools" / "notices")}
    exec((ROOT / "tools" / "notices").read_text(encoding="utf-8"), found)
    return found


def test_the_notices_know_what_is_inside_and_what_is_not(notices):
    inside = notices["inside"]()
    assert {"django", "ibis-framework", "sqlglot", "numpy", "python-stdnum", "wrapt"} <= set(inside)
    assert not {"pytest", "ruff", "playwright", "hypothesis", "colorama"} & set(inside)


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", False),
    ],
)
def test_which_licences_bind(notices, text, binds):
    assert bool(notices["BINDING"].search(text)) is binds
