"""What README, tutorial and how-to pages show in a terminal is what the commands print."""

import doctest
import re
import sys

import pytest
from page_console import ROOT, Example, agrees, examples, run

from tests.started import kept_starter

# Pages of one line are run one after another in the same terminal.
TERMINALS = [("README.md",), ("docs/tutorial.md", "docs/how-to/estimate.md")]
INSTALLED = "README.md"
"""Its examples run the command as it is installed, those of others forks of what has read it already, where a
process can be forked."""


@pytest.mark.parametrize("names", TERMINALS, ids=lambda names: names[0])
def test_the_examples_print_what_the_page_shows(names, tmp_path):
    shown = [(name, one) for name in names for one in examples((ROOT / name).read_text(encoding="utf-8"))]
    assert len(shown) >= 6
    fork = f'rapport() {{ {sys.executable} -S {ROOT}/tests/forked.py "$@"; }}\n'
    forks = sys.platform == "linux" and INSTALLED not in names
    more = {"before": fork, **kept_starter()} if forks else {}
    printed = run([one.command for _, one in shown], tmp_path, **more)
    for (name, one), text in zip(shown, printed, strict=True):
        assert agrees(one.shown, text), (
            f"{name} is stale (`make docs` writes it anew):\n$ {one.command}{one.shown}--- printed:\n{text}"
        )


@pytest.mark.parametrize(("name", "least"), [("README.md", 4), ("docs/how-to/measures.md", 40)])
def test_the_examples_in_python_are_true(name, least):
    page = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(>>> .*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == page.count("```python\n")
    # Blocks of one page are read one after another, as in a notebook.
    known: dict[str, object] = {}
    runner = doctest.DocTestRunner()
    for block in blocks:
        one = doctest.DocTestParser().get_doctest(block, known, name, name, 0)
        runner.run(one, clear_globs=False)
        known.update(one.globs)
    assert runner.tries >= least and runner.failures == 0


def test_every_page_with_examples_is_run():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    with_examples = {str(page.relative_to(ROOT)) for page in pages if "```console" in page.read_text()}
    assert with_examples == {name for names in TERMINALS for name in names}


def test_pages_that_lie_are_caught():
    assert examples("```console\n$ one \\\n  two\nout\n$ three\n```\n") == [
        Example("one \\\n  two\n", "out\n"),
        Example("three\n", ""),
    ]
    assert agrees("a\n…\nd\n", "a\nb\nc\nd\n") and agrees("at … o'clock\n", "at 5 o'clock\n")
    assert agrees("0.123456789012\n", "0.123456789013\n")
    assert not agrees("81.4 (79.2–83.6)\n", "81.4 (79.2–83.7)\n")
    assert not agrees("a\n…\nd\n", "a\nb\n") and not agrees("", "more\n")
