"""A bar on standard error while long work goes on; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from rapport.cli.output import ERR
from rapport.work.progress import Progress, Silent


class Bar:
    """Shows each stage as a line of its own."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> None:
        """Finishes the stage before and begins a line."""
        self._finish()
        self._task = self._bars.add_task(name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Moves the bar."""
        if self._task is not None:
            self._bars.advance(self._task, steps)

    def _finish(self) -> None:
        if self._task is not None:
            task = self._bars.tasks[self._task]
            done = task.total if task.total is not None else max(task.completed, 1)
            self._bars.update(self._task, total=done, completed=done)

    def close(self) -> None:
        """The last stage is done."""
        self._finish()


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Progress]:
    """A bar when standard error is a terminal, else nothing."""
    if quiet or not ERR.is_terminal:
        yield Silent()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=ERR) as bars:
        bar = Bar(bars)
        yield bar
        bar.close()
