"""A small hand-written ONNX graph of the network: exact control over what is int8 and what is not.

The graph reads ONE paragraph, unpadded: `ids` and `shapes` (pieces,), `firsts` (words,). Nothing in it
depends on other paragraphs, so results cannot depend on the batch.
"""

from __future__ import annotations

import math

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.network import Network

Array = NDArray[np.float32]
MS = "com.microsoft"


class Graph:
    """Collects nodes and weights. `mode` is how matrices are stored: "fp32", "dynamic" or "blocks"."""

    def __init__(self, mode: str, block: int = 128) -> None:
        self.mode, self.block = mode, block
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def name(self, stem: str = "t") -> str:
        """A fresh tensor name."""
        self.count += 1
        return f"{stem}{self.count}"

    def constant(self, value: NDArray, stem: str = "w") -> str:  # type: ignore[type-arg]
        """Store a weight; returns its name."""
        name = self.name(stem)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        """Add a node; returns its first output ("a,b" names follow it when there are more)."""
        outs = [self.name() for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), outs, domain=domain, **attributes))
        return outs[0] if outputs == 1 else ",".join(outs)

    def linear(self, x: str, weight: Array, bias: Array | None, exact: bool = False) -> str:
        """x @ weight.T + bias; weight (out, in)."""
        mode = "fp32" if exact else self.mode
        if mode == "dynamic":
            y = self._dynamic(x, weight)
        elif mode == "blocks":
            y = self._blocks(x, weight)
        else:
            y = self.op("MatMul", x, self.constant(weight.T))
        return y if bias is None else self.op("Add", y, self.constant(bias))

    def _dynamic(self, x: str, weight: Array) -> str:
        """int8 weights a scale per output; the input quantised with one scale for the whole tensor."""
        scale = np.abs(weight).max(axis=1) / 127 + 1e-12
        q = np.round(weight / scale[:, None]).astype(np.int8)
        qx, sx, zx = self.op("DynamicQuantizeLinear", x, outputs=3).split(",")
        y = self.op("MatMulInteger", qx, self.constant(q.T), zx, self.constant(np.zeros(len(q), np.int8)))
        y = self.op("Cast", y, to=TensorProto.FLOAT)
        return self.op("Mul", y, self.op("Mul", sx, self.constant(scale.astype(np.float32))))

    def _blocks(self, x: str, weight: Array) -> str:
        """8-bit weights with a scale per block of inputs; the kernel quantises each input row block by
        block."""
        rows, columns = weight.shape
        parts = weight.reshape(rows, columns // self.block, self.block)
        scale = np.abs(parts).max(axis=2) / 127 + 1e-12
        q = (np.round(parts / scale[:, :, None]) + 128).clip(0, 255).astype(np.uint8)
        return self.op(
            "MatMulNBits",
            x,
            self.constant(q),
            self.constant(scale.astype(np.float32)),
            domain=MS,
            K=columns,
            N=rows,
            bits=8,
            block_size=self.block,
            accuracy_level=4,
        )

    def table(self, numbers: str, weight: Array) -> str:
        """Rows of an embedding table, int8 with one scale a row unless the mode is fp32."""
        if self.mode == "fp32":
            return self.op("Gather", self.constant(weight), numbers)
        scale = np.abs(weight).max(axis=1, keepdims=True) / 127 + 1e-12
        rows = self.op("Gather", self.constant(np.round(weight / scale).astype(np.int8)), numbers)
        rows = self.op("Cast", rows, to=TensorProto.FLOAT)
        return self.op("Mul", rows, self.op("Gather", self.constant(scale.astype(np.float32)), numbers))

    def norm(self, x: str, weight: Array, bias: Array) -> str:
        """Layer normalisation."""
        return self.op("LayerNormalization", x, self.constant(weight), self.constant(bias), epsilon=1e-12, axis=-1)

    def gelu(self, x: str) -> str:
        """Exact GELU."""
        return self.op("Gelu", x, domain=MS)


def _p(parameter: object) -> Array:
    return parameter.detach().float().numpy()  # type: ignore[attr-defined,no-any-return]


def build(network: Network, mode: str, block: int = 128) -> onnx.ModelProto:
    """The whole graph; outputs: tags, arcs, lab_dep, lab_head, role_pred, role_word (one row a word)."""
    g = Graph(mode, block)
    x = _encoder(g, network)
    words = g.op("Gather", x, "firsts", axis=0)
    hidden = g.gelu(g.linear(words, _p(network.tag_hidden.weight), _p(network.tag_hidden.bias)))
    outputs = {"tags": g.linear(hidden, _p(network.tag_out.weight), _p(network.tag_out.bias))}
    outputs["arcs"] = _arcs(g, network, words)
    for name in ("lab_dep", "lab_head", "role_pred", "role_word"):
        part = getattr(network, name)
        outputs[name] = g.linear(words, _p(part.weight), _p(part.bias))
    nodes = [*g.nodes, *(helper.make_node("Identity", [v], [k]) for k, v in outputs.items())]
    graph = helper.make_graph(
        nodes,
        "dateline",
        [
            helper.make_tensor_value_info(n, TensorProto.INT64, [d])
            for n, d in (("ids", "pieces"), ("shapes", "pieces"), ("firsts", "words"))
        ],
        [helper.make_tensor_value_info(k, TensorProto.FLOAT, ["words", None]) for k in outputs],
        g.weights,
    )
    return helper.make_model(
        graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
    )


def build_pairs(network: Network) -> onnx.ModelProto:
    """The second, small graph: dependency labels and roles of pairs of words, once heads and predicates
    are known.
        `heads` (words,) counts from 1, 0 is the root; `pred`, `word`, `path`, `far` (pairs,) say which
        pairs to look at and where the word stands. Outputs: labels (words, deprels), roles (pairs, role
    tags)."""
    g = Graph("fp32")
    heads = g.op("Concat", g.constant(_p(network.lab_root)[None]), "lab_head", axis=0)
    labels = _pair(g, "lab_dep", g.op("Gather", heads, "heads"), network.lab_out)
    place = g.op(
        "Add",
        g.op("Gather", g.constant(_p(network.role_path.weight)), "path"),
        g.op("Gather", g.constant(_p(network.role_far.weight)), "far"),
    )
    other = g.op("Add", g.op("Gather", "role_word", "word"), place)
    roles = _pair(g, g.op("Gather", "role_pred", "pred"), other, network.role_out)
    nodes = [
        *g.nodes,
        *(helper.make_node("Identity", [v], [k]) for v, k in ((labels, "labels"), (roles, "roles"))),
    ]
    vectors = [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, [None, None])
        for n in ("lab_dep", "lab_head", "role_pred", "role_word")
    ]
    numbers = [
        helper.make_tensor_value_info(n, TensorProto.INT64, [d])
        for n, d in (
            ("heads", "words"),
            ("pred", "pairs"),
            ("word", "pairs"),
            ("path", "pairs"),
            ("far", "pairs"),
        )
    ]
    outputs = [
        helper.make_tensor_value_info(k, TensorProto.FLOAT, [d, None])
        for k, d in (("labels", "words"), ("roles", "pairs"))
    ]
    graph = helper.make_graph(nodes, "dateline-pairs", [*vectors, *numbers], outputs, g.weights)
    return helper.make_model(
        graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
    )


def _pair(g: Graph, a: str, b: str, out: nn.Linear) -> str:
    """Logits of pairs from the sum and the product of their vectors."""
    weight = _p(out.weight)
    width = weight.shape[1] // 2
    first = g.op("Relu", g.op("Add", a, b))
    y = g.op("Gemm", first, g.constant(weight[:, :width].T), g.constant(_p(out.bias)))
    return g.op("Gemm", g.op("Mul", a, b), g.constant(weight[:, width:].T), y)


def _encoder(g: Graph, network: Network) -> str:
    e = network.encoder
    size = g.op("Shape", "ids")
    zero, one = g.constant(np.array([0])), g.constant(np.array([1]))
    places = g.op("Slice", g.constant(_p(e.places.weight)), zero, size, zero, one)
    x = g.op("Add", g.table("ids", _p(e.pieces.weight)), g.op("Gather", g.constant(_p(e.shapes.weight)), "shapes"))
    x = g.norm(g.op("Add", x, places), _p(e.norm.weight), _p(e.norm.bias))
    for layer in e.layers:
        a = g.linear(_attention(g, x, layer), _p(layer.out.weight), _p(layer.out.bias))
        x = g.norm(g.op("Add", x, a), _p(layer.norm1.weight), _p(layer.norm1.bias))
        y = g.gelu(g.linear(x, _p(layer.up.weight), _p(layer.up.bias)))
        y = g.linear(y, _p(layer.down.weight), _p(layer.down.bias))
        x = g.norm(g.op("Add", x, y), _p(layer.norm2.weight), _p(layer.norm2.bias))
    return x


def _attention(g: Graph, x: str, layer) -> str:  # type: ignore[no-untyped-def]
    width = layer.out.weight.shape[0]
    heads = layer.heads
    qkv = g.linear(x, _p(layer.qkv.weight), _p(layer.qkv.bias))
    shape = g.constant(np.array([1, -1, 3 * width]))
    q, k, v = g.op("Split", g.op("Reshape", qkv, shape), outputs=3, axis=2, num_outputs=3).split(",")
    y = g.op("MultiHeadAttention", q, k, v, domain=MS, num_heads=heads)
    return g.op("Reshape", y, g.constant(np.array([-1, width])))


def _arcs(g: Graph, network: Network, words: str) -> str:
    """(words, words + 1) scores; column 0 is the root."""
    dep = g.gelu(g.linear(words, _p(network.arc_dep.weight), _p(network.arc_dep.bias)))
    head = g.gelu(g.linear(words, _p(network.arc_head.weight), _p(network.arc_head.bias)))
    head = g.op("Concat", g.constant(_p(network.root)[None]), head, axis=0)
    mixed = g.linear(head, _p(network.arc_mix.weight), None, exact=True)
    prior = g.linear(head, _p(network.arc_prior.weight), _p(network.arc_prior.bias), exact=True)
    scores = g.op("MatMul", dep, g.op("Transpose", mixed, perm=[1, 0]))
    scores = g.op("Mul", scores, g.constant(np.array(1 / math.sqrt(network.sizes.arc), np.float32)))
    return g.op("Add", scores, g.op("Transpose", prior, perm=[1, 0]))
