"""Write the shipped files from a trained run: `python -m training.export --run DIR --out DIR [--mode
rows]`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch

from training.heads import ARTICLES, TRAINING_ONLY
from training.network import Network, Sizes
from training.onnx_graph import build as build_graph
from training.onnx_graph import build_pairs
from training.train import build

OFFSETS = {
    "names": {"ORG": -0.5, "LOC": -1.0},
    "timex": {"DATE": -0.5, "TIME": -0.5, "DURATION": -0.5, "SET": -0.5},
}
"""Added to the scores of these labels. Names: chosen on UNER EWT dev (F1 76.6 without, 77.8 with both); times: on the
held-out part of MEANTIME (strict F1 86.5 without, 87.2 with). No test split was looked at."""


def calibrate(network: Network) -> None:
    """Put OFFSETS into the last bias of the word heads."""
    row = 0
    for head in network.heads:
        for i, label in enumerate(head.labels):
            with torch.no_grad():
                network.tag_out.bias[row + i] += OFFSETS.get(head.name, {}).get(label[2:], 0.0)
        row += len(head.labels)


WIDE_SHARE = 0.15
"""How much of the wide head's scores the shipped names head has. Chosen with OFFSETS on UNER EWT dev (names F1 77.3
without it, 77.8 with) and GUM dev (74.2, 74.4); 0.3 to 0.8 were worse."""


def blend(network: Network) -> None:
    """Give the names head its share of the wide one: both are linear on the same hidden layer."""
    rows, row = {}, 0
    for head in network.heads:
        rows[head.name] = slice(row, row + len(head.labels))
        row += len(head.labels)
    if "wide" in rows:
        for part in (network.tag_out.weight.data, network.tag_out.bias.data):
            part[rows["names"]] += WIDE_SHARE * (part[rows["wide"]] - part[rows["names"]])


def without_training_heads(network: Network, labels: dict) -> dict:  # type: ignore[type-arg]
    """Cut the rows of heads that only shape the encoder out of the network; the labels without them."""
    rows, kept, row = [], [], 0
    for head in network.heads:
        if head.name not in TRAINING_ONLY:
            rows.extend(range(row, row + len(head.labels)))
            kept.append(head)
        row += len(head.labels)
    network.heads = tuple(kept)
    network.tag_out.weight = torch.nn.Parameter(network.tag_out.weight[rows].detach().clone())
    network.tag_out.bias = torch.nn.Parameter(network.tag_out.bias[rows].detach().clone())
    return labels | {"heads": [h for h in labels["heads"] if h["name"] not in TRAINING_ONLY]}


def load_run(run: Path, weights: str = "network.pt") -> tuple[Network, dict]:  # type: ignore[type-arg]
    """The trained network and its labels."""
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    network = build(labels, Sizes())
    state = torch.load(run / weights, weights_only=False, map_location="cpu")
    network.load_state_dict(state.get("network", state))
    return network.eval(), labels


def write(network: Network, labels: dict, vocabulary: str, out: Path, mode: str, version: str) -> None:  # type: ignore[type-arg]
    """model.onnx, pairs.onnx, labels.json, vocab.txt and the manifest with their checksums."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(build_graph(network, mode).SerializeToString())
    (out / "pairs.onnx").write_bytes(build_pairs(network).SerializeToString())
    stored = labels | {"articles": list(ARTICLES)}
    (out / "labels.json").write_text(json.dumps(stored), "utf-8")
    (out / "vocab.txt").write_text(vocabulary, "utf-8")
    files = ("model.onnx", "pairs.onnx", "labels.json", "vocab.txt")
    sums = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in files}
    (out / "manifest.json").write_text(json.dumps({"version": version, "mode": mode, "sha256": sums}, indent=1))


def main() -> None:
    """Parse the arguments and write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--mode", default="dynamic")
    p.add_argument("--weights", default="network.pt")
    p.add_argument("--version", default="2")
    p.add_argument("--plain", action="store_true", help="without OFFSETS, to choose them")
    args = p.parse_args()
    network, labels = load_run(args.run, args.weights)
    if not args.plain:
        blend(network)
    labels = without_training_heads(network, labels)
    if not args.plain:
        calibrate(network)
    write(network, labels, (args.run / "vocab.txt").read_text("utf-8"), args.out, args.mode, args.version)


if __name__ == "__main__":
    main()
