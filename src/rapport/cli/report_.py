"""`rapport report`: write the findings report."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, names, opened_home
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.command("report")
@click.option(
    "--for",
    "audience",
    default="executive",
    show_default=True,
    help="executive, manager or associate; several with commas.",
)
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    help="html, pdf, pptx, xlsx; several with commas.",
)
@click.option("--team", help="Only this team.")
@click.option("--agent", help="Only this agent (associate).")
@click.option("--criteria", help="The criteria as ID or ID@VERSION (default: the newest used).")
@click.option("--sample", help="The sample to report on (default: the newest).")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False),
    help="Where to write (default: the home's reports folder).",
)
@home_option
@json_option
def command(
    audience: str,
    formats: str,
    team: str | None,
    agent: str | None,
    criteria: str | None,
    sample: str | None,
    folder: str | None,
    as_json: bool,
) -> int:
    """Find what to do and write it down, for whom it is meant."""
    from rapport.work.report import write_reports

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = write_reports(
            home,
            audiences=names(audience),
            formats=names(formats),
            team=team,
            agent=agent,
            criteria=criteria,
            sample=sample,
            folder=folder,
            progress=progress,
        )
    if as_json:
        emit_json(result)
        return 0
    for line in result.summary:
        say(line)
    for path in result.paths:
        say(str(path))
    return 0
