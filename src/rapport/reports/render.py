"""A report in a format, to a file."""

from __future__ import annotations

import importlib
import os
import tempfile
from pathlib import Path
from typing import Literal

from rapport.findings.plain import Findings
from rapport.records.errors import InputError
from rapport.reports.document import compose

Format = Literal["html", "pdf", "pptx", "xlsx"]
FORMATS = {
    "html": "rapport.reports.html.page",
    "pdf": "rapport.reports.pdf.paper",
    "pptx": "rapport.reports.pptx.deck",
    "xlsx": "rapport.reports.xlsx.book",
}


def render(
    findings: Findings,
    audience: str,
    format: str,  # noqa: A002 - the word everyone uses
    path: str | os.PathLike[str],
    *,
    team: str | None = None,
    agent: str | None = None,
    unlisted: frozenset[str] = frozenset(),
) -> None:
    """Writes the report of these findings to `path`; the file appears only when it is whole.

    Parameters: `audience` executive, manager or associate; `format` html, pdf, pptx or xlsx; `team` cuts
    the report to one team; `agent` (associate only) to one agent's own results; interactions `unlisted`
    are counted but neither listed nor quoted.
    Raises: InputError when the audience, format, team or agent is unknown.
    """
    if format not in FORMATS:
        raise InputError(f"There is no report as {format!r}", None, "Choose html, pdf, pptx or xlsx.")
    report = compose(findings, audience, team, agent, unlisted=unlisted)
    write = importlib.import_module(FORMATS[format])
    _replace(Path(path), write.draw(report))


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
