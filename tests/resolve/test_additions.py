"""A user's own places, parties, times and quantities: found, tested, and refused with file and fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy

from dateline.errors import DataError
from dateline.model import Interval
from dateline.resolve import load_knowledge
from dateline.resolve.additions import additions
from dateline.resolve.quantities import resolve_quantities
from dateline.resolve.quantities import with_additions as own_quantities
from dateline.resolve.times import resolve_times, with_additions

TIMES = """
words:
  zone: {quellheim time: "+04:00"}
holidays:
  quell day: {day: 05-17}
rules:
  - {id: harvest, needs: unit, make: fixed, pattern: the late weeks, with: {value: PAST_REF}, finds: [the late weeks]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    for name, text in {
        "places/p.yaml": "- {id: post-9, name: Post Nine, country: IQ, at: [33.1, 44.1], aliases: [P-Nine]}\n",
        "actors/a.yaml": "- {id: quell-guard, name: Quell Guard, kind: group, aliases: [Guard of Quell]}\n",
        "times/t.yaml": TIMES,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_a_user_adds_is_found(mine: Path) -> None:
    assert list(additions(mine)) == [None] * 5


def test_a_users_times_are_read_and_nobody_elses(mine: Path) -> None:
    text = "Flags flew on Quell Day. The bell rang at 9 a.m. Quellheim time on Tuesday."
    doc, clock = spacy.blank("en")(text), Interval(date(2020, 6, 1), date(2020, 6, 1))
    found = {m.span.of(text): m.value for m in resolve_times(doc, clock, with_additions(mine))}
    assert found["Quell Day"] == "2020-05-17"
    assert found["9 a.m. Quellheim time on Tuesday"] == "2020-05-26T09:00+04:00"
    assert "Quell Day" not in {m.span.of(text) for m in resolve_times(doc, clock)}


def test_another_text_of_the_file_is_another_key(mine: Path) -> None:
    before = with_additions(mine)
    (mine / "times" / "t.yaml").write_text("holidays: {quell day: {day: 05-18}}\n", encoding="utf-8")
    assert with_additions(mine) != before
    assert with_additions(mine / "nowhere") == with_additions(None) == "en"


def test_what_does_not_work_is_told(mine: Path) -> None:
    (mine / "times" / "t.yaml").write_text(
        "rules: [{id: r, needs: unit, make: fixed, pattern: 'x weeks', finds: [y weeks], leaves: [x weeks]},\n"
        "        {id: s, needs: unit, make: conjure, pattern: 'z weeks'}]\n",
        encoding="utf-8",
    )
    told = "\n".join(filter(None, additions(mine)))
    for words in ("“y weeks” is not found", "“x weeks” should be left alone", "nothing is called conjure"):
        assert words in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colours: {}", "may stand at the top"),
        ("words: {moods: [glad]}", "no class of words"),
        ("words: {month: [blossom]}", "a dict is wanted"),
        ("holidays: {quell day: {moon: 3}}", "is wanted, not"),
        ("rules: [{id: x}]", "a rule has"),
        ("rules: [{id: x, needs: moon, make: fixed, pattern: y}]", "unknown anchor"),
        ("rules: [{id: x, needs: unit, make: fixed, pattern: '('}]", "pattern"),
        ("- [", "not readable"),
    ],
)
def test_a_bad_file_is_refused_with_its_name(text: str, told: str, mine: Path) -> None:
    (mine / "times" / "t.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"times/t\.yaml.*{told}"):
        list(additions(mine))


QUANTITIES = """
what: {rockets: [qassam, burkan]}
people: [quellherder]
units: {quellbushel: quellbushel}
"""


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    (tmp_path / "quantities").mkdir()
    (tmp_path / "quantities" / "q.yaml").write_text(QUANTITIES, encoding="utf-8")
    return tmp_path


def test_a_users_nouns_are_counted_and_nobody_elses(counted: Path) -> None:
    doc = spacy.blank("en")("They fired 12 burkans at 40 quellherders.")
    key = own_quantities(counted)
    assert [(q.value, q.what, q.noun) for q in resolve_quantities(doc, key)] == [
        (12, "rockets", "burkan"),
        (40, None, "quellherder"),
    ]
    assert "rockets" not in {q.what for q in resolve_quantities(doc)}
    assert list(additions(counted)) == [None] * 3


def test_another_word_for_quantities_is_other_knowledge(counted: Path) -> None:
    before = load_knowledge(counted).version
    (counted / "quantities" / "q.yaml").write_text("people: [quellmaid]\n", encoding="utf-8")
    assert load_knowledge(counted).version != before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what: {ghosts: [ghost]}\n", "unknown kind 'ghosts'"),
        ("people: quellmaid\n", "a list is wanted"),
        ("harm: {}\n", "may stand at the top"),
        ("what: [\n", "not readable"),
    ],
)
def test_a_bad_file_of_quantities_is_refused(text: str, told: str, counted: Path) -> None:
    (counted / "quantities" / "q.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        resolve_quantities(spacy.blank("en")("12 burkans"), own_quantities(counted))


@pytest.mark.parametrize("kind", ["actors", "places", "times", "quantities"])
def test_a_file_of_mine_that_is_not_utf8_is_refused_with_the_remedy(tmp_path: Path, kind: str) -> None:
    (tmp_path / kind).mkdir()
    (tmp_path / kind / "mine.yaml").write_bytes("words: {a: [Größe]}".encode("latin-1"))
    with pytest.raises(DataError, match=r"mine\.yaml: not UTF-8 at byte \d+; save it as UTF-8"):
        list(additions(tmp_path))
