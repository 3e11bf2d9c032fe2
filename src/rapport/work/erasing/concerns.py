"""The tree of concerns, and its earlier states, without a customer: what people made of it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from rapport.home import Home
from rapport.warehouse.disk import write_whole
from rapport.work.concerns.earlier import concerns_lock, earlier
from rapport.work.concerns.kept import concerns_path
from rapport.work.erasing.traces import Traces
from rapport.work.models.card import card_path

UNNAMED = "unnamed"
CARD = "concerns"


def clean_concerns(home: Home, traces: Traces) -> tuple[Path, ...]:
    """Telling words that give the customer away go, and such words in names; which files changed. Concerns,
    their places and the model that knows them, which is numbers, stay as they are."""
    path = concerns_path(home)
    if not path.parent.exists():
        return ()
    with concerns_lock(path):
        models = [one for one in (path, *earlier(path)) if one.exists() and _clean_model(one, traces)]
    card = card_path(home, CARD)
    return (*models, card) if card.exists() and _clean_card(card, traces) else tuple(models)


def _clean_model(path: Path, traces: Traces) -> bool:
    """The first line is the tree, the rest the model. What is damaged has no words that could be told."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        tree = orjson.loads(head)
        before = orjson.dumps(tree)
        _clean_tree(tree["concerns"], traces)
    except (ValueError, KeyError, TypeError):
        return False
    if orjson.dumps(tree) == before:
        return False
    write_whole(path, orjson.dumps(tree) + b"\n" + body)
    return True


def _clean_tree(concerns: list[dict[str, Any]], traces: Traces) -> None:
    taken = {(one["parent"], one["name"]) for one in concerns if not traces.mentions(one["name"])}
    for one in concerns:
        one["words"] = [word for word in one["words"] if not traces.mentions(word)]
        if not traces.mentions(one["name"]):
            continue
        plain = name = traces.without(one["name"]) or UNNAMED
        number = 1
        while (one["parent"], name) in taken:
            number += 1
            name = f"{plain} ({number})"
        one["name"] = name
        taken.add((one["parent"], name))


def _clean_card(path: Path, traces: Traces) -> bool:
    """It calls concerns by their names."""
    try:
        card = orjson.loads(path.read_bytes())
        before = orjson.dumps(card)
        for figure in card["figures"]:
            figure["of"] = _cleaned(figure["of"], traces)
        card["fails"] = [_cleaned(one, traces) for one in card["fails"]]
    except (ValueError, KeyError, TypeError):
        return False
    if orjson.dumps(card) == before:
        return False
    write_whole(path, orjson.dumps(card))
    return True


def _cleaned(text: str | None, traces: Traces) -> str | None:
    return (traces.without(text) or UNNAMED) if text and traces.mentions(text) else text
