"""An ONNX graph as it is written: its nodes and its constants."""

from __future__ import annotations

from typing import Any

import numpy as np

MICROSOFT = "com.microsoft"
"""Whose operators the runtime has beside the standard's."""


class Graph:
    """Nodes and constants in the order they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        """Keeps an array under a name, which is given back."""
        from onnx import numpy_helper

        kept = np.ascontiguousarray(value).reshape(np.shape(value))
        self.constants.append(numpy_helper.from_array(kept, name))
        return name

    def node(self, kind: str, given: list[str], domain: str = "", out: str = "", **options: Any) -> str:
        """Adds what is computed from what is given; gives the name of its only output."""
        from onnx import helper

        name = out or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, given, [name], name=name, domain=domain, **options))
        return name
