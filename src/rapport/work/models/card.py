"""The card of a model: what it is for, what it learned from, how often it is right and where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rapport.home import Home
from rapport.measures import Estimate
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole

FORMAT = 1


@dataclass(frozen=True)
class CardFigure:
    """One measured figure. `of`: what it is of (a label, an element, a group), None: the model as a whole."""

    name: str
    estimate: Estimate
    of: str | None = None


@dataclass(frozen=True)
class CardBin:
    """Conversations of about the same prediction: the mean predicted, and what people said of them."""

    predicted: float
    observed: Estimate


@dataclass(frozen=True)
class ModelCard:
    """`model` is its name with version, `base` how many judgements it learned from; `fails` are sentences on
    where it is not to be trusted, `sentence` says right how often and for whom not. `bins` is a reliability
    diagram, for models that predict a number."""

    name: str
    title: str
    purpose: str
    model: str
    learned_from: str
    base: int
    learned_at: datetime
    data_version: int
    languages: tuple[str, ...] = ("en",)
    sentence: str = ""
    figures: tuple[CardFigure, ...] = ()
    bins: tuple[CardBin, ...] = ()
    fails: tuple[str, ...] = ()


def card_path(home: Home, name: str) -> Path:
    """Where the card of a model is kept."""
    return home.root / "models" / f"{name}.card.json"


def keep_card(home: Home, card: ModelCard) -> None:
    """Replaces the card that was kept, in one step."""
    path = card_path(home, card.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, orjson.dumps({"format": FORMAT, **asdict(card)}))


def kept_card(home: Home, name: str) -> ModelCard | None:
    """The card of a model, None where there is none. Raises InputError for a file that is damaged."""
    path = card_path(home, name)
    return _read(path) if path.exists() else None


def kept_cards(home: Home) -> tuple[ModelCard, ...]:
    """The cards of all of a home's models, by name. Raises InputError for a file that is damaged."""
    return tuple(_read(path) for path in sorted((home.root / "models").glob("*.card.json")))


def card_from(told: Mapping[str, Any], where: str) -> ModelCard:
    """A card as it was written. Raises InputError for one that is damaged."""
    try:
        facts = dict(told)
        if facts.pop("format") != FORMAT:
            raise ValueError("another format")
        return ModelCard(
            **{
                **facts,
                "learned_at": datetime.fromisoformat(facts["learned_at"]),
                "languages": tuple(facts["languages"]),
                "fails": tuple(facts["fails"]),
                "figures": tuple(
                    CardFigure(one["name"], _estimate(one["estimate"]), one["of"]) for one in facts["figures"]
                ),
                "bins": tuple(CardBin(one["predicted"], _estimate(one["observed"])) for one in facts["bins"]),
            }
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "The card of a model is damaged", where, "Learn the model again: rapport models."
        ) from error


def _read(path: Path) -> ModelCard:
    try:
        told = orjson.loads(path.read_bytes())
    except ValueError:
        told = {}
    return card_from(told if isinstance(told, dict) else {}, str(path))


def _estimate(told: Mapping[str, Any]) -> Estimate:
    return Estimate(**told)
