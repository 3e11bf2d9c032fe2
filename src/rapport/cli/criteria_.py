"""`rapport criteria`: the files that say what good service is."""

from __future__ import annotations

from pathlib import Path

import click

from rapport.cli.options import home_option, json_option
from rapport.cli.output import emit_json, say, show_table


@click.group("criteria")
def command() -> None:
    """List, copy, check and compare criteria files."""


@command.command("list")
@home_option
@json_option
def list_criteria(as_json: bool) -> None:
    """The criteria that come with Rapport."""
    from rapport.criteria import library, load_library

    found = [load_library(name) for name in library()]
    if as_json:
        emit_json([{"id": item.id, "version": item.version, "title": item.title} for item in found])
        return
    show_table(None, ("Name", ">Version", "Title"), ((item.id, item.version, item.title) for item in found))


@command.command("copy")
@click.argument("name")
@click.argument("path", type=click.Path(dir_okay=False))
def copy(name: str, path: str) -> None:
    """Write the shipped criteria NAME to PATH, to make them yours."""
    from rapport.criteria import library_text

    text = library_text(name)
    if Path(path).exists():
        raise click.BadParameter(f"{path} exists; choose another name", param_hint="PATH")
    Path(path).write_text(text, encoding="utf-8")
    say(f"Wrote {path}. Change it, raise its version when you change it after use, and check it with:")
    say(f"  rapport criteria check {path}")


@command.command("check")
@click.argument("path", type=click.Path(exists=True, dir_okay=False))
@json_option
def check(path: str, as_json: bool) -> None:
    """Validate a criteria file; errors name the line."""
    from rapport.criteria import read_criteria

    criteria = read_criteria(path)
    rules = sum(len(element.rules) for element in criteria.elements)
    if as_json:
        emit_json({"criteria": criteria.definition, "elements": len(criteria.elements), "rules": rules})
        return
    counts = f"{len(criteria.factors)} factors, {len(criteria.elements)} elements, {rules} rules"
    say(f"{criteria.definition} is valid: {counts}.")


@command.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False))
@click.argument("new", type=click.Path(exists=True, dir_okay=False))
def diff(old: str, new: str) -> None:
    """What changed between two criteria files, in words."""
    from rapport.criteria import diff as compare
    from rapport.criteria import read_criteria

    changes = compare(read_criteria(old), read_criteria(new))
    if not changes:
        say("No difference.")
        return
    rows = (
        (change.where, change.field, change.before, change.after, "yes" if change.moves_scores else "")
        for change in changes
    )
    show_table(None, ("Where", "What", "Before", "After", "Moves scores"), rows)
