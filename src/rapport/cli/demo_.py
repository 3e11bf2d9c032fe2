"""`rapport demo`: the main job on a simulated company whose truth is known."""

from __future__ import annotations

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
@click.option("--no-serve", is_flag=True, help="Do not open the report.")
@home_option
@json_option
def command(size: int, seed: int, no_serve: bool, as_json: bool) -> int:
    """Make a company, import its conversations, audit it twice, report, and check the planted truths."""
    from rapport.work.demo import run_demo

    with progress_bar(quiet=as_json) as progress:
        result = run_demo(chosen_home() or "demo", size=size, seed=seed, progress=progress)
    if as_json:
        emit_json(result)
        return 0
    _show(result)
    if not no_serve:
        webbrowser.open(result.report.as_uri())
    return 0


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
