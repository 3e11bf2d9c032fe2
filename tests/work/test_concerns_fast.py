"""Concerns found by an embedding and told by one that was distilled from it: the fast tier."""

import numpy as np
import pytest

from rapport.home import create_home
from rapport.language.concerns.taxonomy import rename
from rapport.language.embedding.distilled import Distilled
from rapport.language.embedding.provided import provide
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns.kept import KeptConcerns, keep_concerns, kept_concerns
from rapport.work.concerns.learn import learn_concerns
from tests.work.test_concerns_learned import ABOUT, asked, said


class Meaning:
    """Knows which concern a sentence has by one of its words."""

    name, dimensions = "meaning@1", len(ABOUT)
    words = ("parcel", "invoice", "password")

    def __call__(self, texts):
        found = np.array([[0.1 + (word in text) for word in self.words] for text in texts], dtype=np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class Anew(Meaning):
    """Built anew: its vectors are others."""

    name = "meaning@2"

    def __call__(self, texts):
        return super().__call__(texts)[:, ::-1]


def nothing():
    raise InputError("There is no embedding on this machine")


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", asked())
    provide(Meaning)
    yield made
    provide(None)


def test_what_was_found_by_meaning_is_told_without_the_embedding(home):
    learn_concerns(home, tier="fast")
    assert isinstance(kept_concerns(home).model.embed, Distilled)
    provide(nothing)
    annotate_home(home, only=["concerns"], processes=1)
    told = said(home)
    groups = [{told[f"i{n}"]["concern_stated"] for n in range(start, start + 15)} for start in (0, 15, 30)]
    assert [len(one) for one in groups] == [1, 1, 1] and len(set.union(*groups)) == 3


def test_concerns_stay_in_the_fast_tier_until_another_is_asked_for(home):
    learn_concerns(home, tier="fast")
    again = learn_concerns(home)
    assert isinstance(kept_concerns(home).model.embed, Distilled)
    assert again.model == kept_concerns(home).model.name
    provide(nothing)
    with pytest.raises(InputError, match="no embedding on this machine"):
        learn_concerns(home)
    learn_concerns(home, tier="default")
    assert kept_concerns(home).model.embed is None
    with pytest.raises(InputError, match="no tier 'huge'"):
        learn_concerns(home, tier="huge")


@pytest.mark.parametrize(
    ("before", "tier", "opener", "after"),
    [
        ("embedding", None, Anew, "embedding"),
        ("embedding", "embedding", Anew, "embedding"),
        ("embedding", "fast", Anew, "fast"),
        ("embedding", "default", Anew, "default"),
        ("embedding", "default", nothing, "default"),
        ("fast", None, Anew, "fast"),
        ("fast", "default", nothing, "default"),
    ],
)
def test_concerns_are_learned_again_where_the_embedding_is_another_or_gone(home, before, tier, opener, after):
    learn_concerns(home, tier=before)
    annotate_home(home, only=["concerns"], processes=1)
    one = kept_concerns(home)
    name = next(iter(one.model.concerns))
    keep_concerns(home, KeptConcerns(rename(one.taxonomy, name, "Ours"), one.model))
    provide(opener)
    learn_concerns(home, tier=tier)
    now = kept_concerns(home)
    assert now.taxonomy.version > one.taxonomy.version and now.taxonomy[name].name == "Ours"
    weights = now.model.weights
    assert weights.embedding.endswith("" if after == "default" else "meaning@2")
    assert bool(weights.embedding) == (after != "default") and bool(weights.distilled) == (after == "fast")
    annotate_home(home, only=["concerns"], processes=1)
    told = {labels["concern_stated"] for labels in said(home).values()}
    assert name in told and told <= {*now.taxonomy.concerns, "other"}


def test_where_no_embedding_is_a_home_that_goes_by_one_is_told_so(home):
    learn_concerns(home, tier="embedding")
    provide(nothing)
    with pytest.raises(InputError, match="no embedding on this machine"):
        learn_concerns(home)
