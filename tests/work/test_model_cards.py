from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.home import Home, create_home
from rapport.measures import proportion
from rapport.records.errors import InputError
from rapport.work.models.card import (
    CardBin,
    CardFigure,
    ModelCard,
    card_path,
    keep_card,
    kept_card,
    kept_cards,
)

CARD = ModelCard(
    name="concerns",
    title="Concerns",
    purpose="Tells what a customer came with",
    model="concerns@1+412",
    learned_from="412 first requests",
    base=412,
    learned_at=datetime(2026, 3, 1, tzinfo=UTC),
    data_version=7,
    sentence="Right 81 times of 100.",
    figures=(CardFigure("accuracy", proportion(81, 100), "delivery"),),
    bins=(CardBin(0.2, proportion(3, 17)),),
    fails=("Concerns with fewer than ten examples.",),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return create_home(tmp_path / "acme")


def test_a_card_is_kept_as_it_was(home: Home) -> None:
    assert kept_card(home, "concerns") is None
    keep_card(home, CARD)
    assert kept_card(home, "concerns") == CARD
    assert kept_cards(home) == (CARD,)


def test_a_damaged_card_says_what_to_do(home: Home) -> None:
    keep_card(home, CARD)
    path = card_path(home, "concerns")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="damaged"):
        kept_card(home, "concerns")
