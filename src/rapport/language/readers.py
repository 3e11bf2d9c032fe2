"""The readers that come with the library: no download, nothing learned from anybody's data."""

from __future__ import annotations

from rapport.language.reader import Reader


def feelings() -> Reader:
    """Sentiment, emotion, threats, the course of a conversation and the agent's impact."""
    from rapport.language.feeling.course.annotator import FeelingsAnnotator

    return Reader("feelings", (FeelingsAnnotator(),))


def experience() -> Reader:
    """Effort, satisfaction and whether it was solved."""
    from rapport.language.experience.annotator import ExperienceAnnotator

    return Reader("experience", (ExperienceAnnotator(),))


def behaviours() -> Reader:
    """What the agent did: drafts for a person to confirm or correct."""
    from rapport.language.behaviours.annotator import BehaviourAnnotator

    return Reader("behaviours", (BehaviourAnnotator(),))


READERS = {"feelings": feelings, "experience": experience, "behaviours": behaviours}
"""Every reader by its name: a function that makes it, here or in another process."""
