"""The benchmark's scorers: by hand-made cases, and by laws."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import pytest
from bench.parse import pearson, timeml
from bench.scoring.conll18 import DifferentText, align, evaluate, features, monotone, relation
from bench.scoring.conllu import Analysis, Word, of_doc, places, read
from bench.scoring.spans import Tally, bio_spans, longest, relaxed_matches
from bench.scoring.srl import SrlTally
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.parse.component import DatelineParser

from .standin import StandIn

TREE = """\
# newdoc id = d1
# newpar id = d1-p1
# sent_id = s1
1\tShe\tshe\tPRON\tPRP\tCase=Nom|Weird=Yes\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tleave\tleave\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar id = d1-p2
# sent_id = s2
1\tOK\tok\tINTJ\tUH\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "t.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(TREE)
    return path


def test_a_treebank_is_read_as_raw_text_and_gold(treebank: Path) -> None:
    (document,) = read(treebank)
    assert document.text == "She didn't leave.\n\nOK"
    gold = document.analysis
    assert gold.chars == "Shedidn'tleave.OK"
    assert gold.tokens == [(0, 3), (3, 9), (9, 14), (14, 15), (15, 17)]
    assert gold.sentences == [(0, 15), (15, 17)]
    assert [w.form for w in gold.words] == ["She", "did", "n't", "leave", ".", "OK"]
    assert [w.head for w in gold.words] == [3, 3, 3, -1, 3, -1]
    assert [w.multi for w in gold.words] == [False, True, True, False, False, False]
    assert read(treebank, keep=lambda doc: doc != "d1") == []


def test_gold_against_itself_is_perfect(treebank: Path) -> None:
    gold = read(treebank)[0].analysis
    assert all(score.f1 == 1 for score in evaluate(gold, gold).values())


def test_each_kind_of_error_costs_what_it_should(treebank: Path) -> None:
    gold = read(treebank)[0].analysis
    other = read(treebank)[0].analysis
    other.words[0].upos = "NOUN"
    other.words[4].head = 0
    other.words[1].deprel = "aux:pass"
    other.words[2].deprel = "obl"
    other.words[0].feats = "Case=Nom"
    other.sentences = [(0, 17)]
    found = evaluate(gold, other)
    assert found["UPOS"].correct == 5
    assert found["UAS"].correct == 5
    assert found["LAS"].correct == 4
    assert found["UFeats"].correct == 6
    assert found["Sentences"].f1 == 0
    assert found["Words"].f1 == 1


def test_words_of_a_multiword_token_are_matched_by_form(treebank: Path) -> None:
    """A system that has did and n't as two plain tokens has all words right, and one token wrong."""
    gold = read(treebank)[0].analysis
    system = read(treebank)[0].analysis
    system.words[1].place, system.words[1].multi = (3, 6), False
    system.words[2].place, system.words[2].multi = (6, 9), False
    system.tokens[1:2] = [(3, 6), (6, 9)]
    found = evaluate(gold, system)
    assert found["Words"].f1 == 1
    assert found["LAS"].f1 == 1
    assert found["Tokens"].correct == 4


def test_a_word_not_divided_loses_both_halves(treebank: Path) -> None:
    gold = read(treebank)[0].analysis
    system = Analysis(gold.chars, gold.tokens, gold.sentences)
    system.words = [
        Word("She", (0, 3), "PRON", "PRP", "_", "she", 2, "nsubj"),
        Word("didn't", (3, 9), "AUX", "VBD", "_", "do", 2, "aux"),
        Word("leave", (9, 14), "VERB", "VB", "_", "leave", -1, "root"),
        Word(".", (14, 15), "PUNCT", ".", "_", ".", 2, "punct"),
        Word("OK", (15, 17), "INTJ", "UH", "_", "ok", -1, "root"),
    ]
    found = evaluate(gold, system)["Words"]
    assert (found.gold, found.system, found.correct) == (6, 5, 4)
    assert found.f1 == pytest.approx(8 / 11)


def test_different_texts_are_refused() -> None:
    with pytest.raises(DifferentText, match="character 1"):
        evaluate(Analysis("abc"), Analysis("axc"))


def test_columns_are_compared_as_the_task_says() -> None:
    assert features("Weird=Yes|Number=Sing|Case=Nom") == ("Case=Nom", "Number=Sing")
    assert relation("nsubj:pass") == "nsubj"


def test_a_doc_becomes_an_analysis_with_multiword_tokens() -> None:
    doc = DatelineParser(StandIn()).parse("Ann  didn't  go.\n\nBob's gone.")  # type: ignore[arg-type]
    found = of_doc(doc)
    assert found.chars == "Anndidn'tgo.Bob'sgone."
    assert [found.chars[a:b] for a, b in found.tokens] == ["Ann", "didn't", "go", ".", "Bob's", "gone", "."]
    assert [found.chars[a:b] for a, b in found.sentences] == ["Anndidn'tgo.", "Bob'sgone."]
    assert [w.head for w in found.words] == [-1, 0, 1, 2, 3, -1, 5, 6, 7]
    assert places("a b") == [0, 1, 1, 2]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_alignment_goes_forward_and_pairs_equal_places(data: st.DataObject) -> None:
    chars = data.draw(st.text(alphabet="ab", min_size=1, max_size=12))
    gold, system = (data.draw(_segmentations(chars)) for _ in range(2))
    pairs = align(gold, system)
    assert monotone(pairs)
    for g, s in pairs:
        if not gold[g].multi and not system[s].multi:
            assert gold[g].form == system[s].form
    assert len(align(gold, gold)) == len(gold)


@st.composite
def _segmentations(draw: st.DrawFn, chars: str) -> list[Word]:
    cuts = sorted({0, len(chars), *draw(st.lists(st.integers(0, len(chars)), max_size=6))})
    words = []
    for a, b in itertools.pairwise(cuts):
        multi = b - a > 1 and draw(st.booleans())
        forms = [chars[a : a + 1], chars[a + 1 : b]] if multi else [chars[a:b]]
        words += [Word(f, (a, b), "X", "X", "_", f, -1, "root", multi) for f in forms]
    return words


def test_spans() -> None:
    assert bio_spans(["B-PER", "I-PER", "O", "I-LOC", "B-LOC", "I-ORG"]) == [
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    ]
    assert longest([(0, 1, "A"), (0, 3, "B"), (2, 4, "C"), (5, 6, "D")]) == [(0, 3, "B"), (5, 6, "D")]
    assert relaxed_matches([(0, 4), (10, 12)], [(2, 6), (3, 5), (11, 13)]) == 2
    tally = Tally()
    tally.add([(0, 1), (2, 3)], [(0, 1), (4, 5), (6, 7)])
    assert tally.row() == {"P": 33.33, "R": 50.0, "F1": 40.0}
    assert Tally().f1 == 0


def test_roles_count_predicate_label_and_span() -> None:
    tally = SrlTally()
    tally.add(
        {1: [("V", 1, 2), ("ARG0", 0, 1), ("ARG1", 2, 4)], 5: [("ARG1", 6, 7)]},
        {1: [("ARG0", 0, 1), ("ARG1", 2, 5)], 3: [("ARG0", 0, 1)]},
    )
    assert (tally.predicates.gold, tally.predicates.system, tally.predicates.correct) == (2, 2, 1)
    assert (tally.arguments.gold, tally.arguments.system, tally.arguments.correct) == (3, 3, 1)
    assert (tally.given.gold, tally.given.system, tally.given.correct) == (2, 2, 1)


def test_pearson() -> None:
    assert pearson([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1)
    assert pearson([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1)
    assert pearson([(1, 1), (2, 1)]) == 0
    assert pearson([]) == 0


def test_timeml_extents_are_places_in_the_text(tmp_path: Path) -> None:
    import io
    import tarfile

    body = b"""<TimeML><DCT><TIMEX3 tid="t0" type="DATE">2020-01-05</TIMEX3></DCT>
<TEXT>They <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1" type="DATE">Friday
<b>last</b></TIMEX3>.</TEXT></TimeML>"""
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as bundle:
        info = tarfile.TarInfo("x/a.tml")
        info.size = len(body)
        bundle.addfile(info, io.BytesIO(body))
    assert list(timeml(tmp_path / "x.tar.gz")) == [("They left on Friday\nlast.", {(13, 24): "DATE"})]
