"""The shipped model: loads or says why not, and reads a paragraph the same whatever stands round it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import WeightsError
from dateline.parse import decode
from dateline.parse import encoder as encoder_room
from dateline.parse.encoder import Encoder, Parsed, weights_folder

TEXT = """Troops left the base near Salar on Monday . Gen. Omar Haddad of the Northern Guard said two
soldiers had been killed last week , and that the talks would resume in May ."""
WORDS = TEXT.split()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(threads=1)


def same(a: Parsed, b: Parsed) -> bool:
    fields = ("upos", "xpos", "feats", "lemmas", "deprels", "names", "timex", "predicates")
    return (
        all(getattr(a, f) == getattr(b, f) for f in fields)
        and np.array_equal(a.heads, b.heads)
        and np.array_equal(a.sent_starts, b.sent_starts)
    )


def test_a_plain_paragraph_is_read(encoder: Encoder) -> None:
    p = encoder.parse([WORDS])[0]
    assert np.flatnonzero(p.sent_starts).tolist() == [0, 9]
    assert p.deprels[0] == "nsubj"
    assert WORDS[p.heads[0]] == "left"
    assert {(" ".join(WORDS[a:b]), k) for a, b, k in p.names} >= {("Omar Haddad", "PERSON"), ("Salar", "LOC")}
    assert {" ".join(WORDS[a:b]) for a, b, _ in p.timex} >= {"Monday", "last week", "May"}
    left = next(x for x in p.predicates if WORDS[x.word] == "left")
    assert left.factuality is not None
    assert left.factuality > 0
    assert ("ARG0", 0, 1) in left.roles


def test_batch_and_threads_change_nothing(encoder: Encoder) -> None:
    paragraphs = [WORDS, WORDS[:5], [], WORDS[9:] * 3, ["Hello"], WORDS[::-1]]
    together = encoder.parse(paragraphs)
    alone = [encoder.parse([p])[0] for p in paragraphs]
    more = Encoder.load(threads=4).parse(paragraphs * 5)[: len(paragraphs)]
    assert all(same(a, b) and same(a, c) for a, b, c in zip(together, alone, more, strict=True))


def test_reports_do_not_touch_each_other_and_paragraphs_end_sentences(encoder: Encoder) -> None:
    reports = [[WORDS, ["Hello", "there"], WORDS[9:]], [], [[]], [["One", "word"]] * 70, [WORDS * 12, WORDS]]
    together = Encoder.load(threads=3).parse_reports(reports * 2)
    alone = [encoder.parse_reports([r])[0] for r in reports]
    assert all(same(a, b) and same(a, c) for a, b, c in zip(together, together[len(reports) :], alone, strict=False))
    for report, p in zip(reports, alone, strict=True):
        assert len(p.upos) == sum(map(len, report))
        begins = {sum(map(len, report[:i])) for i, x in enumerate(report) if x}
        assert begins <= set(np.flatnonzero(p.sent_starts).tolist())
        sentence = np.cumsum(p.sent_starts)
        assert all(h < 0 or sentence[h] == sentence[i] for i, h in enumerate(p.heads))


def test_a_long_paragraph_is_windowed_at_sentences(encoder: Encoder) -> None:
    p = encoder.parse([WORDS * 40])[0]
    assert len(p.upos) == len(p.heads) == 40 * len(WORDS)
    roots = np.flatnonzero(p.heads < 0)
    assert len(roots) == p.sent_starts.sum()
    wanted = [i * len(WORDS) + j for i in range(40) for j in (0, 9)]
    assert len(set(wanted) & set(np.flatnonzero(p.sent_starts).tolist())) >= 76
    assert all(0 <= a < b <= len(p.upos) for a, b, _ in (*p.names, *p.timex))


def test_windows_decoded_together_read_as_one_by_one(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    report = [[WORDS * 9, ["Hello", "there"], WORDS[9:]]]
    together = encoder.parse_reports(report)[0]
    monkeypatch.setattr(encoder_room, "TOGETHER", 1)
    monkeypatch.setattr(decode, "PAIRS", 20)  # not even one sentence's
    assert same(together, encoder.parse_reports(report)[0])


def test_a_sentence_of_six_hundred_words_ends(encoder: Encoder) -> None:
    words = ["and", "the", "dog", ","] * 150
    p = encoder.parse([words], whole=True)[0]
    assert len(p.heads) == 600
    assert ((p.heads >= -1) & (p.heads < 600)).all()


def test_odd_words_do_no_harm(encoder: Encoder) -> None:
    words = ["", " ", "\x00", "🙂", "مرحبا", "基地", "a" * 5000, "\u202eabc", "|", "---", "٣"]
    assert len(encoder.parse([words])[0].upos) == len(words)


def test_missing_weights_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no model at"):
        Encoder.load(tmp_path)


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    shutil.copytree(weights_folder(), tmp_path / "w")
    path = tmp_path / "w" / "vocab.txt"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match="checksum"):
        Encoder.load(tmp_path / "w")
    path.unlink()
    with pytest.raises(WeightsError, match="missing"):
        Encoder.load(tmp_path / "w")


def test_the_weights_stay_small() -> None:
    assert sum(f.stat().st_size for f in weights_folder().iterdir()) < 30_000_000
