"""`rapport estimate`: a metric with its interval, by any dimension."""

from __future__ import annotations

from typing import Any

import click

from rapport.cli.options import home_option, json_option, names, opened_home, pairs
from rapport.cli.output import emit_json, in_words, say, show_table


@click.command("estimate")
@click.argument("metric")
@click.option(
    "--by", default="", help="Dimensions, separated by commas: team, agent, channel, concern, month …"
)
@click.option("--where", multiple=True, metavar="DIM=VALUE", help="Only what fulfils this.")
@click.option("--confidence", type=float, help="Of the interval (default: the home's).")
@click.option("--criteria", help="The criteria as ID or ID@VERSION (default: the newest used).")
@click.option("--sample", help="Only this sample's evaluations (default: the newest sample's).")
@click.option(
    "--source",
    type=click.Choice(("human", "machine", "assisted", "llm")),
    default="human",
    show_default=True,
    help="What people said, what a machine read of all conversations, both together, or what a language "
    "model scored of those it was asked about.",
)
@click.option("--rows", is_flag=True, help="List the rows behind the numbers instead.")
@home_option
@json_option
def command(
    metric: str,
    by: str,
    where: tuple[str, ...],
    confidence: float | None,
    criteria: str | None,
    sample: str | None,
    source: str,
    rows: bool,
    as_json: bool,
) -> int:
    """Print METRIC (qci, any factor, component or element, critical_error_free, nps, csat, …; of machines:
    effort, satisfaction, resolved, ending, impact, emotion:annoyed …)."""
    from rapport.work.estimate import estimate_metric, metric_rows

    home = opened_home(confidence=confidence)
    given: dict[str, Any] = {"criteria": criteria, "sample": sample, "where": pairs(where, "--where")}
    given["source"] = source
    if rows:
        _print_rows(metric_rows(home, metric, by=names(by), **given), as_json)
        return 0
    results = estimate_metric(home, metric, by=names(by), **given)
    if as_json:
        emit_json([_flat(result) for result in results])
        return 0
    if not results:
        say(f"No groups: nothing that counts has a value of {by}.")
        return 0
    if source != "human":
        who = results[0].estimate.definition if source != "assisted" else "people and a machine together"
        say(f"Source: {source} ({who}).")
    columns = ("Group", f">Estimate ({results[0].estimate.confidence:.0%})", ">Base")
    show_table(metric, columns, (_row(result) for result in results))
    for method in dict.fromkeys(result.estimate.method for result in results if result.estimate.method):
        say(f"How: {method}.")
    return 0


def _flat(result: Any) -> dict[str, Any]:
    """One JSON object: the group, its dimensions by name, then the estimate's own fields."""
    return {
        "metric": result.metric,
        "group": result.group,
        "dimensions": result.dimensions,
        **result.dimensions,
        **result.estimate.as_dict(),
    }


def _row(result: Any) -> tuple[Any, ...]:
    estimate = result.estimate
    return result.group or "all", in_words(estimate), estimate.base


def _print_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        emit_json(rows)
    elif rows:
        show_table(None, tuple(rows[0]), (tuple(row.values()) for row in rows))
    else:
        say("No rows.")
