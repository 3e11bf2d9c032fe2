"""Where things stand in a scoring workbook: shared by the pages that write it and the reader."""

from __future__ import annotations

from dataclasses import dataclass

START, INTERACTIONS, SCORES, TRANSCRIPTS = "Start", "Interactions", "Scores", "Transcripts"
RULES, KEY = "Rules", "_rapport"
FORMAT = 1
LONGEST_CELL = 32_000
MOST_LINKS = 60_000

# Interactions page
LIST_TITLES = (
    "#",
    "Interaction",
    "Channel",
    "Started (UTC)",
    "Turns",
    "Scored",
    "Comment on the whole",
    "State",
)
LIST_SCORED, LIST_REMARK, LIST_STATE = 5, 6, 7
EVALUATOR_CELL = (3, 1)  # Start page: who scores


@dataclass(frozen=True)
class ScoreColumns:
    """Columns of the Scores page when an element has at most `rules` rules: a text and a mark each."""

    rules: int
    number: int = 0
    interaction: int = 1
    element: int = 2
    not_applicable: int = 3

    def text(self, index: int) -> int:
        return 4 + 2 * index

    def mark(self, index: int) -> int:
        return 5 + 2 * index

    @property
    def points(self) -> int:
        return 4 + 2 * self.rules

    @property
    def turns(self) -> int:
        return self.points + 1

    @property
    def comment(self) -> int:
        return self.points + 2

    @property
    def hidden_interaction(self) -> int:
        return self.points + 3

    @property
    def hidden_element(self) -> int:
        return self.points + 4

    @property
    def hidden_marks(self) -> int:
        return self.points + 5
