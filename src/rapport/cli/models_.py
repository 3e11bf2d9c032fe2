"""`rapport models`: what a home has learned to tell by itself."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say, show_table
from rapport.cli.progress import progress_bar


@click.group("models")
def command() -> None:
    """Learn from the home's own conversations; what was learned reads with `rapport annotate`."""


@command.command("concerns")
@click.option("--given", is_flag=True, help="By the concern that interactions came with, instead of finding.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed and data find the same.")
@home_option
@json_option
def concerns(as_json: bool, given: bool, seed: int) -> int:
    """Find what customers come with, and learn to tell it in new conversations."""
    from rapport.work.concerns.learn import learn_concerns

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = learn_concerns(home, progress, given=given, seed=seed)
    if as_json:
        emit_json(result)
        return 0
    rows = ((one.name, f"{one.interactions:,}", ", ".join(one.words[:6])) for one in result.concerns)
    show_table(None, ("Concern", ">First requests", "Words that tell it"), rows)
    say(f"{len(result.concerns)} concerns in {result.interactions:,} conversations; tree {result.version}.")
    say("Now read all conversations with it: rapport annotate")
    return 0
