"""What goes in and out of the scoring application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.program.scoring.notes import Notes


@dataclass(frozen=True)
class Work:
    """One interaction somebody is asked to score.

    `key` names it in addresses: the assignment's number, or `task/…` for work that is no part of a
    sample. `definition` is None where nobody has chosen criteria yet. `state` is open, done, moved,
    removed or withdrawn, for a `reason` where somebody gave one; `withdrawn` says who withdrew the
    criteria, and why. `begun`: there is a draft, in which
    `decided` of `asked` elements are decided. `own` is False for somebody else's, opened to be corrected.
    """

    key: str
    interaction_id: str
    evaluator: str
    purpose: str
    definition: str | None
    state: str
    reason: str = ""
    sample: str | None = None
    position: int = 0
    due_at: datetime | None = None
    hide_agents: bool = False
    withdrawn: str = ""
    begun: bool = False
    decided: int = 0
    asked: int = 0
    own: bool = True


@dataclass(frozen=True)
class Facts:
    """What the weights of one interaction depend on, as they were when somebody began to score it.

    `lengths` are its turns' lengths in letters; `mark` changes when the tables behind it do.
    """

    attributes: Mapping[str, str]
    importance: Mapping[str, float] | None = None
    segment_importance: Mapping[str, float] | None = None
    lengths: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody has noted about one interaction so far.

    `version` counts saves; `window` and `step` say which window saved last and how often it had. `reason`
    is why what stood on a sheet is corrected, empty for what was scored here.
    """

    key: str
    interaction_id: str
    definition: str
    state: str
    notes: Notes
    version: int = 0
    window: str = ""
    step: int = 0
    seconds: float = 0.0
    facts: Facts | None = None
    evaluation: str | None = None
    submitted_at: datetime | None = None
    updated_at: datetime | None = None
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Sheet:
    """What somebody decided on a sheet, as notes; `evaluation` is what came of it."""

    evaluation: str
    notes: Notes
    qci: float | None
    submitted_at: datetime


@dataclass(frozen=True)
class Save:
    """One save of one window: what is noted now, the version it was made from, the time spent in all."""

    notes: Notes
    version: int
    window: str
    step: int
    seconds: float = 0.0


@dataclass(frozen=True)
class Given:
    """What came of a submission; `again` when it had been submitted with the same key before."""

    evaluation: str
    qci: float | None
    again: bool = False


@dataclass(frozen=True)
class SampleProgress:
    """How far somebody is with what a sample asks of them; `late`: something is open after it was due."""

    sample: str
    open: int
    begun: int
    done: int
    due_at: datetime | None = None
    late: bool = False

    @property
    def total(self) -> int:
        """Everything asked for."""
        return self.open + self.done


@dataclass(frozen=True)
class Takeable:
    """A sample that is open to all, and how many interactions in it nobody has taken yet."""

    sample: str
    free: int
    due_at: datetime | None = None


@dataclass(frozen=True)
class Recording:
    """The sound of an interaction. `silences` are (start, end) in seconds; None where they are not known."""

    recording_id: str
    interaction_id: str
    kind: str
    size: int
    path: str
    duration_s: float | None = None
    silences: tuple[tuple[float, float], ...] | None = None
    added_at: datetime | None = None
