"""The network of MiniLM (BERT of six layers) as an ONNX graph, in float or in bytes.

In bytes, the products with weights are computed with integers. Weights have one scale a column. What is
multiplied with them has one a channel, which was measured once and never depends on the text or on what is
computed beside it: so a text's numbers are the same in any company, and nothing is spent on finding scales.
Scales a channel cost nothing, because they go into the weights before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rapport.work.models.embedding.graph import MICROSOFT, Graph
from rapport.work.models.embedding.safetensors import Tensors

if TYPE_CHECKING:
    from onnx import ModelProto

Floats = NDArray[np.floating[Any]]
Reach = Mapping[str, Floats]
"""How far from 0 each channel went, of everything that is multiplied with weights, by its name."""

HEADS = 12
LAYERS = 6
EPSILON = 1e-12
VERSION = 3
"""Of this way to compute; another one gives other vectors."""
BEYOND = 1.25
"""A channel may go a quarter further than it was seen to go; what is further still counts as that far."""
SPREAD = 6.0
"""Standard deviations of a channel that have room whatever was seen."""
HIGHEST = 6.0
"""The largest number of the inner layer that one byte tells; 99 of 100 channels never come there."""
LOWEST = 0.17
"""Under 0 the inner layer goes no further."""
INNER = ("inner.unit", "inner.zero")
HEARD = 2.0
"""What is heard of other tokens has room up to here whatever was seen."""
TINY = 1e-9


def network(tensors: Tensors, reach: Reach | None = None) -> ModelProto:
    """From `ids` (texts × tokens, all texts equally long) to `states` (texts × tokens × dimensions).

    In bytes where `reach` is given; else in float, and then what reach is measured of comes out too, each
    under its name.
    """
    from onnx import TensorProto, helper

    network = _Network(tensors, reach)
    found, norm = network.words(), "embeddings.LayerNorm"
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        found, norm = network.layer(network.even(found, norm), name), f"{name}output.LayerNorm"
    last = [network.constant(f"{norm}.{at}", one) for at, one in enumerate(network.parts(norm))]
    network.graph.node("LayerNormalization", [found, *last], axis=-1, epsilon=EPSILON, out="states")
    given = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    told = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "tokens", None])
        for name in ["states", *network.measured]
    ]
    made = helper.make_graph(network.graph.nodes, "sentences", [given], told, network.graph.constants)
    sets = [helper.make_opsetid("", 23), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=sets, ir_version=10, producer_name="rapport")


@dataclass(frozen=True)
class _States:
    """What is known of each token: `counted` is multiplied with weights and stands for `counted` × `step`
    + `shift` (each a channel); `kept` + `shift` is the same in float, for what is added onto it. `unit` and
    `zero` are the names of the bytes' scale and of what stands for 0."""

    counted: str
    kept: str
    step: Floats
    shift: Floats
    unit: str = "one"
    zero: str = "middle"


class _Network:
    def __init__(self, tensors: Tensors, reach: Reach | None) -> None:
        self.tensors, self.reach, self.graph = tensors, reach, Graph()
        self.measured: list[str] = []
        if reach is not None:
            self.constant("one", np.float32(1))
            self.constant("middle", np.uint8(128))
            unit = (HIGHEST + LOWEST) / 255
            self.constant(INNER[0], np.float32(unit))
            self.constant(INNER[1], np.uint8(np.rint(LOWEST / unit)))

    def constant(self, name: str, value: Any) -> str:
        return self.graph.constant(name, value)

    def words(self) -> str:
        """Of each token what it means and where it stands."""
        from onnx import TensorProto

        graph, tensors = self.graph, self.tensors
        place = tensors["embeddings.position_embeddings.weight"]
        place = place + tensors["embeddings.token_type_embeddings.weight"][0]
        words = self.constant("words", tensors["embeddings.word_embeddings.weight"].astype(np.float16))
        tokens = graph.node("Shape", ["ids"], start=1, end=2)
        start = self.constant("start", np.array([0], dtype=np.int64))
        where = graph.node("Slice", [self.constant("place", place.astype(np.float32)), start, tokens])
        said = graph.node("Cast", [graph.node("Gather", [words, "ids"])], to=TensorProto.FLOAT)
        return graph.node("Add", [said, where])

    def layer(self, states: _States, name: str) -> str:
        """A layer up to where it has to be made even again."""
        heard = self.attention(states, f"{name}attention.self")
        after = f"{name}attention.output"
        said = self.product(heard, *self.linear(f"{after}.dense"), f"{after}.dense", states.shift)
        states = self.even(self.graph.node("Add", [states.kept, said]), f"{after}.LayerNorm")
        inner, columns = self.inner(states, f"{name}intermediate.dense")
        weight, bias = self.linear(f"{name}output.dense")
        said = self.product(inner, weight[columns], bias, f"{name}output.dense", states.shift)
        return self.graph.node("Add", [states.kept, said])

    def even(self, given: str, name: str) -> _States:
        """Every token at mean 0 and the same spread, then each channel at its own spread; `shift`, its own
        mean, is left to what comes next."""
        scale, shift = self.parts(name)
        step = self.step(name, SPREAD * np.abs(scale))
        even = self.constant(f"{name}.even", scale / step)
        found = self.graph.node("LayerNormalization", [given, even], axis=-1, epsilon=EPSILON)
        kept = found
        if self.reach is not None:
            kept = self.graph.node("Mul", [found, self.constant(f"{name}.step", step)])
        return _States(self.counted(found, name), kept, step, shift)

    def attention(self, states: _States, name: str) -> _States:
        """What each token hears of the others."""
        parts = []
        for part in ("query", "key", "value"):
            weight, bias = self.linear(f"{name}.{part}")
            step = np.ones_like(bias) if part != "value" else self.step(name, np.full_like(bias, HEARD))
            parts.append(self.product(states, weight / step, bias / step, f"{name}.{part}"))
        # The standard's operator reads heads where they stand; the runtime's own copies them first.
        heard = self.graph.node("Attention", parts, q_num_heads=HEADS, kv_num_heads=HEADS)
        return _States(self.counted(heard, name), heard, step, np.zeros_like(step))

    def inner(self, states: _States, name: str) -> tuple[_States, NDArray[np.int64]]:
        """The inner layer, and of which channel each of its columns is.

        A channel that goes beyond HIGHEST has several: of what is over HIGHEST the next one tells as much
        again. Together they come to the channel, for what the layer makes of large numbers is the number.
        """
        weight, bias = self.linear(name)
        times = np.ones(len(bias), dtype=np.int64)
        if self.reach is not None:
            times = np.maximum(np.ceil(BEYOND * self.reach[name] / HIGHEST), 1).astype(np.int64)
        columns = np.repeat(np.arange(len(bias)), times)
        over = np.concatenate([np.arange(one, dtype=np.float32) for one in times]) * HIGHEST
        found = self.product(states, weight[:, columns], bias[columns] - over, name)
        # By tanh it is quicker, and further from the exact one by less than a tenth of what a byte tells.
        found = self.graph.node("Gelu" if self.reach is None else "FastGelu", [found], MICROSOFT)
        step = np.ones(len(columns), dtype=np.float32)
        counted = self.counted(found, name, *INNER)
        return _States(counted, found, step, np.zeros_like(step), *INNER), columns

    def parts(self, name: str) -> tuple[Floats, Floats]:
        """What is published of a part: its weight and its bias."""
        weight, bias = (self.tensors[f"{name}.{one}"] for one in ("weight", "bias"))
        return weight.astype(np.float32), bias.astype(np.float32)

    def linear(self, name: str) -> tuple[Floats, Floats]:
        """A weight (in × out) and its bias."""
        weight, bias = self.parts(name)
        return weight.T, bias

    def product(self, given: _States, weight: Floats, bias: Floats, name: str, more: Any = 0) -> str:
        """What is given times a weight, its bias and `more` added."""
        more = self.constant(f"{name}.bias", bias + given.shift @ weight + more)
        weight = weight * given.step[:, None]
        if self.reach is None:
            found = self.graph.node("MatMul", [given.counted, self.constant(f"{name}.weight", weight)])
            return self.graph.node("Add", [found, more])
        scale = np.maximum(np.abs(weight).max(axis=0) / 127, TINY).astype(np.float32)
        whole = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        kept = [self.constant(f"{name}.weight", whole), self.constant(f"{name}.scale", scale)]
        parts = [given.counted, kept[0], given.unit, kept[1], given.zero, "", more]
        return self.graph.node("MatMulIntegerToFloat", parts, MICROSOFT)

    def step(self, name: str, room: Floats) -> Floats:
        """What one step of a byte is worth in each channel, with room for so much at least; 1 in float."""
        if self.reach is None:
            return np.ones_like(room)
        found: Floats = np.maximum(np.maximum(BEYOND * self.reach[name], room) / 127, TINY)
        return found.astype(np.float32)

    def counted(self, found: str, name: str, unit: str = "one", zero: str = "middle") -> str:
        """In bytes, or in float to be measured."""
        if self.reach is not None:
            return self.graph.node("QuantizeLinear", [found, unit, zero])
        self.measured.append(name)
        return self.graph.node("Identity", [found], out=name)
