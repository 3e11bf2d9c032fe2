"""`rapport erase`: remove a customer everywhere."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.command("erase")
@click.argument("customer_id")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
@json_option
def command(customer_id: str, yes: bool, as_json: bool) -> int:
    """Remove the customer and all they said from tables, logs, reports, rejects and backups."""
    from rapport.work.erase import erase_customer

    home = opened_home()
    if not yes and not as_json:
        click.confirm(f"Erase customer {customer_id} from {home.root}? This cannot be undone", abort=True)
    with progress_bar(quiet=as_json) as progress:
        result = erase_customer(home, customer_id, progress=progress)
    if as_json:
        emit_json(result)
        return 0
    for name, count in sorted(result.counts.items()):
        say(f"{count:>8,} {name}")
    for line in result.notes:
        say(line)
    return 0
