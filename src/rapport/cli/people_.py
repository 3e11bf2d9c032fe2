"""`rapport people`: who may sign in."""

from __future__ import annotations

from dataclasses import asdict

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say


@click.group("people")
def command() -> None:
    """Invite people and give them roles."""


@command.command("invite")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    metavar="ROLE[:TEAM]",
    help="What they may do, e.g. analyst or team_manager:Billing; may be repeated.",
)
@click.option("--name", default="", help="Their name.")
@click.option("--agent-id", help="Who they are in the interactions, if they serve customers.")
@home_option
@json_option
def invite(email: str, roles: tuple[str, ...], name: str, agent_id: str | None, as_json: bool) -> None:
    """Print an address that lets one person in once, within a week."""
    from rapport.work.people import invite as send

    sent = send(opened_home(), email, roles, name=name, agent_id=agent_id)
    if as_json:
        emit_json(asdict(sent))
        return
    say(f"Send {sent.email} the server's address followed by:\n  {sent.path}")
    say(f"It works once, until {sent.expires_at}.")
