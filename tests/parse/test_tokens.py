"""Words: how chunks divide, that every word is a slice of the text, and that no text is too strange."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.parse.splitting import Needs, follows
from dateline.parse.tokens import WordSplitter, WordTokenizer, is_blank, plain, storable
from dateline.parse.wordlists import load_wordlists

SPLITTER = WordSplitter()


def split(text: str) -> str:
    return " ".join(w.text for w in SPLITTER.words(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # clitics, in every style of apostrophe
        ("They don't and won't, can't or cannot.", "They do n't and wo n't , ca n't or can not ."),
        ("Iraq's army, Tovin’s men, it´s", "Iraq 's army , Tovin ’s men , it ´s"),
        ("We'd've gone; she'll say I'm late", "We 'd 've gone ; she 'll say I 'm late"),
        ("the soldiers' families", "the soldiers ' families"),
        ("I'm gonna, gotta, wanna; dont, its", "I 'm gon na , got ta , wan na ; do nt , its"),
        ("O'Connor at 5 o'clock, Sana'a, L'Avenir", "O'Connor at 5 o'clock , Sana'a , L'Avenir"),
        ("DON'T GO. IT'S OVER", "DO N'T GO . IT 'S OVER"),
        # hyphens
        ("U.S.-led, U.N.-backed, Iran-backed", "U.S. - led , U.N. - backed , Iran - backed"),
        ("a 15-year-old from al-Qaim", "a 15 - year - old from al - Qaim"),
        (
            "anti-government, pro-Iran, co-founder, re-elected, non-EU",
            "anti-government , pro-Iran , co-founder , re-elected , non-EU",
        ),
        ("anti-U.S. slogans; mid-January; ex-minister", "anti-U.S. slogans ; mid-January ; ex-minister"),
        ("F-16s, AK-47, COVID-19", "F - 16s , AK - 47 , COVID - 19"),
        ("pre- and post-war", "pre- and post-war"),
        ("UN-run, IT-based", "UN - run , IT - based"),
        ("word—word, word--word, 2014–2017", "word — word , word -- word , 2014 – 2017"),
        # abbreviations
        ("Lt. Gen. Amir Rashid of the U.S. Army", "Lt. Gen. Amir Rashid of the U.S. Army"),
        (
            "Brig. Gen. Tovin Jr. met Mrs. Sol, Inc. vs. Co.",
            "Brig. Gen. Tovin Jr. met Mrs. Sol , Inc. vs. Co.",
        ),
        ("on Jan. 3 and Sept. 30", "on Jan. 3 and Sept. 30"),
        ("at 7 a.m. or 5:30 p.m. in the D.C. area", "at 7 a.m. or 5:30 p.m. in the D.C. area"),
        ("John F. Kennedy, J.R.R. Tolkien", "John F. Kennedy , J.R.R. Tolkien"),
        ("Brigade No. 7. He said no.", "Brigade No. 7 . He said no ."),
        ("They sat. The sun. An art.", "They sat . The sun . An art ."),
        ("guns, mortars, etc. were found", "guns , mortars , etc. were found"),
        ("an M.Sc. and a Ph.D. student", "an M.Sc. and a Ph.D. student"),
        ("e.g. this, i.e. that", "e.g. this , i.e. that"),
        # figures, money, measures, times, dates
        ("2,500 men, 3.5%, 1,250,000.75", "2,500 men , 3.5 % , 1,250,000.75"),
        ("$12bn, £3.5m, €40, US$1.2 billion, $3B", "$ 12 bn , £ 3.5 m , € 40 , US$ 1.2 billion , $ 3 B"),
        (
            "107mm rockets, 10km away, 50kg, 5pm, 1.45am",
            "107 mm rockets , 10 km away , 50 kg , 5 pm , 1.45 am",
        ),
        ("the 1990s, the '60s, 3rd, 21st", "the 1990s , the '60s , 3rd , 21st"),
        ("2019's toll", "2019 's toll"),
        ("12/03/2020, 2020-03-12, 9/11, 14:55", "12/03/2020 , 2020-03-12 , 9/11 , 14:55"),
        ("10-12 dead, [3,4], 555-0143", "10 - 12 dead , [ 3 , 4 ] , 555-0143"),
        ("1,00,000 rupees", "1,00,000 rupees"),
        # addresses and signs
        ("see https://example.org/a_b(c).html.", "see https://example.org/a_b(c).html ."),
        (
            "(www.example.org/path), mail desk@example.org.",
            "( www.example.org/path ) , mail desk@example.org .",
        ),
        ("example.com said; report.pdf", "example.com said ; report.pdf"),
        ("@newsdesk #Ostrany #1", "@newsdesk #Ostrany # 1"),
        ("great :) or :-( ...", "great :) or :-( ..."),
        ("Daesh/ISIS and/or s/he, AT&T, R&D", "Daesh / ISIS and / or s/he , AT&T , R&D"),
        ("Really?! No!!! Wait… what....", "Really ?! No !!! Wait … what ...."),
        # quotes, brackets, bullets
        ("“No,” he said. ‘We left’", "“ No , ” he said . ‘ We left ’"),
        ("``Yes,'' she said. \"So?\"", "`` Yes , '' she said . \" So ? \""),
        ("«Nein» „so“ 'so'", "« Nein » „ so “ ' so '"),
        ("(AP) [sic] {x}", "( AP ) [ sic ] { x }"),
        ("• First\n* Second\n- Third", "• First * Second - Third"),
        # other scripts, emoji
        ("قال المتحدث، اليوم.", "قال المتحدث ، اليوم ."),
        ("👩‍👩‍👧 🇬🇧🇮🇶 👍🏽👍", "👩‍👩‍👧 🇬🇧 🇮🇶 👍🏽 👍"),
        ("Qay\u200barah", "Qay\u200barah"),
        ("re\u00adport", "re\u00adport"),
        ("हिन्दी में", "हिन्दी में"),
        ("café Zürich naïve", "café Zürich naïve"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No. 5", "No. 5"),
        ("No.\n5", "No. 5"),
        ("No.\n\n5", "No . 5"),
        ("Plan B. Smith won", "Plan B. Smith won"),
        ("Plan B. it failed", "Plan B . it failed"),
        ("guns etc.", "guns etc ."),
    ],
)
def test_what_follows_decides_some_full_stops(text: str, words: str) -> None:
    assert split(text) == words


def test_needs_are_told_by_the_next_word() -> None:
    assert follows(Needs.NUMBER, "7")
    assert follows(Needs.EITHER, "Al")
    assert not follows(Needs.CAPITAL, "")
    assert follows(Needs.LOWER, "were")
    assert not follows(Needs.LOWER, "")


def test_the_language_table_is_lower_case_and_not_empty() -> None:
    table = load_wordlists("en")
    for entries in (table.abbreviations, table.prefixes, table.suffixes, table.units, table.capitalised):
        assert entries
        assert all(e == e.lower() for e in entries)
    assert not table.abbreviations & table.before_number - table.before_number
    assert table.contractions["cannot"] == ("can", "not")


TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="aZ9.,'’-–/$%:;()\"“” \n\t\u200b\u00a0éع👍", max_size=200),
    st.lists(
        st.sampled_from(["U.S.-led", "don't", "$12bn", "No.", "Jan.", "3", "...", "http://a.b/c", "\n\n", "  ", "'s"])
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_are_slices_that_cover_the_text(text: str) -> None:
    at = 0
    for word in SPLITTER.words(text):
        assert word.text
        assert text[at : word.start].strip() == ""
        assert text[word.start : word.start + len(word.text)] == word.text
        at = word.start + len(word.text)
    assert text[at:].strip() == ""


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_doc_is_the_text(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == storable(text)
    for token in doc:
        assert storable(text)[token.idx : token.idx + len(token.text)] == token.text
        assert is_blank(token.text) == (plain(token.text) == "")


TOKENIZER = WordTokenizer(spacy.blank("en").vocab)


def test_a_lone_surrogate_cannot_be_stored_and_moves_nothing() -> None:
    assert storable("a\ud800b") == "a\ufffdb"
    assert TOKENIZER("x \udfff y").text == "x \ufffd y"


def test_what_was_met_before_divides_the_same() -> None:
    fresh = WordSplitter()
    text = "The U.S.-led force didn't hold No. 7 at 1.45am. " * 3
    assert fresh.words(text) == fresh.words(text) == SPLITTER.words(text)


@pytest.mark.parametrize("unit", ["#a", ".-", "a.", "a@", "http://", "'s", "1,", "U.", "a.com", "क", "(:"])
def test_hostile_runs_take_no_longer_than_plain_ones(unit: str) -> None:
    """40,000 characters without a blank: quadratic work would take minutes."""
    start = time.process_time()
    words = WordSplitter().words(unit * (40_000 // len(unit)))
    assert "".join(w.text for w in words) == unit * (40_000 // len(unit))
    assert time.process_time() - start < 3
