"""Who somebody is, as they say it: asked for, told, and left out of what a concern is learned from."""

from __future__ import annotations

import re

from rapport.language.concerns.words import SENTENCE

TOLD = re.compile(
    r"\b(?:my (?:full |first |last )?name is|date of birth"
    r"|my (?:policy|account|phone|zip|order|pin|card|social security) (?:number|code)? ?is"
    r"|my (?:e-?mail|address|number) (?:address )?is|i live (?:in|at))\b"
)
ABOUT_ONESELF = re.compile(
    rf"{TOLD.pattern}|\b(?:this is (?:[\w'-]+ ){{1,2}}speaking|this is [a-z]+ here|i was born)\b"
)
READ = 2_000
"""Characters before an answer that are looked at."""
_WHAT = (
    r"(?:names?|username|surname|numbers?|address|birth|birthday|dob|e-?mail|id|pin|zip|zip code|post ?code"
    r"|ssn|identity)"
)
_KINDS = (
    r"(?:full|first|last|family|account|phone|telephone|mobile|policy|customer|order|contact|membership"
    r"|booking|reservation|reference|registered|e-?mail|home|billing|mailing|social|security|date of|credit"
    r"|debit|card|user|maiden|zip|pin|and|or)"
)
_ASKS = re.compile(r"\b(?:please|give me|tell me|provide|confirm|verify|enter|need|may i|can i|could i)\b")
_WHO = re.compile(
    rf"\byour (?:[\w'-]+ ){{0,3}}{_WHAT}\b|\b(?:the|a) (?:{_KINDS} ){{1,3}}{_WHAT}\b"
    rf"|^\W*(?:and |also )?(?:{_KINDS} ){{0,3}}{_WHAT}\W*\?"
    r"|\bverify (?:your|the) account|\bwho(?:m| is|'s)? (?:am i|i am|i'm|calling|is this)\b"
)
_ALSO = re.compile(
    r"\bhow (?:can|may|could|do) (?:i|we) (?:help|assist|be of)|\b(?:help|assist) you\b"
    r"|\bwhat(?:'s| is| seems to be| happened)? (?:the )?"
    r"(?:matter|wrong|problem|trouble|issue|going on|about|happened)\b"
)


def what_is_told(text: str) -> str:
    """Of words by which somebody says who they are, those that say what they tell (`my order number is`); of
    a name, which everybody has, nothing."""
    found = TOLD.findall(text.lower().replace("’", "'"))
    return " ".join(one for one in found if "name" not in one)


def asks_who(text: str) -> bool:
    """Whether what somebody asks for last is a name, a number, an address or the like, and nothing else: what
    is answered tells who the customer is."""
    every = SENTENCE.findall(text[-READ:].lower().replace("’", "'"))
    asked = [said for said in every if "?" in said][-1:] or [said for said in every if _ASKS.search(said)]
    return any(_WHO.search(said) and not _ALSO.search(said) for said in asked)
