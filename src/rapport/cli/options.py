"""Options that every verb takes in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from rapport.home import Home, open_home

Command = Callable[..., Any]


def home_option(function: Command) -> Command:
    """`--home` after the verb; before it is the group's. The inner one wins."""

    def note(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.find_root().obj["home"] = value

    return click.option(
        "--home", metavar="FOLDER", expose_value=False, callback=note, help="The home to work on."
    )(function)


def json_option(function: Command) -> Command:
    """`--json`: standard output holds one JSON document and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document for machines.")(
        function
    )


def chosen_home() -> str | None:
    """The --home given before or after the verb."""
    home: str | None = click.get_current_context().find_root().obj["home"]
    return home


def opened_home(**flags: Any) -> Home:
    """Opens the home the person means. Raises HomeError."""
    return open_home(chosen_home(), **flags)


def names(text: str | None) -> tuple[str, ...]:
    """`a,b , c` → ("a", "b", "c")."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """Several `KEY=VALUE` → a mapping. Raises click.BadParameter for anything else."""
    found = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint=option)
        found[key.strip()] = value.strip()
    return found
