"""`rapport sample`: draw what is to be scored, and write the sheets."""

from __future__ import annotations

from typing import Any

import click

from rapport.cli.options import home_option, json_option, names, opened_home, pairs
from rapport.cli.output import emit_json, say, show_table
from rapport.cli.progress import progress_bar


@click.command("sample")
@click.option("--by", default="channel", show_default=True, help="Strata: dimensions, separated by commas.")
@click.option(
    "--margin", type=float, default=0.05, show_default=True, help="Wanted margin (0.05 = 5 points)."
)
@click.option("--confidence", type=float, default=0.95, show_default=True)
@click.option("--double", type=float, default=0.2, show_default=True, help="Share scored by two evaluators.")
@click.option("--evaluators", default="", help="Who scores, separated by commas.")
@click.option(
    "--criteria", metavar="FILE|ID", help="The criteria to score by: a file, or stored ones by id@version."
)
@click.option("--size", type=int, help="So many interactions, instead of what the margin asks for.")
@click.option("--minimum", type=int, default=5, show_default=True, help="At least so many in every stratum.")
@click.option("--where", multiple=True, metavar="DIM=VALUE", help="Only interactions for which this holds.")
@click.option(
    "--share", multiple=True, metavar="WHO=SHARE", help="What somebody takes on, relative to others (1)."
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="WHO=AGENT",
    help="Somebody may not score this agent (team:NAME for a team). Nobody scores themselves.",
)
@click.option("--seed", type=int, help="The same seed and data give the same sample.")
@click.option("--name", help="What to call the sample.")
@home_option
@json_option
def command(as_json: bool, **given: Any) -> int:
    """Draw a reproducible stratified sample, assign evaluators blind, write scoring sheets."""
    from rapport.work.sample import draw_sample

    home = opened_home()
    given["by"], given["evaluators"] = names(given["by"]), names(given["evaluators"])
    given["where"] = pairs(given["where"], "--where")
    given["shares"] = _shares(given.pop("share"))
    given["exclusions"] = _exclusions(given.pop("exclude"))
    with progress_bar(quiet=as_json) as progress:
        result = draw_sample(home, progress=progress, **given)
    if as_json:
        emit_json(result)
        return 0
    say(f"Sample {result.sample}: {result.drawn:,} of {result.frame:,} interactions,")
    say(f"{result.double:,} of them scored by two evaluators.")
    rows = ((stratum.label, stratum.population, stratum.drawn) for stratum in result.strata)
    show_table(None, ("Stratum", ">Population", ">Drawn"), rows)
    for line in result.notes:
        say(line)
    for path in result.sheets:
        say(f"Sheet: {path}")
    return 0


def _shares(given: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for name, text in pairs(given, "--share").items():
        try:
            found[name] = float(text)
        except ValueError:
            raise click.BadParameter(f"{text!r} is not a number", param_hint="--share") from None
    return found


def _exclusions(given: tuple[str, ...]) -> dict[str, Any]:
    """Ann=a3, Ann=team:North → whom Ann may not score."""
    from rapport.program.audits.plain import Barred

    found: dict[str, Barred] = {}
    for text in given:
        ((name, whom),) = pairs((text,), "--exclude").items()
        before = found.get(name, Barred())
        if whom.startswith("team:"):
            found[name] = Barred(before.agents, (*before.teams, whom.removeprefix("team:")))
        else:
            found[name] = Barred((*before.agents, whom), before.teams)
    return found
