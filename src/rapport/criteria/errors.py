"""What can be wrong with a criteria file, or with an evaluation made by it."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.records.errors import InputError

SHOWN = 20


class LineError(InputError):
    """One thing wrong on one `line` (from 1) of a criteria file."""

    def __init__(self, what: str, source: str, line: int, todo: str) -> None:
        self.line = line
        super().__init__(what, f"{source}, line {line}", todo)


class CriteriaError(InputError):
    """The criteria file does not hold. `problems` has one error for each thing found."""

    def __init__(self, problems: Sequence[InputError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, first.where, first.todo)
        if len(self.problems) > 1:
            self.args = (_listed(self.problems, "The criteria file has"),)


class DecisionError(InputError):
    """An evaluation does not fit its criteria. `problems` has one error for each thing found."""

    def __init__(self, problems: Sequence[InputError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, first.where, first.todo)
        if len(self.problems) > 1:
            self.args = (_listed(self.problems, "The evaluation has"),)


def _listed(problems: Sequence[InputError], has: str) -> str:
    lines = [f"{has} {len(problems)} problems:"]
    lines += [f"  {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more")
    return "\n".join(lines)
