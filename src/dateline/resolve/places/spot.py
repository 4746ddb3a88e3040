"""Place names in a parsed report: what the model names, what the gazetteer knows, and what the writing shows.

No one witness is believed alone. The gazetteer has a town for half the words of English, so a name that only
it knows must stand where places stand; the model may miss names, so a known one after "in" or before
"province" is taken without it; and what the model calls a person or an organisation is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.resolve.places.cues import (
    DIRECTIONS,
    KIND_AFTER,
    LOCATIVE,
    NEVER,
    NO_NAMES,
    SITE_MIDDLE,
    SITE_NOUNS,
    TITLES,
)
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.records import Entry

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 8  # tokens of a name, hyphens and apostrophes counted
_WORD = re.compile(r"\w")
_JOINING = frozenset(
    [
        "al",
        "el",
        "an",
        "ar",
        "as",
        "at",
        "az",
        "ash",
        "ad",
        "de",
        "del",
        "la",
        "le",
        "du",
        "des",
        "of",
        "the",
        "and",
        "e",
        "i",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "bin",
        "-",
        "’",
        "'",
        ".",
        "and",
    ]
)
_LINKS = frozenset(["de", "del", "da", "do", "dos", "das", "di", "du", "des"])
_PLACE_LABELS = frozenset(("LOC", "FAC", "GPE"))
_OTHER_LABELS = frozenset(("PERSON", "PER", "ORG", "EVENT", "NORP", "MISC"))


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text taken for a place name, and who says so."""

    start: int
    end: int
    first: int  # token indices, end exclusive
    last: int
    known: bool
    label: str | None = None  # the model's


def spot(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """Place names in order of appearance, none overlapping; demonyms ("Iraqi") are not among them."""
    labels, text = _labels(doc), doc.text
    taken: list[Found] = []
    i = 0
    words = [token.text for token in doc]
    while i < len(words):
        known = _may_start(words, i)
        found = _known_at(doc, text, i, gazetteer, labels) if known else None
        found = found or _labelled_at(doc, text, i, labels)
        if found is None:
            i += 1
            continue
        taken.append(found)
        i = found.last
    return taken


def _labels(doc: Doc) -> list[tuple[str, int, int] | None]:
    """For each token the outermost model name over it, as (label, first, last)."""
    labels: list[tuple[str, int, int] | None] = [None] * len(doc)
    for ent in sorted(doc.ents, key=lambda e: e.end - e.start):
        for i in range(ent.start, ent.end):
            labels[i] = (ent.label_, ent.start, ent.end)
    return labels


def _known_at(
    doc: Doc, whole: str, i: int, gazetteer: Gazetteer, labels: Sequence[tuple[str, int, int] | None]
) -> Found | None:
    """The longest name the gazetteer knows that starts at token `i` and is believed to be a place there."""
    for last in _ends(doc, whole, i):
        text = whole[doc[i].idx : doc[last - 1].idx + len(doc[last - 1])]
        entries = gazetteer.exact(text)
        if entries and _believed(doc, whole, i, last, text, entries, labels):
            label = labels[i]
            return Found(doc[i].idx, doc[i].idx + len(text), i, last, True, label[0] if label else None)
    return None


def _labelled_at(doc: Doc, whole: str, i: int, labels: Sequence[tuple[str, int, int] | None]) -> Found | None:
    """A name only the model calls a place."""
    label = labels[i]
    if label is None or label[0] not in _PLACE_LABELS or label[1] != i:
        return None
    first, last = label[1], label[2]
    while first < last and doc[first].text.lower() in ("the", "a", "an"):
        first += 1
    verbs = [i for i in range(first, last - 1) if doc[i].text in LOCATIVE and doc[i].text.endswith(("ed", "hit", "ck"))]
    first = verbs[-1] + 1 if verbs else first  # "Shelling hit Stepanakert", which the model takes for one name
    while last > first and doc[last - 1].text in ("'s", "’s", "'", "’", ",", "."):
        last -= 1
    text = whole[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])] if last > first else ""
    if not any(c.isupper() for c in text) or is_no_name(text):
        return None
    return Found(doc[first].idx, doc[first].idx + len(text), first, last, False, label[0])


def is_no_name(text: str) -> bool:
    """Whether all words are of a date or a rank, which the model at times takes for a place: "mid-July"."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(words) and all(w in NO_NAMES for w in words)


def _may_start(words: Sequence[str], i: int) -> bool:
    text = words[i]
    if text[:1].isupper():
        return True
    article = text.lower() in ("al", "el", "an", "as", "ash", "ar", "at", "az")
    return article and i + 1 < len(words) and words[i + 1] == "-"


def _ends(doc: Doc, whole: str, i: int) -> Iterator[int]:
    """Token ends of the names that may start at `i`, the longest first."""
    ends = []
    capital = doc[i].text[:1].isupper()
    for j in range(i, min(len(doc), i + LONGEST)):
        word = doc[j].text
        if j > i and (
            "\n" in whole[doc[j - 1].idx + len(doc[j - 1]) : doc[j].idx] or word in (",", ";", "(", ")", ":")
        ):
            break
        name = word[:1].isupper() or (word[:1].isdigit() and j > i)
        capital = capital or name
        if capital and (
            name or word.lower() in SITE_NOUNS or (j > i and doc[j - 1].text in ("-", "'", "’") and _WORD.match(word))
        ):
            ends.append(j + 1)
        elif not (word.lower() in _JOINING or word.lower() in SITE_MIDDLE or word in ("-",)):
            break
    return reversed(ends)


def _believed(
    doc: Doc, whole: str, first: int, last: int, text: str, entries: Sequence[Entry],
    labels: Sequence[tuple[str, int, int] | None],
) -> bool:  # fmt: skip
    """Whether a known name stands for a place here: weigh the model, the surroundings and how well known it
    is."""
    low = text.lower()
    if last - first == 1 and (low.strip(".") in NEVER or len(text) < 2):
        return text == "US" and entries[0].kind == "country"
    if last - first == 1 and entries[0].match == 2 and len(low.strip(".")) <= 5 and _abbreviates(entries):
        return first > 0 and doc[first - 1].text == ","
    if last < len(doc) and is_continued(doc, last):
        return False  # "Zala" of Zala Ambessa
    label = labels[first]
    if label and last + 1 < label[2] and doc[last].text.lower() in _LINKS:
        return False  # "Rio Grande" of the Rio Grande de Mindanao
    if label and label[0] in _OTHER_LABELS and not _stands_apart(doc, first, last, label, entries):
        return False
    if label and label[0] in _PLACE_LABELS and (first <= label[1] or not doc[first - 1].text[:1].isalnum()):
        return True
    if _within_name(doc, whole, first, last, entries[0].kind == "country"):
        return False
    points = _renown(entries, text) + _surroundings(doc, first, last)
    return points >= (2.0 if doc.ents else 1.5)


def is_continued(doc: Doc, last: int) -> bool:
    """Whether the parser makes the word behind a name a further part of it."""
    after = doc[last]
    joined = after.dep_ == "flat" and after.head.i == last - 1 and after.pos_ == "PROPN"
    return (
        joined
        and after.text[:1].isupper()
        and after.text.lower() not in TITLES
        and after.text.lower() not in KIND_AFTER
    )


def _abbreviates(entries: Sequence[Entry]) -> bool:
    """Whether the name is short for a division ("Ala.", "Ore"): believed only after a comma."""
    return all(e.kind == "division" or (e.kind == "city" and e.people < 300_000) for e in entries)


def _stands_apart(doc: Doc, first: int, last: int, label: tuple[str, int, int], entries: Sequence[Entry]) -> bool:
    """Whether a place may be taken although the model calls the words over it something else."""
    kind, start, end = label
    covers = first <= start and last >= end
    site = entries[0].kind in ("site", "airport", "country", "division") and entries[0].match >= 2
    if covers and (site or (kind == "ORG" and _before(doc, first) in LOCATIVE)):
        return kind != "PERSON" or _surroundings(doc, first, last) >= 1.5
    return kind in ("NORP", "EVENT") and not covers and _before(doc, first) in LOCATIVE


def _before(doc: Doc, i: int) -> str:
    """The word before token `i`, articles and directions skipped, in small letters."""
    j = i - 1
    while j >= 0 and (doc[j].text.lower() in ("the", "a", "its", "-") or doc[j].text.lower() in DIRECTIONS):
        j -= 1
    return doc[j].text.lower() if j >= 0 else ""


def _within_name(doc: Doc, whole: str, first: int, last: int, country: bool) -> bool:
    """Whether capitalised neighbours make this part of a longer name: "Brandon Paris", "Paris Hilton"."""
    before = doc[first - 1] if first else None
    after = doc[last] if last < len(doc) else None
    if before is not None and before.text[:1].isupper() and _is_name(before) and before.text.isalpha():
        word = before.text.lower()
        if (
            word not in DIRECTIONS
            and word not in LOCATIVE
            and word not in TITLES
            and whole[before.idx + len(before)] == " "
        ):
            return True
    if (
        not country
        and before is not None
        and before.text.lower() == "of"
        and first > 1
        and doc[first - 2].text[:1].isupper()
    ):
        return doc[first - 2].text.lower() not in KIND_AFTER and doc[first - 2].text.lower() not in TITLES
    if after is not None and after.text[:1].isupper() and after.text.isalpha():
        return after.text.lower() not in TITLES and after.text.lower() not in KIND_AFTER and not after.text.isupper()
    return False


def _is_name(token: Token) -> bool:
    """Whether a capitalised word is more than the start of a sentence."""
    return not token.is_sent_start or (token.pos_ in ("PROPN", "") and token.text.lower() not in NEVER | LOCATIVE)


def _renown(entries: Sequence[Entry], text: str) -> float:
    """Points for being known by itself: countries and sites stand alone, small towns need their
    surroundings."""
    best = 0.0
    for e in entries:
        if e.kind in ("country", "continent"):
            best = max(best, 2.5)
        elif e.kind in ("site", "region", "sea", "airport", "division"):
            best = max(best, 2.0 if e.match == 3 or " " in text else 1.2)
        else:
            size = 2.0 if e.people >= 300_000 else 1.2 if e.people >= 50_000 else 0.6 if e.people >= 5_000 else 0.2
            best = max(best, size - (0.0 if e.match == 3 else 0.6))
    return best + (0.4 if " " in text or "-" in text else 0.0)


def _surroundings(doc: Doc, first: int, last: int) -> float:
    """Points for standing where places stand."""
    points = 1.5 if first == 0 and len(doc[0]) > 2 and doc[0].text.isupper() else 0.0  # as datelines open
    before = doc[first - 1].text.lower() if first else ""
    if _before(doc, first) in LOCATIVE:
        points += 1.5
    elif before in DIRECTIONS:
        points += 1.2
    if last < len(doc):
        after = doc[last].text.lower()
        if after in KIND_AFTER or after in SITE_NOUNS:
            points += 1.2
        if after in ("’s", "'s"):
            points += 0.5
        if after == "," and last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
            points += 0.4
    if doc[first].is_sent_start and last - first == 1:
        points -= 0.3
    if doc[first].pos_ and doc[first].pos_ not in ("PROPN", "X") and last - first == 1:
        points -= 0.8
    return points
