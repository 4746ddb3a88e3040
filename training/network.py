"""The encoder (BERT layout, weights of all-MiniLM-L6-v2 to begin with) and its heads, in plain torch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.parse.paths import DISTANCE, path_count
from dateline.parse.wordpieces import SHAPE_COUNT
from training.heads import Head


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    attention: int = 12
    inner: int = 1536
    positions: int = 512
    hidden: int = 384
    arc: int = 320
    label: int = 256
    role: int = 256
    dropout: float = 0.1
    head_dropout: float = 0.25


class Drop(nn.Module):
    """Dropout that cuts its masks out of one large random table: drawing a number an activation costs
    more on a CPU than the layers do."""

    SIZE = 1 << 24

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.table = torch.zeros(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        if not len(self.table):
            draw = torch.rand(self.SIZE, generator=torch.Generator().manual_seed(5))
            self.table = ((draw > self.rate) / (1 - self.rate)).to(torch.bfloat16)
        if x.numel() > self.SIZE or x.is_cuda:
            return F.dropout(x, self.rate)
        start = int(torch.randint(self.SIZE - x.numel() + 1, ()))
        return x * self.table[start : start + x.numel()].view(x.shape)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Scaled dot-product attention written out: torch's own kernel takes a third of a training step on
    a CPU."""
    scores = (q * (1 / math.sqrt(q.shape[-1]))) @ k.transpose(-1, -2) + bias.to(q.dtype)
    with torch.autocast("cpu", enabled=False):
        weights = scores.softmax(dim=-1)
    return weights @ v


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, z: Sizes) -> None:
        super().__init__()
        self.qkv = nn.Linear(z.width, 3 * z.width)
        self.out = nn.Linear(z.width, z.width)
        self.norm1 = nn.LayerNorm(z.width, eps=1e-12)
        self.up = nn.Linear(z.width, z.inner)
        self.down = nn.Linear(z.inner, z.width)
        self.norm2 = nn.LayerNorm(z.width, eps=1e-12)
        self.heads, self.drop = z.attention, Drop(z.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = attend(q, k, v, bias)
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + self.drop(a))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.drop(y))


class Encoder(nn.Module):
    """Piece and shape numbers to states; the shape embedding starts at zero and so does no harm at first."""

    def __init__(self, z: Sizes) -> None:
        super().__init__()
        self.pieces = nn.Embedding(z.vocabulary, z.width)
        self.places = nn.Embedding(z.positions, z.width)
        self.shapes = nn.Embedding(SHAPE_COUNT, z.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(z.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(z) for _ in range(z.layers))
        self.drop = Drop(z.dropout)

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Tensor) -> Tensor:
        n = ids.shape[1]
        places = torch.arange(n, device=ids.device)
        x = self.pieces(ids) + self.shapes(shapes) + self.places(places)
        x = self.drop(self.norm(x))
        bias = (places[None] >= lengths[:, None])[:, None, None] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Network(nn.Module):
    """Encoder and heads. `words` is the flat (N, width) matrix of first-piece states of all words of a
    batch."""

    def __init__(self, z: Sizes, heads: tuple[Head, ...], deprels: int, roles: int) -> None:
        super().__init__()
        self.encoder = Encoder(z)
        self.heads = heads
        self.tag_hidden = nn.Linear(z.width, z.hidden)
        self.tag_out = nn.Linear(z.hidden, sum(len(h.labels) for h in heads))
        self.arc_dep, self.arc_head = nn.Linear(z.width, z.arc), nn.Linear(z.width, z.arc)
        self.arc_mix = nn.Linear(z.arc, z.arc, bias=False)
        self.arc_prior = nn.Linear(z.arc, 1)
        self.root = nn.Parameter(torch.zeros(z.arc))
        self.lab_dep, self.lab_head = nn.Linear(z.width, z.label), nn.Linear(z.width, z.label)
        self.lab_root = nn.Parameter(torch.zeros(z.label))
        self.lab_out = nn.Linear(2 * z.label, deprels)
        self.role_pred, self.role_word = nn.Linear(z.width, z.role), nn.Linear(z.width, z.role)
        self.role_path = nn.Embedding(path_count(deprels), z.role)
        self.role_far = nn.Embedding(2 * DISTANCE + 1, z.role)
        nn.init.normal_(self.role_path.weight, std=0.05)
        nn.init.zeros_(self.role_far.weight)
        self.role_out = nn.Linear(2 * z.role, roles)
        self.drop = Drop(z.head_dropout)
        self.sizes = z

    def words(self, ids: Tensor, shapes: Tensor, lengths: Tensor, firsts: Tensor) -> Tensor:
        """firsts: (N, 2) of (row, piece) of each word."""
        return self.encoder(ids, shapes, lengths)[firsts[:, 0], firsts[:, 1]]

    def tags(self, words: Tensor) -> dict[str, Tensor]:
        """Logits of each word-level head, (N, labels)."""
        hidden = self.drop(F.gelu(self.tag_hidden(self.drop(words))))
        parts = self.tag_out(hidden).float().split([len(h.labels) for h in self.heads], dim=1)
        return {h.name: p for h, p in zip(self.heads, parts, strict=True)}

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """(dependent (N, arc), head (N, arc)) vectors; score(d, h) = dep·mix(head) + prior(head)."""
        x = self.drop(words)
        return self.drop(F.gelu(self.arc_dep(x))), self.drop(F.gelu(self.arc_head(x)))

    def arc_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """dep (..., n, arc), head (..., m, arc) → (..., n, m); the caller puts the root vector first."""
        return (dep @ self.arc_mix(head).transpose(-1, -2)).float() / math.sqrt(self.sizes.arc) + self.arc_prior(
            head
        ).float().transpose(-1, -2)

    def labels(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of words as dependents and as heads, for `pair`."""
        x = self.drop(words)
        return self.lab_dep(x), self.lab_head(x)

    def role_vectors(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of words as predicates and as argument words, for `pair`."""
        x = self.drop(words)
        return self.role_pred(x), self.role_word(x)

    def roles(self, words: Tensor, pred: Tensor, word: Tensor, path: Tensor, far: Tensor) -> Tensor:
        """Role logits of (predicate, word) pairs with their tree path and distance classes."""
        preds, others = self.role_vectors(words)
        place = self.role_path(path) + self.role_far(far)
        return self.pair(preds[pred], others[word] + place.to(others.dtype), self.role_out)

    def pair(self, a: Tensor, b: Tensor, out: nn.Linear) -> Tensor:
        """Logits of a pair from its sum and its product."""
        return out(self.drop(torch.cat([F.relu(a + b), a * b], dim=-1))).float()


def load_minilm(network: Network, state: dict[str, Tensor]) -> None:
    """Copy the pretrained encoder in; the token-type row is added to the positions, and q, k, v are
    joined."""
    e = network.encoder
    with torch.no_grad():
        e.pieces.weight.copy_(state["embeddings.word_embeddings.weight"])
        e.places.weight.copy_(
            state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][:1]
        )
        _norm(e.norm, state, "embeddings.LayerNorm")
        for i, layer in enumerate(e.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                joined = torch.cat([state[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
                getattr(layer.qkv, part).copy_(joined)
                getattr(layer.out, part).copy_(state[f"{p}attention.output.dense.{part}"])
                getattr(layer.up, part).copy_(state[f"{p}intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(state[f"{p}output.dense.{part}"])
            _norm(layer.norm1, state, p + "attention.output.LayerNorm")
            _norm(layer.norm2, state, p + "output.LayerNorm")


def _norm(norm: nn.LayerNorm, state: dict[str, Tensor], name: str) -> None:
    norm.weight.copy_(state[f"{name}.weight"])
    norm.bias.copy_(state[f"{name}.bias"])
