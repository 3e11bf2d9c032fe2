"""`rapport evaluate import`: bring evaluators' scores in."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say, show_table
from rapport.cli.progress import progress_bar


@click.group("evaluate")
@home_option
def command() -> None:
    """Evaluations: one evaluator, one interaction, one version of the criteria."""


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--criteria",
    "criteria_path",
    type=click.Path(exists=True, dir_okay=False),
    help="The criteria scored by.",
)
@click.option(
    "--purpose",
    type=click.Choice(["live", "calibration", "certification", "targeted"]),
    default="live",
    show_default=True,
    help="Only live evaluations enter estimates.",
)
@click.option("--sample", help="The sample these evaluations belong to (else told from the assignments).")
@click.option("--evaluator", help="Who scored, where the file does not say.")
@click.option("--skip-bad", is_flag=True, help="Take the good evaluations; list the bad ones.")
@home_option
@json_option
def import_(
    files: tuple[str, ...],
    criteria_path: str | None,
    purpose: str,
    sample: str | None,
    evaluator: str | None,
    skip_bad: bool,
    as_json: bool,
) -> int:
    """Import scoring sheets (XLSX) or long CSV files. Again is harmless."""
    from rapport.work.evaluate import import_evaluations

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = import_evaluations(
            home,
            files,
            criteria_path,
            purpose=purpose,
            sample=sample,
            evaluator=evaluator,
            skip_bad=skip_bad,
            progress=progress,
        )
    if as_json:
        emit_json(result)
        return 5 if result.rejected else 0
    say(f"{result.new:,} new, {result.changed:,} changed, {result.unchanged:,} already there.")
    if result.open:
        say(f"{result.open:,} on the sheets are not scored yet.")
    if result.samples and result.outside:
        say(f"{result.outside:,} were asked for by no sample; they stand apart from its estimate.")
    if result.rejected:
        rows = ((item.where, item.what, item.todo) for item in result.rejected)
        show_table(f"{len(result.rejected):,} rejected", ("Where", "What", "What to do"), rows)
    return 5 if result.rejected else 0
