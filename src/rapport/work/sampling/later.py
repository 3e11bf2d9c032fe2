"""A sample of a large home is drawn by the worker: a million ids are hashed, which takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.audits.plain import Barred
from rapport.program.people.actor import Actor
from rapport.work.jobs.enqueue import enqueue
from rapport.work.progress import Progress
from rapport.work.sample import draw_sample


def draw_later(actor: Actor, wish: Mapping[str, Any]) -> str:
    """Hands the arguments of `draw_sample` to the worker → the job's id. Check them before."""
    due_at: datetime | None = wish.get("due_at")
    barred = {
        name: [list(one.agents), list(one.teams)] for name, one in (wish.get("exclusions") or {}).items()
    }
    plain = {**wish, "due_at": due_at and due_at.isoformat(), "exclusions": barred}
    return enqueue(actor, "sample", wish=plain)


def draw_now(home: Home, actor: Actor, progress: Progress, *, wish: Mapping[str, Any]) -> dict[str, Any]:
    """The job. Raises what `draw_sample` raises."""
    due_at = wish.get("due_at")
    exclusions = {
        name: Barred(tuple(agents), tuple(teams)) for name, (agents, teams) in wish["exclusions"].items()
    }
    given = {**wish, "exclusions": exclusions, "due_at": due_at and datetime.fromisoformat(due_at)}
    result = draw_sample(home, **given, sheets=False, actor=actor, progress=progress)
    return {"address": f"/audit/samples/{result.sample}/", "said": " ".join(result.notes)}
