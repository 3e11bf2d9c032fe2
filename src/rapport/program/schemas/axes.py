"""The five axes of the inventory: what tells one kind of interaction from another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """One axis; `question` is what a coder answers about an interaction."""

    name: str
    title: str
    question: str
    usual: tuple[str, ...]


AXES = (
    Axis("customer_type", "Customer type", "Who is it?", ("segment",)),
    Axis("concern", "Concern", "What did they come for, in their words?", ("concern", "reason_code")),
    Axis("situation", "Situation", "What are the circumstances?", ("situation", "repeat_contact")),
    Axis("emotional_state", "Emotional state", "How do they feel when they arrive?", ("emotional_state",)),
    Axis("touchpoint", "Touchpoint", "Where do they meet us?", ("touchpoint", "channel")),
)
"""`usual` names the dimensions of the data that an axis is mostly found in, likeliest first."""

AXIS = {axis.name: axis for axis in AXES}
CANNOT_TELL = ""
"""A coder's answer where the interaction does not show it."""
SEPARATOR = " · "
"""Joins the values of two dimensions that make one axis, such as stage and channel."""
MOST_VALUES = 200
"""So many values an axis can have: more are no longer an overview."""
