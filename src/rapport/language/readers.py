"""The readers that come with the library: no download, nothing learned from anybody's data."""

from __future__ import annotations

from rapport.language.reader import Reader, Understood

FEELINGS = Understood(
    ("sentiment", "emotion", "course", "impact", "ending", "customer_mood", "agent_mood"), told=True
)
SERVICE = Understood(("effort", "satisfaction", "resolved", "behaviour"))
"""What is asked of a whole conversation; both read English."""


def feelings() -> Reader:
    """Sentiment, emotion, threats, the course of a conversation and the agent's impact."""
    from rapport.language.feeling.course.annotator import FeelingsAnnotator

    return Reader("feelings", (FeelingsAnnotator(),), FEELINGS)


def service() -> Reader:
    """Effort, satisfaction, whether it was solved, and what the agent did: drafts for a person to confirm."""
    from rapport.language.experience.together import ServiceAnnotator

    return Reader("service", (ServiceAnnotator(),), SERVICE, looks_back=True)


READERS = {"feelings": feelings, "service": service}
"""Every reader by its name: a function that makes it, here or in another process."""
