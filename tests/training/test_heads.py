"""The registry of heads, the targets, and the losses, on a network a few numbers wide. Needs torch:
else skipped."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch", reason="training needs torch; the shipped model does not")

pytest.importorskip("onnx", reason="the export writes ONNX")
from training.export import without_training_heads  # noqa: E402
from training.heads import Head, bio, pair_labels, word_heads  # noqa: E402
from training.losses import losses  # noqa: E402
from training.network import Network, Sizes  # noqa: E402
from training.records import Sentence  # noqa: E402
from training.targets import Targets  # noqa: E402
from training.windows import batches, collate  # noqa: E402

from dateline.parse.wordpieces import SHAPE_COUNT, WordPieces  # noqa: E402

SMALL = Sizes(
    vocabulary=40, width=16, layers=1, attention=2, inner=32, positions=256, hidden=16, arc=8, label=8, role=8
)
PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "troops", "left", "the", "base", "on", "monday", "."])


def sentence() -> Sentence:
    words = ["Troops", "left", "the", "base", "on", "Monday", "."]
    return Sentence(
        "made",
        "d",
        0,
        words,
        upos=["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT"],
        xpos=["X"] * 7,
        feats=["_"] * 7,
        lemmas=["troop", "leave", "the", "base", "on", "Monday", "."],
        heads=[1, -1, 3, 1, 5, 1, 1],
        deprels=["nsubj", "root", "det", "obj", "case", "obl", "punct"],
        names=[],
        names_known=frozenset({"LOC"}),
        timex=[(5, 6, "DATE")],
        frames=[(1, [(0, 1, "ARG0"), (1, 2, "V"), (2, 4, "ARG1")])],
        factuality={1: 1.0},
    )


def prepare(extra: tuple[Head, ...] = ()):  # type: ignore[no-untyped-def]
    data = [sentence() for _ in range(30)]
    heads, (deprels, roles) = (*word_heads(data), *extra), pair_labels(data)
    targets = Targets(PIECES, heads, deprels, roles)
    network = Network(SMALL, heads, len(deprels), len(roles))
    chunk = batches([targets.example(s) for s in data], PIECES, random.Random(1), 200, augment=False)[0]
    return network, collate(chunk, PIECES, SHAPE_COUNT), targets


def test_every_head_has_a_loss_where_it_has_a_target() -> None:
    network, batch, _ = prepare()
    parts = losses(network, batch)
    assert {
        "start",
        "upos",
        "lemma",
        "names",
        "timex",
        "predicate",
        "factuality",
        "arc",
        "label",
        "role",
    } <= set(parts)
    assert all(torch.isfinite(v) for v in parts.values())


def test_a_new_head_needs_only_an_entry() -> None:
    network, batch, targets = prepare((Head("kind", "bio", bio(("SHIP",))),))
    words = network.words(batch.ids, batch.shapes, batch.lengths, batch.firsts)
    assert network.tags(words)["kind"].shape == (len(words), 3)
    assert targets.numbers["kind"]["I-SHIP"] == 2


def wide(corpus: str) -> Sentence:
    s = sentence()
    s.corpus, s.names = corpus, [(0, 1, "ORG")]
    return s


def test_a_corpus_with_a_wider_idea_of_names_teaches_its_own_head() -> None:
    _, _, targets = prepare()
    theirs, ours = targets.example(wide("wikigold")).sets, targets.example(wide("ewt")).sets
    assert theirs["names"].all(), "no loss on the shipped head"
    assert not theirs["wide"].all()
    assert ours["wide"].all()
    assert not ours["names"].all()


def test_heads_for_training_only_are_cut_out_and_the_others_keep_their_scores() -> None:
    network, batch, _ = prepare()
    network.eval()
    words = network.words(batch.ids, batch.shapes, batch.lengths, batch.firsts)
    before = network.tags(words)
    labels = without_training_heads(network, {"heads": [{"name": h.name} for h in network.heads]})
    after = network.tags(words)
    assert [h["name"] for h in labels["heads"]] == list(after) == [k for k in before if k != "wide"]
    assert all(torch.equal(after[k], before[k]) for k in after)


def test_types_that_a_corpus_lacks_are_left_open_for_capitalised_words_only() -> None:
    _, _, targets = prepare()
    allowed = targets.example(sentence()).sets["names"]
    labels = targets.heads["names"].labels
    assert allowed[5, labels.index("B-PERSON")], "Monday could be a person in a corpus that marks places only"
    assert not allowed[5, labels.index("B-LOC")]
    assert not allowed[3, labels.index("B-PERSON")]


def test_the_gradient_reaches_the_shapes() -> None:
    network, batch, _ = prepare()
    sum(losses(network, batch).values()).backward()
    assert network.encoder.shapes.weight.grad.abs().sum() > 0
