"""What the model is trained on, and what it is watched on. Test splits are never read here."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path

from training import corpora, meantime, recognizers, synthetic, timex_rules
from training.records import Sentence

MADE = 3000  # sentences of our own making


def training(data: Path, only: tuple[str, ...] = ()) -> list[Sentence]:
    """All training sentences, in document order within each corpus."""
    readers = {
        "ewt": lambda: corpora.ewt(data, "train"),
        "gum": lambda: corpora.gum(data, "train", free_only=True),
        "wikigold": lambda: corpora.wikigold(data),
        "politics": lambda: corpora.politics(data),
        "re3d": lambda: _re3d(data),
        "meantime": lambda: meantime.training(data),
        "recognizers": lambda: recognizers.read(data),
        "made": lambda: synthetic.sentences(MADE),
    }
    chosen = only or tuple(readers)
    out = [s for name in chosen for s in readers[name]()]
    corpora.refine_names(out)
    for s in out:
        if s.heads is not None:
            s.timex = timex_rules.label(s)
    return out


def _re3d(data: Path) -> list[Sentence]:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(data / "ner-re3d" / "re3d_conll.tar.gz") as tar:
            tar.extractall(folder, filter="data")
        return corpora.re3d(Path(folder))


def development(data: Path) -> dict[str, list[Sentence]]:
    """Development splits; GUM's with all its genres."""
    out = {"ewt": corpora.ewt(data, "dev"), "gum": corpora.gum(data, "dev", free_only=False)}
    for sentences in out.values():
        corpora.refine_names(sentences)
    return out
