"""The lexicon's language, its schema and what it refuses."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.english import form_table, forms
from dateline.coding.lexicon import LexiconError, load_lexicon
from dateline.coding.patterns import read_pattern
from dateline.model import EventType


def write(folder: Path, text: str) -> Path:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_trigger_is_read_into_head_particles_and_conditions() -> None:
    pattern = read_pattern("verb", "hand over obj=base|@place to!=clerk")
    assert (pattern.head, pattern.particles) == ("hand", ("over",))
    obj, to = pattern.tests
    assert (obj.slot, obj.values, obj.negated) == ("obj", frozenset({"base", "@place"}), False)
    assert (to.slot, to.negated) == ("to", True)


@pytest.mark.parametrize("line", ["", "obj=base hand", "hand ov/er", "hand obj="])
def test_a_trigger_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"trigger|condition|word"):
        read_pattern("verb", line)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fail_otherwise(line: str) -> None:
    with contextlib.suppress(ValueError):
        read_pattern("verb", line)


def test_every_type_of_the_model_has_entries() -> None:
    types = {e.type for e in load_lexicon().entries if e.type is not None}
    assert types == set(EventType) - {EventType.FIGURE}  # figures are coded from quantities, not from triggers


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("- {id: a, type: assault, verbs: [hit], colour: red}", "colour"),
        ("- {id: a, type: assoult, verbs: [hit]}", "assoult"),
        ("- {id: a, type: assault, flags: [loud], verbs: [hit]}", "loud"),
        ("- {id: a, type: assault, flags: 3, verbs: [hit]}", "entry a"),
        ("- {id: a, type: assault, roles: {victim: obj}, verbs: [hit]}", "victim"),
        ("- {id: a, type: assault, status: maybe, verbs: [hit]}", "maybe"),
        ("- {id: a, type: assault, verbs: ['hit obj=@tanks']}", "tanks"),
        ("- {id: a, type: assault, verbs: [hit]}\n- {id: a, type: assault, verbs: [hit]}", "twice"),
        ("- {gloss: nothing}", "without an id"),
        ("just words", "list of entries"),
        ("- {id: a", "not YAML"),
    ],
)
def test_a_bad_file_is_refused_with_file_and_word(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon(write(tmp_path, text))
    assert "mine.yaml" in str(error.value)
    assert word in str(error.value)


def test_a_file_that_is_not_utf8_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes("- {id: a, gloss: “hit”}".encode("cp1252"))
    with pytest.raises(LexiconError, match=r"mine.yaml: not UTF-8 at byte \d+; save it as UTF-8"):
        load_lexicon(tmp_path)


def test_a_user_entry_replaces_or_forbids_a_shipped_one(tmp_path: Path) -> None:
    shipped = load_lexicon()
    text = "- {id: assault-attack, type: none, verbs: [attack]}\n- {id: retreat-handover, forbid: true}\n"
    mine = load_lexicon(write(tmp_path, text))
    by_id = {e.id: e for e in mine.entries}
    assert by_id["assault-attack"].type is None
    assert "retreat-handover" not in by_id
    assert mine.version != shipped.version


def test_yes_and_no_are_words_and_not_booleans(tmp_path: Path) -> None:
    mine = load_lexicon(write(tmp_path, "- {id: a, type: assault, verbs: [hit], no: ['He hit a note.']}"))
    entry = next(e for e in mine.entries if e.id == "a")
    assert [e.text for e in entry.no] == ["He hit a note."]


@pytest.mark.parametrize(
    ("word", "form"),
    [("withdraw", "withdrew"), ("ban", "banned"), ("carry", "carried"), ("seize", "seizing"), ("strike", "struck"),
     ("free", "freed"), ("die", "dying"), ("gunman", "gunmen"), ("clash", "clashes")],
)  # fmt: skip
def test_forms_of_a_word(word: str, form: str) -> None:
    assert form in forms(word)


def test_a_wrong_lemma_of_the_parser_is_mended() -> None:
    lexicon = load_lexicon()
    assert lexicon.lemma("handed", "hande") == "hand"
    assert lexicon.lemma("zorbed", "zorb") == "zorb"
    assert form_table(["shoot"])["shot"] == ("shoot",)


def test_every_mode_used_is_listed_with_its_equivalents() -> None:
    lexicon = load_lexicon()
    listed = {(kind, mode) for kind, modes in lexicon.settings["modes"].items() for mode in modes}
    used = {(e.type.value, e.mode) for e in lexicon.entries if e.type is not None and e.mode}
    assert used <= listed, sorted(used - listed)


def test_the_shipped_lexicon_is_broad_and_knows_decoys() -> None:
    entries = load_lexicon().entries
    triggers = sum(len(e.patterns) for e in entries if e.type is not None)
    decoys = {x.text for e in entries if e.type is None for x in e.no}
    neighbours = {x.text for e in entries for x in e.real}
    assert len(entries) >= 400
    assert triggers >= 5000
    assert len(decoys) >= 150
    assert len(neighbours) >= 150


def test_every_mode_listed_has_an_entry() -> None:
    lexicon = load_lexicon()
    listed = {(kind, mode) for kind, modes in lexicon.settings["modes"].items() for mode in modes}
    used = {(e.type.value, e.mode) for e in lexicon.entries if e.type is not None}
    assert listed <= used, sorted(listed - used)
