"""The marked test set: texts with the spans redaction must find, and those it must leave."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "cases.yaml"
_MARK = re.compile(r"\{\{(-|[a-z_]+)\|(.*?)\}\}")


@dataclass(frozen=True)
class Case:
    text: str
    spans: tuple[tuple[int, int, str], ...]  # kind "-": leave alone
    names: tuple[str, ...] = ()
    previous: str = ""
    region: str = "US"


def read_cases(split: str) -> list[Case]:
    """The cases of `development` or `held_out`."""
    return [_case(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))[split]]


def _case(one) -> Case:
    given = {"text": one} if isinstance(one, str) else dict(one)
    marked, text, spans = given.pop("text"), "", []
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    given["names"] = tuple(given.get("names", ()))
    return Case(text + marked[at:], tuple(spans), **given)
