"""In which conversations a concern comes, in SQL of a row of the sheet: the customer came with it, first or
besides, or it turned out to be about it. One condition for numbers, rows, words and files."""

from __future__ import annotations

from rapport.work.understanding.tree import NO_CONCERN

_NEITHER = ", ".join(f"'{label}'" for label in NO_CONCERN)
_TURNED_OUT = f"CASE WHEN actual NOT IN ({_NEITHER}) THEN actual END"
LABELS = f"list_distinct(list_append(list_append(every, stated), {_TURNED_OUT}))"
"""The labels that come in a conversation, each once."""
COMES_IN = (
    "(list_contains($labels, stated) OR list_has_any(every, $labels) "
    f"OR list_contains($labels, {_TURNED_OUT}))"
)
"""Whether one of `$labels` comes in it."""
