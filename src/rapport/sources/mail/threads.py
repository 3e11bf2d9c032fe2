"""Mails that answer each other, put together."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.sources.mail.mailbox import Place


def threads(places: Iterable[Place]) -> list[list[Place]]:
    """The mails of each thread in the order of the files, threads by their first mail.

    Two mails belong together when one names the other, or both name a third, in References or
    In-Reply-To. A mail that is there twice is taken once.
    """
    leader: dict[str, str] = {}
    known: dict[str, Place] = {}
    for place in places:
        if place.message_id in known:
            continue
        known[place.message_id] = place
        for parent in place.parents:
            leader[_root(leader, parent)] = _root(leader, place.message_id)
    groups: dict[str, list[Place]] = {}
    for message_id, place in known.items():
        groups.setdefault(_root(leader, message_id), []).append(place)
    return list(groups.values())


def _root(leader: dict[str, str], name: str) -> str:
    top = name
    while (above := leader.get(top, top)) != top:
        top = above
    while (above := leader.get(name, name)) != top:
        leader[name], name = top, above
    return top
