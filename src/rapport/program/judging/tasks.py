"""Interactions somebody is asked to score for another reason than a sample: how rooms speak of them.

For the scoring screen. A task is a seat like an assignment, with a purpose of its own:

- `selectors.tasks_open(actor)` lists what waits for this person, the most urgent first.
- `selectors.task(actor, task_id)` is one of them, or None where there is none this person may open.
  `task.criteria` (`id@version`) says by which text to score, `task.purpose_stored` what an evaluation of
  it is stored as, `task.hides_others` that nobody else's scores may be shown.
- `services.task_submit(actor, task_id, criteria, submission)` stores the evaluation and marks the task
  done in one transaction; it sets purpose and evaluator itself. It returns what `evaluations_submit`
  returns. Call it in a transaction of your own if more must happen with it.
- A screen opens a task at `/audit/scoring/task/<task_id>`.

A purpose is one of PURPOSES. `rescore` is the only one whose evaluation counts in estimates: it takes
the place of the disputed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CALIBRATION, CERTIFICATION, TARGETED, RESCORE = "calibration", "certification", "targeted", "rescore"
SHOP = "shop"
"""The kind of source that a mystery shop's visit is; its tasks have the purpose `targeted`."""
PURPOSES = (CALIBRATION, CERTIFICATION, TARGETED, RESCORE)


@dataclass(frozen=True)
class Task:
    """One interaction to score. `state` is open, done or withdrawn; `why` is words for the evaluator.

    `source_kind` and `source_id` name the calibration session, certification attempt, dispute or rule
    of targeted reviews that asks for it.
    """

    id: str
    purpose: str
    interaction_id: str
    evaluator: str
    criteria: str
    why: str
    state: str
    due_at: datetime | None
    created_at: datetime
    source_kind: str
    source_id: str
    position: int = 0
    done_at: datetime | None = None
    evaluation: str | None = None
    withdrawn_because: str = ""

    @property
    def purpose_stored(self) -> str:
        """The purpose its evaluation is stored with: a re-score counts as live."""
        return "live" if self.purpose == RESCORE else self.purpose

    @property
    def hides_others(self) -> bool:
        """Whether others' scores of the interaction stay hidden until this one is done. They do, but for
        targeted reviews: who reviews a complaint may know what was said of it."""
        return self.purpose != TARGETED or self.source_kind == SHOP
