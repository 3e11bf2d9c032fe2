"""What kinds of long work there are, and what comes round by itself.

A new kind: its function `(home, actor, progress, **arguments) -> mapping` and a line here. `arguments`
are plain words and ids; the mapping says where the result is (`address`). A new periodic task: its
function `(home)` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of job: its title for people (arguments fill the braces) and where its function is."""

    title: str
    function: str


@dataclass(frozen=True)
class Periodic:
    """A task that comes round: how often, where its function is, and, if named, which function `()` says
    that there is anything to do at all."""

    every: timedelta
    function: str
    due: str | None = None


KINDS: dict[str, Kind] = {
    "report": Kind("Findings report for the {audience}", "rapport.work.results.reporting:make_report"),
    "interactions": Kind("Import of {count} interactions", "rapport.work.api.bring_in:store_waiting"),
    "sample": Kind("Draw of a sample", "rapport.work.sampling.later:draw_now"),
    "coding sample": Kind("Draw of a sample to code", "rapport.work.schema.draw:draw_round_now"),
}

PERIODIC: dict[str, Periodic] = {
    "publish": Periodic(
        timedelta(seconds=1),
        "rapport.work.jobs.publishing:publish_waiting",
        "rapport.program.audits.selectors:outbox_size",
    ),
    "index": Periodic(
        timedelta(seconds=1),
        "rapport.work.exploring.index.build:index_slice",
        "rapport.work.exploring.index.build:index_due",
    ),
    "reading": Periodic(
        timedelta(seconds=1),
        "rapport.work.annotating.beside:read_slice",
        "rapport.work.annotating.beside:reading_due",
    ),
    "scheduled reports": Periodic(timedelta(seconds=30), "rapport.work.results.mailing:send_due"),
    "mini-ratings": Periodic(timedelta(hours=1), "rapport.work.mini_rating.expire:expire_ratings"),
    "targeted reviews": Periodic(
        timedelta(hours=1),
        "rapport.work.judging.targeted:run_due",
        "rapport.program.judging.selectors:rules_active",
    ),
    "webhooks": Periodic(
        timedelta(seconds=1),
        "rapport.work.hooks.deliver:deliver_due",
        "rapport.program.hooks.selectors:deliveries_due",
    ),
    "tidy messages": Periodic(timedelta(hours=1), "rapport.work.hooks.deliver:tidy_messages"),
    "tidy what waits": Periodic(timedelta(hours=1), "rapport.work.api.bring_in:tidy_waiting"),
    "tidy": Periodic(timedelta(hours=1), "rapport.work.jobs.publishing:tidy_queue"),
}


def load(function: str) -> Callable[..., Any]:
    """The function named `module:name`."""
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
