"""The readers that come with the library: no download, nothing learned from anybody's data."""

from __future__ import annotations

from rapport.language.reader import Reader


def feelings() -> Reader:
    """Sentiment, emotion, threats, the course of a conversation and the agent's impact."""
    from rapport.language.feeling.course.annotator import FeelingsAnnotator

    return Reader("feelings", (FeelingsAnnotator(),))


def service() -> Reader:
    """Effort, satisfaction, whether it was solved, and what the agent did: drafts for a person to confirm."""
    from rapport.language.experience.together import ServiceAnnotator

    return Reader("service", (ServiceAnnotator(),))


READERS = {"feelings": feelings, "service": service}
"""Every reader by its name: a function that makes it, here or in another process."""
