"""`rapport demo`: the main job on a simulated company whose truth is known."""

from __future__ import annotations

import sys
import webbrowser
from typing import Any

import click

from rapport.cli.options import chosen_home, home_option, json_option
from rapport.cli.output import emit_json, in_words, say, show_table
from rapport.cli.progress import progress_bar


@click.command("demo")
@click.option(
    "--size", type=click.IntRange(1000, 10_000_000), default=3000, show_default=True, help="Interactions."
)
@click.option("--seed", type=int, default=21, show_default=True)
@click.option("--no-serve", is_flag=True, help="Do not open the report, nor serve the pages.")
@click.option("--no-worker", is_flag=True, help="Serve without a worker beside.")
@click.option("--port", default=8000, show_default=True, help="The port the pages are served on.")
@home_option
@json_option
def command(size: int, seed: int, no_serve: bool, no_worker: bool, port: int, as_json: bool) -> int:
    """Make a company, import its conversations, audit it twice, report, and check the planted truths.

    At a terminal the pages are then served until Ctrl+C.
    """
    from rapport.work.demo import run_demo

    with progress_bar(quiet=as_json) as progress:
        result = run_demo(chosen_home() or "demo", size=size, seed=seed, progress=progress)
    if as_json:
        emit_json(result)
        return 0
    _show(result)
    _show_people(result, port)
    if not no_serve and sys.stdout.isatty():
        from rapport.home import open_home
        from rapport.work.serve import serve

        webbrowser.open(result.report.as_uri())
        say(f"\nServing {_address(port)} until Ctrl+C.")
        serve(open_home(result.home), host="127.0.0.1", port=port, workers=2, worker=not no_worker)
    return 0


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}/"


def _show_people(result: Any, port: int) -> None:
    """Who can come in, and how."""
    rows = [(one.email, one.name, one.does) for one in result.people]
    show_table("\nWho can sign in to the pages", ("Address", "Name", "For"), rows)
    say(f"all with the password {result.password}\n")
    say(f"The page:   {_address(port)}    (rapport --home {result.home} serve --port {port})")


def _inside(truth: Any) -> str:
    return "yes" if truth.inside else "nearly" if truth.together else "no"


def _show(result: Any) -> None:
    say(f"\n{result.company}: {result.interactions:,} interactions, {result.evaluations:,} evaluations.\n")
    rows = (
        (truth.what, f"{truth.truth:.1f}", in_words(truth.estimate), _inside(truth))
        for truth in result.truths
    )
    show_table(
        "What was planted, and what the audit found", ("", ">Truth", ">Estimate (95 %)", "Inside"), rows
    )
    inside, together = (sum(getattr(truth, how) for truth in result.truths) for how in ("inside", "together"))
    say(f"\n{inside} of {len(result.truths)} planted truths lie inside their 95 % intervals, of which one in")
    say(f"twenty should miss; {together} inside intervals wide enough for all at once.\n")
    for path in result.reports:
        say(f"  {path}")
    say(f"\nThe report: {result.report.as_uri()}")
    say(f"The home:   {result.home}    (try: rapport --home {result.home} estimate qci --by team)")
