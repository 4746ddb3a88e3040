"""Trains the head that proposes events (`dateline.parse.events`) on frozen vectors of the shipped network.

    python -m training.events --out src/dateline/parse/weights

What it learns from is the project's own prose only: the gold of `tests/stories/fresh` and `tests/stories/own`, and the
lexicon's examples (a `yes` or `real` sentence gives its trigger; every verb and noun of a `no` sentence is no event).
`tests/stories/unread` and the development stories are left out, so that they can tell what it is worth. A word inside a
gold trigger beside its head, an optional item's and a figure's word count neither way. Ten minutes' CPU at most.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from spacy.tokens import Doc, Token

from dateline.coding import code, load_lexicon
from dateline.model import EventType, Report, Source, Span
from dateline.parse.component import DatelineParser
from dateline.parse.decode import Outputs
from dateline.parse.encoder import MANIFEST
from dateline.parse.events import FILE, features
from dateline.parse.events import TYPES as KEY
from dateline.resolve import load_knowledge, resolve
from training.onnx_graph import Graph

STORIES = ("fresh", "own")
TYPES = tuple(t.value for t in EventType if t is not EventType.FIGURE)
HIDDEN, EPOCHS, BATCH, RATE, DECAY, SEED = 96, 30, 256, 2e-3, 0.3, 7


class Row(NamedTuple):
    """One verb or noun: its vectors, its class (0: no event), its weight."""

    vector: NDArray[np.float32]
    label: int
    weight: float


class Reader:
    """The shipped parser, with the vectors of every word it reads kept beside the Doc."""

    def __init__(self) -> None:
        self.parser = DatelineParser.load(threads=1)
        self.parser.component.encoder._events = self._keep  # type: ignore[assignment]
        self._rows: list[NDArray[np.float32]] = []

    def _keep(self, parts: Sequence[Outputs]) -> tuple[()]:
        self._rows.extend(features(o) for o in parts)
        return ()

    def read(self, text: str) -> tuple[Doc, dict[int, NDArray[np.float32]]]:
        """A Doc and the vectors by token; tokens that are not read (spaces, furniture) have none."""
        self._rows.clear()
        doc = self.parser.parse(text)
        rows = np.concatenate(self._rows) if self._rows else np.zeros((0, 1), np.float32)
        words = [t for t in doc if not t.is_space]
        if len(words) != len(rows):
            raise ValueError(f"{len(words)} words, {len(rows)} vectors: {text[:60]!r}")
        return doc, {t.i: row for t, row in zip(words, rows, strict=True)}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ask.add_argument("--stories", type=Path, default=Path("tests/stories"), help="folder of fresh/ and own/")
    ask.add_argument("--out", type=Path, required=True, help="folder of the weights")
    asked = ask.parse_args()
    reader = Reader()
    rows = [r for name in STORIES for r in of_stories(reader, asked.stories / name)]
    gold = len(rows)
    rows += of_examples(reader)
    print(f"{gold} words of stories, {len(rows) - gold} of examples, {sum(r.label > 0 for r in rows)} events")
    save(train(rows), asked.out)


def of_stories(reader: Reader, folder: Path) -> Iterator[Row]:
    """Every verb and noun of reports with gold."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((folder / "gold").glob("*.jsonl")):
        for item in map(json.loads, path.read_text("utf-8").splitlines()):
            gold.setdefault(item["report"], []).append(item)
    for path in sorted((folder / "reports").glob("*/*.json")):
        report = json.loads(path.read_text("utf-8"))
        doc, vectors = reader.read(report["text"])
        labels = labelled(doc, gold.get(report["id"], []))
        for token in words(doc, vectors):
            label = labels.get(token.i, 0)
            if label >= 0:
                yield Row(vectors[token.i], label, 1.0)


def labelled(doc: Doc, items: Iterable[dict[str, Any]]) -> dict[int, int]:
    """Class by token; -1 counts neither way."""
    found: dict[int, int] = {}
    for item in items:
        at = doc.text.find(item["evidence"])
        first = doc.text.find(item["trigger"], at) if at >= 0 else -1
        span = doc.char_span(first, first + len(item["trigger"]), alignment_mode="expand") if first >= 0 else None
        if span is None:
            continue
        for token in span:
            found.setdefault(token.i, -1)
        head = span.root
        if item["type"] in TYPES and not item.get("optional"):
            found[head.i] = TYPES.index(item["type"]) + 1
    return found


def of_examples(reader: Reader) -> Iterator[Row]:
    """The lexicon's examples, at half a story's weight: what is coded in them, and in a `no` whatever is not."""
    lexicon, knowledge = load_lexicon(), load_knowledge()
    for entry in lexicon.entries:
        for example in (*entry.yes, *entry.real, *entry.no):
            doc, vectors = reader.read(example.text)
            report = Report("example", example.text, Source("example", "text/plain"))
            claims = code(doc, report, resolve(doc, report, knowledge), lexicon, coder="training").claims
            told = {t: c.type.value for c in claims for t in trigger_words(doc, c.evidence.trigger)}
            for token in words(doc, vectors):
                kind = told.get(token.i)
                if kind in TYPES:
                    yield Row(vectors[token.i], TYPES.index(kind) + 1, 0.5)
                elif kind is None and example in entry.no:
                    yield Row(vectors[token.i], 0, 0.5)


def trigger_words(doc: Doc, trigger: Span) -> list[int]:
    """The head of a trigger; all its words, when told apart, would teach particles."""
    span = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    return [span.root.i] if span is not None else []


def words(doc: Doc, vectors: dict[int, NDArray[np.float32]]) -> list[Token]:
    return [t for t in doc if t.pos_ in ("VERB", "NOUN") and t.i in vectors]


def train(rows: list[Row]) -> dict[str, NDArray[Any]]:
    """One hidden layer with dropout; the scaling of the vectors is folded into its weights. Same rows, same result."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    x = torch.tensor(np.stack([r.vector for r in rows]))
    y = torch.tensor([r.label for r in rows])
    weight = torch.tensor([r.weight for r in rows])
    mean, spread = x.mean(0), x.std(0) + 1e-5
    x = (x - mean) / spread
    first, last = torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, len(TYPES) + 1)
    net = torch.nn.Sequential(torch.nn.Dropout(0.2), first, torch.nn.GELU("tanh"), torch.nn.Dropout(0.3), last)
    steps = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(x)).split(BATCH):  # type: ignore[no-untyped-call]
            steps.zero_grad()
            losses = torch.nn.functional.cross_entropy(net(x[batch]), y[batch], reduction="none")
            loss = (losses * weight[batch]).mean()
            loss.backward()  # type: ignore[no-untyped-call]
            steps.step()
            total += float(loss) * len(batch)
        print(f"epoch {epoch + 1}: {total / len(x):.4f}")
    hidden = first.weight.detach() / spread
    return {
        "hidden": hidden.T.numpy(),
        "hidden_bias": (first.bias.detach() - hidden @ mean).numpy(),
        "out": last.weight.detach().T.numpy(),
        "out_bias": last.bias.detach().numpy(),
    }


def graph(layers: dict[str, NDArray[Any]], types: Sequence[str] = TYPES) -> onnx.ModelProto:
    """The head as ONNX: `vectors` (words, n) in, `shares` (words, 1 + types) out; matrices in half precision."""
    g = Graph("fp32")

    def stored(name: str) -> str:
        return g.op("Cast", g.constant(layers[name].astype(np.float16)), to=TensorProto.FLOAT)

    def number(value: float) -> str:
        return g.constant(np.array(value, np.float32))

    x = g.op("Add", g.op("MatMul", "vectors", stored("hidden")), g.constant(layers["hidden_bias"]))
    cubed = g.op("Mul", g.op("Mul", g.op("Mul", x, x), x), number(0.044715))
    bent = g.op("Tanh", g.op("Mul", g.op("Add", x, cubed), number(math.sqrt(2.0 / math.pi))))
    inner = g.op("Mul", g.op("Mul", x, number(0.5)), g.op("Add", bent, number(1.0)))
    logits = g.op("Add", g.op("MatMul", inner, stored("out")), g.constant(layers["out_bias"]))
    g.nodes.append(helper.make_node("Softmax", [logits], ["shares"], axis=-1))
    seen = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["words", layers["hidden"].shape[0]])
    told = helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["words", len(types) + 1])
    made = helper.make_graph(g.nodes, "events", [seen], [told], g.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, {KEY: ",".join(types)})
    return model


def save(layers: dict[str, NDArray[Any]], folder: Path) -> None:
    """The head beside the weights, and its checksum in their manifest."""
    onnx.save(graph(layers), folder / FILE)
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    manifest["sha256"][FILE] = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")


if __name__ == "__main__":
    main()
