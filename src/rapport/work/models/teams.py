"""What a card tells of teams, which is for those who see all of them."""

from __future__ import annotations

from dataclasses import replace

from rapport.work.models.card import ModelCard

TOO_HIGH = "Too high by, in a "
"""The name of figures on groups, before what kind of group it is."""
TEAM = "team"
LEANS = " It leans most for "


def of_teams(group: str) -> bool:
    """Whether a group, or a sentence that begins with one, is a team."""
    return group.startswith(f"{TEAM} ")


def without_teams(card: ModelCard) -> ModelCard:
    """The card without figures and failings by team, and without their names in its sentence."""
    figures = tuple(one for one in card.figures if one.name != f"{TOO_HIGH}{TEAM}")
    named = [one.rstrip(".") for one in card.fails if of_teams(one)]
    sentence = card.sentence
    if any(one in sentence for one in named):  # cards of before name them
        sentence = sentence.partition(LEANS)[0]
    fails = tuple(one for one in card.fails if not of_teams(one))
    return replace(card, figures=figures, fails=fails, sentence=sentence)
