"""What can be wrong with a file that people wrote."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.records.errors import InputError

SHOWN = 20


class LineError(InputError):
    """One thing wrong on one `line` (from 1) of a file."""

    def __init__(self, what: str, source: str, line: int, todo: str) -> None:
        self.line = line
        super().__init__(what, f"{source}, line {line}", todo)


class ManyError(InputError):
    """Several things are wrong at once. `problems` has one error for each thing found; `has` begins the list
    of them."""

    has = "The file has"

    def __init__(self, problems: Sequence[InputError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, first.where, first.todo)
        if len(self.problems) > 1:
            self.args = (_listed(self.problems, self.has),)


def _listed(problems: Sequence[InputError], has: str) -> str:
    lines = [f"{has} {len(problems)} problems:"]
    lines += [f"  {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more")
    return "\n".join(lines)
