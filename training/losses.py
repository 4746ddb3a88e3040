"""The loss of each head on a batch, summed with the registry's weights."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import Network
from training.targets import SKIP
from training.windows import Batch

PAIR_WEIGHTS = {"arc": 1.5, "label": 1.0, "role": 1.5}


def losses(network: Network, b: Batch) -> dict[str, Tensor]:
    """Head name → weighted mean loss; heads without a target in the batch are absent."""
    words = network.words(b.ids, b.shapes, b.lengths, b.firsts)
    out = _tag_losses(network, b, words)
    arcs, grid, where = arc_grid(network, b, words)
    known = b.heads != SKIP
    if known.any():
        gold = b.heads[known] + 1
        out["arc"] = PAIR_WEIGHTS["arc"] * F.cross_entropy(arcs[b.sent[known], b.spot[known]], gold)
        out["label"] = PAIR_WEIGHTS["label"] * F.cross_entropy(
            label_logits(network, b, words, grid, where)[known], b.deprels[known], ignore_index=SKIP
        )
    if len(b.role_tag):
        # one frame in eight is read without its tree path, so that a wrong tree does not spoil everything
        start = torch.ones_like(b.role_pred, dtype=torch.bool)
        start[1:] = b.role_pred[1:] != b.role_pred[:-1]
        drop = (torch.rand(int(start.sum()), device=words.device) < 0.12)[start.cumsum(0) - 1]
        path = b.role_path.masked_fill(drop, 0) if network.training else b.role_path
        logits = network.roles(words, b.role_pred, b.role_word, path, b.role_far)
        out["role"] = PAIR_WEIGHTS["role"] * F.cross_entropy(logits, b.role_tag)
    return out


def _tag_losses(network: Network, b: Batch, words: Tensor) -> dict[str, Tensor]:
    out = {}
    logits = network.tags(words)
    for head in network.heads:
        scores = logits[head.name]
        if head.kind == "class" and (b.classes[head.name] != SKIP).any():
            out[head.name] = head.weight * F.cross_entropy(scores, b.classes[head.name], ignore_index=SKIP)
        elif head.kind == "bio":
            allowed = b.sets[head.name]
            known = ~allowed.all(dim=1)
            if known.any():
                s = scores[known]
                kept = s.masked_fill(~allowed[known], -1e4)
                # where several labels are open, a tenth of the loss still pulls to the first of them (O)
                first = allowed[known].int().argmax(1)
                whole = s.logsumexp(1)
                open_loss, first_loss = whole - kept.logsumexp(1), whole - s.gather(1, first[:, None])[:, 0]
                out[head.name] = head.weight * (0.9 * open_loss + 0.1 * first_loss).mean()
        elif head.kind == "number":
            known = ~b.factuality.isnan()
            if known.any():
                out[head.name] = head.weight * F.mse_loss(scores[known, 0], b.factuality[known])
    return out


def arc_grid(network: Network, b: Batch, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """(sentences, longest, longest + 1) scores with the root first; the grid of word numbers; its mask."""
    count, longest = int(b.sent.max()) + 1, int(b.spot.max()) + 1
    grid = torch.zeros(count, longest, dtype=torch.long, device=words.device)
    where = torch.zeros(count, longest, dtype=torch.bool, device=words.device)
    grid[b.sent, b.spot] = torch.arange(len(words), device=words.device)
    where[b.sent, b.spot] = True
    dep, head = network.arcs(words)
    root = network.root.to(head.dtype).expand(count, 1, -1)
    scores = network.arc_scores(dep[grid], torch.cat([root, head[grid]], dim=1))
    mask = torch.cat([where.new_ones(count, 1), where], dim=1)[:, None]
    return scores.masked_fill(~mask, -1e4), grid, where


def label_logits(network: Network, b: Batch, words: Tensor, grid: Tensor, where: Tensor) -> Tensor:
    """Label logits of each word with its gold head."""
    dep, head = network.labels(words)
    heads = b.heads.clamp(min=0)
    chosen = head[grid[b.sent, heads]]
    chosen = torch.where((b.heads < 0)[:, None], network.lab_root.to(chosen.dtype), chosen)
    return network.pair(dep, chosen, network.lab_out)
