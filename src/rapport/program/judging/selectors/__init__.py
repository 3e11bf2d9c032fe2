"""Reads: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.selectors.attempts import attempt, attempts_of, gold_counts, gold_list
from rapport.program.judging.selectors.blind import (
    evaluations_unrevealed,
    interactions_blind,
    interactions_blind_to_anybody,
)
from rapport.program.judging.selectors.calibration import compared, session, sessions
from rapport.program.judging.selectors.certificates import (
    certified,
    own_standing,
    standard,
    standing_of,
    standings,
)
from rapport.program.judging.selectors.dispute_counts import disputes_by_element, disputes_by_evaluator
from rapport.program.judging.selectors.disputes import (
    contestable,
    contestable_list,
    dispute,
    dispute_of_evaluation,
    disputes,
    disputes_waiting,
    rescorers,
)
from rapport.program.judging.selectors.own import own_names, scorers
from rapport.program.judging.selectors.rewrites import rewrites
from rapport.program.judging.selectors.targeted import (
    rules_active,
    targeted_interactions,
    targeted_rules,
    targeted_tasks,
)
from rapport.program.judging.selectors.tasks import task, tasks_done, tasks_open
from rapport.program.judging.selectors.waiting import judging_waiting

__all__ = [
    "attempt",
    "attempts_of",
    "certified",
    "compared",
    "contestable",
    "contestable_list",
    "dispute",
    "dispute_of_evaluation",
    "disputes",
    "disputes_by_element",
    "disputes_by_evaluator",
    "disputes_waiting",
    "evaluations_unrevealed",
    "gold_counts",
    "gold_list",
    "interactions_blind",
    "interactions_blind_to_anybody",
    "judging_waiting",
    "own_names",
    "own_standing",
    "rescorers",
    "rewrites",
    "rules_active",
    "scorers",
    "session",
    "sessions",
    "standard",
    "standing_of",
    "standings",
    "targeted_interactions",
    "targeted_rules",
    "targeted_tasks",
    "task",
    "tasks_done",
    "tasks_open",
]
