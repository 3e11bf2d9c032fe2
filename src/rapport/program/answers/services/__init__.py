"""Writes: everything that changes model answers."""

from rapport.program.answers.services.answers import (
    answer_create,
    answer_discard,
    answer_publish,
    answer_save,
    answer_take_over,
    answer_used,
    answer_withdraw,
)

__all__ = [
    "answer_create",
    "answer_discard",
    "answer_publish",
    "answer_save",
    "answer_take_over",
    "answer_used",
    "answer_withdraw",
]
