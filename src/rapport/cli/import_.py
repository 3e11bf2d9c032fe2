"""`rapport import`: bring what happened into the home."""

from __future__ import annotations

from typing import Any

import click

from rapport.cli.options import home_option, json_option, opened_home, pairs
from rapport.cli.output import emit_json, say, show_table
from rapport.cli.progress import progress_bar

KINDS = ("chats", "calls", "emails", "tickets", "reviews", "answers", "events", "customers", "indicators")


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--mapping", type=click.Path(exists=True, dir_okay=False), help="A saved column mapping (YAML)."
)
@click.option("--format", "format_", help="The file's format, when it cannot be told from the file.")
@click.option("--encoding", help="The text encoding, when it is not UTF-8.")
@click.option("--set", "defaults", multiple=True, metavar="FIELD=VALUE", help="A field that every row lacks.")
@click.option("--skip-bad", is_flag=True, help="Write bad rows beside, with reasons, and take the others.")
@click.option("--dry-run", is_flag=True, help="Show the proposed mapping and five rows; store nothing.")
@home_option
@json_option
def command(
    kind: str,
    files: tuple[str, ...],
    mapping: str | None,
    format_: str | None,
    encoding: str | None,
    defaults: tuple[str, ...],
    skip_bad: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import FILES of KIND. Again is harmless: what is there already is not stored twice."""
    from rapport.work.import_ import import_files

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = import_files(
            home,
            kind,
            files,
            mapping=mapping,
            format=format_,
            encoding=encoding,
            defaults=pairs(defaults, "--set"),
            skip_bad=skip_bad,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        emit_json(result)
    elif dry_run:
        for proposal in result.proposals:
            _show_proposal(proposal)
        say("Nothing was stored.")
    else:
        _show(result)
    return 5 if result.rejected else 0


def _show(result: Any) -> None:
    from rapport.sources.kinds import INTERACTION_KINDS

    say(f"{result.new:,} new, {result.changed:,} changed, {result.unchanged:,} already there.")
    if result.abandoned:
        say(f"{result.abandoned:,} of them without any turn, kept as abandoned.")
    if result.redactions:
        told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(result.redactions.items()))
        say(f"Redacted before storage: {told}.")
    if result.repeated:
        say(f"{result.repeated:,} rows stood in the files more than once, alike; one of each was taken.")
    if result.erased:
        say(f"{result.erased:,} belong to customers who were erased, and were left out.")
    if result.rejected:
        say(f"{result.rejected:,} rows rejected; see {result.rejects_path}")
    say(f"Data version {result.data_version}.")
    if result.kind in INTERACTION_KINDS and (result.new or result.changed):
        say("Next: rapport annotate (`rapport serve` reads what is new by itself).")


def _show_proposal(proposal: Any) -> None:
    rows = (
        (field.field, field.column, f"{field.confidence:.0%}" if field.column else "", field.why)
        for field in proposal.fields
    )
    show_table(f"{proposal.path}: proposed mapping", ("Field", "Column", ">Sure", "Why"), rows)
    show_table("First rows", proposal.columns, proposal.rows)
    if proposal.draft_path:
        say(f"To change it, edit {proposal.draft_path} and pass it with --mapping.")
