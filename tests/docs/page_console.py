"""Runs the `console` examples of pages and compares what is printed with what the pages show.

In an example a line that begins with `$ ` is a command (ending in `\\` it goes on in the next line), the
lines below it are what it prints. A line `…` stands for any lines, `…` inside a line for any text. The
person's home folder is written `~`; dates in the names of reports may be any.

As a script, `python tests/docs/page_console.py PAGE…` runs the pages one after another in one terminal and
writes what is printed into them, except where an example leaves something out by `…`.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "-- page-console --"
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A command as the page shows it, and the lines below it."""

    command: str
    shown: str


def examples(page: str) -> list[Example]:
    """Every example of a page, in order."""
    found = []
    for block in FENCE.findall(page):
        pieces = re.split(r"^\$ ", block, flags=re.MULTILINE)
        assert not pieces[0], f"an example must begin with a command: {pieces[0]!r}"
        for piece in pieces[1:]:
            command, shown = re.fullmatch(r"((?:[^\n]*\\\n)*[^\n]*\n)(.*)", piece, re.DOTALL).groups()
            found.append(Example(command, shown))
    return found


def run(commands: list[str], person: Path, before: str = "", **more: str) -> list[str]:
    """What each command prints, in one terminal of 100 columns, begun in the project's folder; `before` is
    run first, `more` are variables of the terminal."""
    program = Path(sys.executable).parent
    script = before + "".join(f"{command}code=$?; echo; echo '{MARK}' $code\n" for command in commands)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}, **more,
        "HOME": str(person), "PATH": f"{program}:{os.environ['PATH']}", "COLUMNS": "100", "TZ": "UTC",
    }  # fmt: skip
    done = subprocess.run(
        ["bash"], input=script, env=environment, cwd=ROOT, check=False, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    pieces = re.split(rf"\n{MARK} (\d+)\n", done.stdout)
    printed, codes = pieces[0:-1:2], pieces[1::2]
    for command, text, code in zip(commands, printed, codes, strict=True):
        assert code == "0", f"exit code {code} from: {command}{text}"
    return [tidy(text, person) for text in printed]


def tidy(text: str, person: Path) -> str:
    """The person's folder as `~`, without spaces at the ends of lines."""
    for folder in (str(person.resolve()), str(person)):
        text = text.replace(folder, "~")
    return "".join(line.rstrip() + "\n" for line in text.rstrip("\n").split("\n")) if text.strip() else ""


def agrees(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed."""
    parts = (re.escape(part) for part in re.split(r"^…\n", _alike(shown), flags=re.MULTILINE))
    pattern = r"(?:.*\n)*?".join(part.replace("…", ".*?") for part in parts)
    return re.fullmatch(pattern, _alike(printed)) is not None


def _alike(text: str) -> str:
    """Digits beyond the sixth and dates of reports do not count."""
    text = re.sub(r"\d{4}-\d\d-\d\d(?=-audit-)", "DATE", text)
    return re.sub(r"-?\d+\.\d{6,}(?:e-?\d+)?", lambda found: f"{float(found[0]):.6g}", text)


def fresh(page: str, printed: list[str]) -> str:
    """The page with what was printed, except where it leaves something out."""
    texts = iter(printed)

    def block(found: re.Match[str]) -> str:
        shown = examples(found[0])
        lines = ["$ " + one.command + _kept(one.shown, next(texts)) for one in shown]
        return "```console\n" + "".join(lines) + "```"

    return FENCE.sub(block, page)


def _kept(shown: str, printed: str) -> str:
    return shown if "…" in shown or agrees(shown, printed) else printed


def main(names: list[str]) -> None:
    """Runs the pages and writes them."""
    pages = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    with tempfile.TemporaryDirectory() as person:
        commands = [one.command for page in pages.values() for one in examples(page)]
        printed = run(commands, Path(person))
    for name, page in pages.items():
        mine, printed = printed[: len(examples(page))], printed[len(examples(page)) :]
        (ROOT / name).write_text(fresh(page, mine), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
