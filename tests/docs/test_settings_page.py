"""Settings, environment and exit codes are documented, all of them and nothing else."""

import dataclasses
import re
from pathlib import Path

import pytest

import rapport.cli.main
from rapport.home import FOLDERS, Settings
from rapport.home.settings import ENVIRONMENT, Redaction
from rapport.redaction.found import KINDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "settings.md").read_text(encoding="utf-8")


def section(title):
    """The rows of the table under a heading: key → the other cells."""
    text = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]
    return dict(re.findall(r"^\| `([\w.]+)`(?:, [^|]*)? \| (.*) \|$", text, re.MULTILINE))


@pytest.mark.parametrize(("kind", "title"), [(Settings, "Keys"), (Redaction, r"Keys of `\[redaction\]`")])
def test_every_key_and_its_default_are_there(kind, title):
    told = {key: cells.split(" | ")[0].strip("`") for key, cells in section(title).items()}
    assert told == {
        item.name: toml(item.default) for item in dataclasses.fields(kind) if item.name != "redaction"
    }


def toml(value):
    """A default as the page writes it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{one}"' for one in value) + "]"
    return {None: "none", True: "true", False: "false"}.get(
        value, f'"{value}"' if isinstance(value, str) else str(value)
    )


def test_every_variable_of_the_environment_is_there():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"environ(?:\.get\(|\[)[\"'](\w+)", text)}
    assert set(section("Environment")) == read | set(ENVIRONMENT)


def test_kinds_and_folders_are_there():
    assert re.search(r"Kinds to leave[^|]*", PAGE)[0].count("`") == 2 * len(KINDS)
    assert all(f"`{kind}`" in PAGE for kind in KINDS) and all(f"`{folder}`" in PAGE for folder in FOLDERS)


def test_the_exit_codes_are_those_of_the_command_line():
    page = (ROOT / "docs" / "how-to" / "estimate.md").read_text(encoding="utf-8")
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    sources = [
        Path(path).read_text(encoding="utf-8") for path in Path(rapport.cli.main.__file__).parent.glob("*.py")
    ]
    returned = {
        int(code)
        for text in sources
        for code in re.findall(r"return (\d+)(?: if .* else (?:\d+))?$", text, re.MULTILINE)
    }
    returned |= {int(code) for text in sources for code in re.findall(r"else (\d+)$", text, re.MULTILINE)}
    of_docstring = {int(code) for code in re.findall(r"(\d+) (?=\w)", rapport.cli.main.__doc__)}
    assert told == of_docstring
    assert told == returned | {2}  # wrong use ends with click's own code
