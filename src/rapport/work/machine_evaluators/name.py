"""What a language model is called where it reads: by each criteria it is another evaluator."""

from __future__ import annotations


def evaluator_name(criteria_id: str) -> str:
    """The name of its reader, and of its card: answers by other criteria, which cost money too, stay."""
    return f"llm-{criteria_id}"
