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
    "concerns": Kind("Learning what customers come with", "rapport.work.understanding.learning:learn_now"),
    "read": Kind("Reading all conversations", "rapport.work.understanding.learning:read_now"),
    "split": Kind("Division of the concern {name}", "rapport.work.concerns.splitting:split_now"),
    "emerging": Kind("A new concern: {name}", "rapport.work.understanding.emerging:add_now"),
    "experience": Kind("Learning how it was for customers", "rapport.work.experience.job:learn_now"),
    "teaching": Kind("Learning {what} from people", "rapport.work.teaching.jobs:learn_now"),
}

PERIODIC: dict[str, Periodic] = {
    "publish": Periodic(
        timedelta(seconds=1),
        "rapport.work.jobs.publishing:publish_waiting",
        "rapport.program.audits.selectors:outbox_size",
    ),
    "submissions": Periodic(
        timedelta(seconds=10),
        "rapport.work.surveys.publish_submissions:publish_submissions",
        "rapport.program.surveys.selectors.submissions:submissions_due",
    ),
    "submissions left": Periodic(
        timedelta(minutes=5), "rapport.work.surveys.publish_submissions:publish_what_is_left"
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
    "teaching": Periodic(
        timedelta(minutes=5),
        "rapport.work.teaching.jobs:learn_due",
        "rapport.work.teaching.jobs:teaching_due",
    ),
    "sheet": Periodic(
        timedelta(seconds=2),
        "rapport.work.understanding.sheet.beside:begin_sheet",
        "rapport.work.understanding.sheet.beside:sheet_due",
    ),
    "scheduled reports": Periodic(timedelta(seconds=30), "rapport.work.results.mailing:send_due"),
    "plan summaries": Periodic(timedelta(minutes=5), "rapport.work.plans.mailing:send_summaries"),
    "notices": Periodic(timedelta(seconds=30), "rapport.work.notices.gather:gather"),
    "mailed notices": Periodic(timedelta(minutes=1), "rapport.work.notices.mailing:mail_notices"),
    "tidy notices": Periodic(timedelta(hours=6), "rapport.work.notices.mailing:tidy_notices"),
    "write-back": Periodic(timedelta(seconds=20), "rapport.work.crm.writing:write_back"),
    "mini-ratings": Periodic(timedelta(hours=1), "rapport.work.mini_rating.expire:expire_ratings"),
    "targeted reviews": Periodic(
        timedelta(hours=1),
        "rapport.work.judging.targeted:run_due",
        "rapport.program.judging.selectors:rules_active",
    ),
    "asking": Periodic(
        timedelta(seconds=15),
        "rapport.work.asking.planning:plan_due",
        "rapport.program.sending.selectors.marks:asking_any",
    ),
    "invitations": Periodic(
        timedelta(seconds=5),
        "rapport.work.asking.sending:send_due",
        "rapport.program.sending.selectors.marks:any_open",
    ),
    "cases looked up": Periodic(
        timedelta(seconds=1),
        "rapport.work.cases.knowing:know_cases",
        "rapport.work.cases.knowing:cases_to_know",
    ),
    "cases overdue": Periodic(timedelta(minutes=1), "rapport.work.cases.knowing:escalate_due"),
    "e-mails of cases": Periodic(
        timedelta(seconds=2),
        "rapport.work.cases.mailing:send_letters",
        "rapport.program.cases.services:mail_due",
    ),
    "recoveries": Periodic(
        timedelta(seconds=30),
        "rapport.work.asking.recovery:recoveries_due",
        "rapport.program.sending.selectors.marks:any_follow_up",
    ),
    "webhooks": Periodic(
        timedelta(seconds=1),
        "rapport.work.hooks.deliver:deliver_due",
        "rapport.program.hooks.selectors:deliveries_due",
    ),
    "alerts": Periodic(
        timedelta(seconds=10),
        "rapport.work.alerts.run:alerts_come_round",
        "rapport.work.alerts.run:alerts_due",
    ),
    "churn risk": Periodic(timedelta(minutes=5), "rapport.work.churn.refresh:churn_comes_round"),
    "tidy messages": Periodic(timedelta(hours=1), "rapport.work.hooks.deliver:tidy_messages"),
    "tidy what waits": Periodic(timedelta(hours=1), "rapport.work.api.bring_in:tidy_waiting"),
    "tidy": Periodic(timedelta(hours=1), "rapport.work.jobs.publishing:tidy_queue"),
}


def load(function: str) -> Callable[..., Any]:
    """The function named `module:name`."""
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
