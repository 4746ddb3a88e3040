"""Time-expression extents by rule over GOLD trees, to give the free treebanks a layer that they lack.

Extents follow TimeML (Pustejovsky et al. 2003; TIDES 2005): the whole noun or adverb phrase with its
modifiers ("late last year", "the past 24 hours", "two days ago"), no leading preposition, no possessive mark.
Only used to make training data; at run time the network has to find them by itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from training.records import Sentence, Span

_FILE = Path(__file__).parent / "timex_words.yaml"
_WORDS = {k: frozenset(v.split()) for k, v in yaml.safe_load(_FILE.read_text("utf-8")).items()}
MONTHS = _WORDS["months"]
WEEKDAYS = _WORDS["weekdays"]
LONG_UNITS = _WORDS["long_units"]
SHORT_UNITS = _WORDS["short_units"]
DAY_PARTS = _WORDS["day_parts"]
SEASONS = _WORDS["seasons"]
DEICTIC = _WORDS["deictic"]
FREQUENCY = _WORDS["frequency"]
HOLIDAYS = _WORDS["holidays"]
HALF_DAY = _WORDS["half_day"]
PARTS = _WORDS["parts"]
NEARLY = _WORDS["nearly"]
VAGUE = _WORDS["vague"]
KIN = _WORDS["kin"]
BACK = _WORDS["back"]
YEAR_BEFORE = _WORDS["year_before"]
NUMBERS = _WORDS["numbers"]

CLOCK = re.compile(r"(?i)^(\d{1,2}[:.]\d\d([ap]\.?m\.?)?|\d{1,2}([ap]\.?m\.?)|\d{1,2}h\d\d)$")
DATE_FORM = re.compile(r"^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d(-\d\d)?)$")
YEAR = re.compile(r"^(1[5-9]\d\d|20\d\d)$")
DECADE = re.compile(r"^((1[5-9]|20)?\d0s|['’]\d0s)$")
DAY_NUMBER = re.compile(r"(?i)^([12]?\d|3[01])(st|nd|rd|th)?$")


def label(s: Sentence) -> list[Span]:
    """The time expressions of one sentence with a gold tree."""
    spans: list[list[int]] = []
    for i in range(len(s.words)):
        if _core(s, i):
            spans.append(list(_grow(s, i)))
    merged = _merge(s, sorted(spans))
    return [(a, b, _kind(s, a, b)) for a, b in merged]


def _low(s: Sentence, i: int) -> str:
    return s.words[i].lower() if 0 <= i < len(s.words) else ""


def _core(s: Sentence, i: int) -> bool:
    """Whether the word is by itself the sign of a time expression."""
    assert s.upos
    assert s.deprels
    assert s.heads
    w, tag = _low(s, i), s.upos[i]
    if w in MONTHS:
        return tag == "PROPN"
    if w in WEEKDAYS or w in HOLIDAYS:
        return tag in ("PROPN", "NOUN")
    if w in DEICTIC:
        return tag in ("NOUN", "ADV", "PROPN") and not (w == "now" and _low(s, i + 1) == "that")
    if CLOCK.match(w) or DATE_FORM.match(w):
        return not (w.replace(".", "").isdigit() and "." in w and w.count(".") == 1)
    if w in ("o'clock", "a.m.", "p.m.", "a.m", "p.m") or DECADE.match(w):
        return True
    if w in ("am", "pm"):
        return s.words[i - 1].isdigit() if i else False
    if YEAR.match(w):
        return _is_year(s, i)
    if w in FREQUENCY:
        return tag in ("ADJ", "ADV")
    return tag in ("NOUN", "PROPN") and _unit(s, i, w)


def _is_year(s: Sentence, i: int) -> bool:
    assert s.upos
    assert s.deprels
    assert s.heads
    before, after = _low(s, i - 1), _low(s, i + 1)
    noun = s.deprels[i] == "nummod" and s.heads[i] == i + 1 and after.endswith("s") and after not in LONG_UNITS
    if noun or before in ("$", "#", "no.", "£", "€") or after in ("%", "percent", "km", "meters", "people", "mg"):
        return False
    return (
        before in YEAR_BEFORE
        or before in MONTHS
        or before in SEASONS
        or before in ("the", "(", ",", "-", "fiscal", "")
        or (
            s.deprels[i]
            in ("nmod:unmarked", "obl:unmarked", "nmod", "obl", "compound", "root", "nmod:tmod", "obl:tmod")
        )
        or before.isdigit()
    )


def _unit(s: Sentence, i: int, w: str) -> bool:
    assert s.upos
    assert s.deprels
    assert s.heads
    numbered = any(s.heads[j] == i and s.deprels[j].startswith("nummod") for j in range(max(0, i - 6), i))
    if s.upos[i] == "PROPN" and s.words[i][:1].isupper() and w not in DAY_PARTS:
        return False
    if s.deprels[i] == "compound" and not numbered and w not in DAY_PARTS:
        return False
    modified = any(
        s.heads[j] == i and s.deprels[j] in ("det", "amod", "nummod", "compound", "advmod")
        for j in range(max(0, i - 6), i)
    )
    if w in (
        "second",
        "quarter",
        "moment",
        "moments",
        "seconds",
        "quarters",
        "fall",
        "spring",
        "min",
        "sec",
        "hr",
    ):
        return modified and (w != "quarter" or _quarter(s, i))
    if w in LONG_UNITS or w in SHORT_UNITS or w in DAY_PARTS or w in SEASONS:
        return True
    if w in ("future", "past", "period"):
        return s.upos[i] == "NOUN" and _low(s, i - 1) in (
            "the",
            "near",
            "distant",
            "recent",
            "foreseeable",
            "same",
            "latest",
            "this",
            "that",
            "earlier",
        )
    return w == "time" and _low(s, i - 1) in ("this", "same") and _low(s, i - 2) == "the"


def _quarter(s: Sentence, i: int) -> bool:
    return _low(s, i - 1) in (
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "next",
        "this",
        "latest",
        "previous",
        "fiscal",
    )


def _grow(s: Sentence, head: int) -> tuple[int, int]:
    """The contiguous run of the core's modifiers round it."""
    assert s.heads
    assert s.deprels
    assert s.upos
    inside = {head}
    a, b = head, head + 1
    while a > 0 and _joins(s, a - 1, inside, head, left=True):
        a -= 1
        inside.add(a)
    while b < len(s.words) and _joins(s, b, inside, head, left=False):
        inside.add(b)
        b += 1
    while a < head and s.upos[a] in ("PUNCT", "ADP", "CCONJ", "SCONJ") and _low(s, a) not in NEARLY:
        a += 1
    while b - 1 > head and s.upos[b - 1] in ("PUNCT", "ADP", "CCONJ", "PART", "DET") and _low(s, b - 1) not in HALF_DAY:
        b -= 1
    return _part_of(s, a, b)


def _joins(s: Sentence, i: int, inside: set[int], head: int, left: bool) -> bool:
    assert s.heads
    assert s.deprels
    assert s.upos
    w, rel = _low(s, i), s.deprels[i]
    if s.upos[i] in ("AUX", "PRON") or (s.upos[i] == "VERB" and rel != "amod") or w in ("'s", "’s", "'"):
        return False
    if not left and w in BACK:
        return w != "old" or s.upos[i - 1] == "NOUN"
    if w in HALF_DAY and i and s.upos[i - 1] == "NUM":
        return True
    if DAY_NUMBER.match(w) and (_low(s, i - 1 if not left else i + 1) in MONTHS):
        return True
    linked = s.heads[i] in inside
    if w in VAGUE and _low(s, i + 1) not in NUMBERS | {"a", "an", "half", "than"} and s.upos[i + 1] != "NUM":
        return False
    if rel in KIN and linked:
        return left or _core(s, i) or s.upos[i] == "NUM"
    if w in NEARLY and left and (linked or rel == "fixed" or s.heads[i] in (i + 1, i + 2)):
        return s.upos[i] != "ADP" or rel in ("advmod", "fixed") or w in ("about", "around", "over", "nearly")
    if w == "-" and left:
        return s.upos[i - 1] == "NUM" or _low(s, i - 1) in ("half", "mid")
    return rel == "advmod" and linked and left and w in ("very", "so", "too", "how", "this", "that")


def _part_of(s: Sentence, a: int, b: int) -> tuple[int, int]:
    """Take in "the end of" and "a couple of" on the left, "of 1998" on the right."""
    if a >= 2 and _low(s, a - 1) == "of" and (_low(s, a - 2) in PARTS or _low(s, a - 2) in ("couple",)):
        a -= 2
        while a > 0 and s.upos and s.upos[a - 1] in ("DET", "ADJ", "NUM") and s.heads and a <= s.heads[a - 1] < b:
            a -= 1
    if (
        b + 1 < len(s.words)
        and _low(s, b) == "of"
        and (
            YEAR.match(_low(s, b + 1)) or _low(s, b + 1) in MONTHS or _low(s, b + 1) in ("last", "this", "next", "each")
        )
    ):
        b += 2 if _low(s, b + 1) not in ("last", "this", "next", "each") else 3
    return a, min(b, len(s.words))


def _merge(s: Sentence, spans: list[list[int]]) -> list[list[int]]:
    """Join touching expressions ("8 p.m. Friday") and dates over a comma ("Nov. 2, 1999")."""
    out: list[list[int]] = []
    for a, b in spans:
        if out and a <= out[-1][1]:
            out[-1][1] = max(out[-1][1], b)
        elif out and a == out[-1][1] + 1 and _low(s, out[-1][1]) == "," and _comma(s, out[-1], a, b):
            out[-1][1] = b
        else:
            out.append([a, b])
    return out


def _comma(s: Sentence, before: list[int], a: int, b: int) -> bool:
    left = {_low(s, i) for i in range(*before)}
    right = {_low(s, i) for i in range(a, b)}
    year = any(YEAR.match(x) for x in right)
    left_year = any(YEAR.match(x) for x in left)
    return (bool(left & MONTHS) and year and b - a == 1 and not left_year) or (
        bool(left & WEEKDAYS) and bool(right & MONTHS) and len(left) == 1
    )


def _kind(s: Sentence, a: int, b: int) -> str:
    """DATE, TIME, DURATION or SET, from the words."""
    words = [_low(s, i) for i in range(a, b)]
    known = set(words)
    if known & FREQUENCY or known & {"every", "each"} or (known & WEEKDAYS and words[-1].endswith("days")):
        return "SET"
    if known & {"ago", "earlier", "later", "hence"}:
        return "DATE" if not known & SHORT_UNITS else "TIME"
    if any(CLOCK.match(w) for w in words) or known & DAY_PARTS or known & HALF_DAY or known & {"tonight"}:
        return "TIME"
    if known & MONTHS or known & WEEKDAYS or known & DEICTIC or any(YEAR.match(w) or DECADE.match(w) for w in words):
        return "DATE"
    return _unit_kind(words, known)


def _unit_kind(words: list[str], known: set[str]) -> str:
    units = [w for w in words if w in LONG_UNITS or w in SHORT_UNITS or w in SEASONS]
    pointed = known & {
        "last",
        "next",
        "this",
        "that",
        "previous",
        "following",
        "same",
        "first",
        "second",
        "third",
        "fourth",
        "fiscal",
        "recent",
        "these",
        "those",
        "coming",
        "final",
        "early",
        "late",
        "mid",
    }
    numbered = any(w.isdigit() or w in NUMBERS for w in words)
    if not units or (pointed and not numbered) or known & PARTS:
        return "DATE"
    plural = units[-1].endswith("s")
    return "DURATION" if plural or numbered or bool(known & {"a", "an", "half", "another"}) else "DATE"
