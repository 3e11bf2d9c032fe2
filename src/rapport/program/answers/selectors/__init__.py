"""Reads: model answers as far as somebody may see them."""

from rapport.program.answers.selectors.answers import (
    answer_scenarios,
    answer_view,
    answers_for,
    answers_in_full,
    answers_list,
)

__all__ = ["answer_scenarios", "answer_view", "answers_for", "answers_in_full", "answers_list"]
