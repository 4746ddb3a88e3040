"""The parties known by name, findable in running text in one pass."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.resolve.actors.choose import fitting
from dateline.resolve.actors.load import actors, nouns, shipped
from dateline.resolve.actors.records import Actor, Nouns
from dateline.resolve.own import own_files, own_text
from dateline.resolve.places.overlays import Country, countries
from dateline.resolve.places.romanise import loose

_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[\s.,'’&/()“”\"–-]{1,4}")
MARKED = re.compile(r"^[A-Z0-9]{2,6}$")
"""Names that count only as written: acronyms ("WHO" is not "who")."""


Row = tuple[tuple[str, ...], str, Actor]  # a name's words, the name as written, whose it is


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text."""

    start: int
    end: int
    actor: Actor


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """One word in small letters without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def tolerant(word: str) -> str:
    """One word under the letters transcribers choose between; short ones as they are."""
    return (loose(word) or word) if len(word) >= 5 else word


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(plain(w) for w in _WORD.findall(text))


class Actors:
    """All known parties: by id, and by every name they go under."""

    def __init__(self, known: Iterable[Actor], tables: Nouns, lands: Iterable[Country], version: str) -> None:
        self.by_id = {a.id: a for a in known}
        self.nouns, self.version = tables, version
        self.countries = {c.iso: c for c in lands}
        self.lands = {n: c.iso for c in reversed(self.countries.values()) for n in (c.name, *c.aliases)}
        self.demonyms = {w: c.iso for c in reversed(self.countries.values()) for w in c.people}
        self._named: dict[str, list[Row]] = defaultdict(list)
        for actor in self.by_id.values():
            for name in (actor.name, *actor.aliases):
                words = words_of(name)
                if words:
                    self._named[tolerant(words[0])].append((words, name, actor))
        for group in self._named.values():
            group.sort(key=lambda row: -len(row[0]))

    def named(self, name: str) -> Actor | None:
        """The party that goes under exactly this name, if one does."""
        words = words_of(name)
        rows = self._named.get(tolerant(words[0]), []) if words else []
        return next((a for w, told, a in rows if w == words and _as_written(told, name)), None)

    def find(self, text: str, lands: frozenset[str] = frozenset()) -> Iterator[Match]:
        """Known names in a text, longest first at each place, none overlapping, in order.

        `lands` are the countries the text names: they decide between parties of one name.
        """
        found = [(m.start(), m.end(), plain(m.group())) for m in _WORD.finditer(text)]
        reached = 0
        for i, (start, _, word) in enumerate(found):
            if i < reached or not (text[start].isupper() or text[start].isdigit() or word in ("al", "the", "el")):
                continue
            rows = self._named.get(tolerant(word))
            match = self._at(text, found, i, lands, rows) if rows else None
            if match is not None:
                yield match[0]
                reached = i + match[1]

    def _at(
        self, text: str, found: list[tuple[int, int, str]], i: int, lands: frozenset[str], rows: Sequence[Row]
    ) -> tuple[Match, int] | None:
        rivals: list[Actor] = []
        best: tuple[int, int, int] | None = None
        for words, told, actor in rows:
            n = len(words)
            if best is not None and n < best[2]:
                break
            if i + n <= len(found) and _same(words, found, i):
                start, end = found[i][0], found[i + n - 1][1]
                if _joined(text, found, i, n) and _as_written(told, text[start:end]):
                    best = start, end, n
                    rivals.append(actor)
        if best is None:
            return None
        return Match(best[0], best[1], fitting(rivals, text, lands)), best[2]


def _same(words: tuple[str, ...], found: list[tuple[int, int, str]], i: int) -> bool:
    """Whether a name stands at `i`: word for word, or in another romanisation when it has two words or
    more."""
    if all(found[i + k][2] == word for k, word in enumerate(words)):
        return True
    long = sum(len(w) >= 5 for w in words) > 1
    return long and all(tolerant(found[i + k][2]) == tolerant(word) for k, word in enumerate(words))


def _joined(text: str, found: list[tuple[int, int, str]], i: int, n: int) -> bool:
    """Whether nothing but a space, hyphen, dot, apostrophe or "&" stands between the words of a name."""
    between = (text[found[k][1] : found[k + 1][0]] for k in range(i, i + n - 1))
    return all(_SEPARATOR.fullmatch(b) and not (b[0] == "." and b[-1].isspace() and found[i + k][1] - found[i + k][0] > 4)  # noqa: E501
               for k, b in enumerate(between))  # fmt: skip


def _as_written(told: str, text: str) -> bool:
    """Acronyms and one-word names must stand in the text with their capitals; "who" is not the WHO."""
    if MARKED.match(told):
        return text == told
    words = [w for w in _WORD.findall(told) if len(w) > 3]
    capital = [w for w in words if w[0].isupper()]
    return not capital or any(w[:1].isupper() for w in _WORD.findall(text) if len(w) > 3) or text.isupper()


def load_actors(extra: Path | None = None) -> Actors:
    """The shipped parties with a user's own `actors/*.yaml` from `extra` on top; `DataError` for a broken
    file."""
    sources = [*shipped(), *own_files(extra, "actors")]
    table = (files("dateline.data.actors") / "nouns.en.yaml").read_text(encoding="utf-8")
    lands = (files("dateline.data.places") / "countries.yaml").read_text(encoding="utf-8")
    text = "\0".join([table, lands, *map(own_text, sources)])
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Actors(actors(sources), nouns(), countries(), version)
