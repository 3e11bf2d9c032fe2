"""The question that the full-text table of the index answers."""

from __future__ import annotations

from rapport.work.exploring.index.content import ATTRIBUTE, FACTS, ID, fact
from rapport.work.exploring.narrow import Asked
from rapport.work.exploring.words import Term, terms

BY_TIME = ("newest", "oldest")


def match_of(asked: Asked) -> tuple[str, str]:
    """The question, and, when there is nothing in it but what is not wanted, that. Words and attributes
    are asked for here; so are two facts together, or facts beside words: the lists of where each occurs
    are walked together, instead of looking at every row of one."""
    search = asked.search
    found = [one for one in terms(search.words) if one.parts]
    positive = [_term(one) for one in found if not one.without]
    positive += [_fact(ATTRIBUTE + name, value) for name, value in search.attributes.items()]
    negative = " OR ".join(_said(one) for one in found if one.without)
    facts = _facts(asked)
    if not positive and (len(facts) < 2 or search.sort not in BY_TIME or asked.wanted.only is not None):
        return "", negative
    together = " AND ".join([*positive, *facts])
    return (f"({together}) NOT ({negative})" if negative else together), ""


def _facts(asked: Asked) -> list[str]:
    facts = [_fact(name, value) for name, value in asked.search.where.items() if name in FACTS]
    if asked.reach.agent is not None:
        facts.append(_fact("agent_id", asked.reach.agent))
    elif asked.reach.teams:
        facts.append("(" + " OR ".join(_fact("team", one) for one in asked.reach.teams) + ")")
    return facts


def _term(one: Term) -> str:
    if one.beginning or len(one.text.split()) > 1:
        return _said(one)
    return f"({_said(one)} OR {_fact(ID, one.text)})"


def _said(one: Term) -> str:
    text = one.text.replace("\0", " ").replace('"', '""')
    return f'said : "{text}"' + (" *" if one.beginning else "")


def _fact(name: str, value: str) -> str:
    return f'facts : "{fact(name, value)}"'
