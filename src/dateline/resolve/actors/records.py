"""What the data knows of a party, and the nouns that name parties without a proper name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """A post someone held: its title, the country or body it belongs to, first and last day (None: open)."""

    title: str
    of: str  # ISO code or the id of an actor
    start: date | None = None
    end: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether it was held on a day; an unknown day is no reason against it."""
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day <= self.end))


@dataclass(frozen=True, slots=True)
class Actor:
    """A party known by name. `kind` is what definite descriptions go by: group, igo, agency, coalition,
    person ..."""

    id: str
    name: str
    kind: str
    sector: str | None = None  # PLOVER
    country: str | None = None  # ISO 3166-1 alpha-2
    parent: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    nouns: tuple[str, ...] = ()  # further nouns that take it up: "the caliphate"
    where: tuple[str, ...] = ()  # countries in whose reports "the coalition" is this one


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase that names a party: its class (organ, force, fighter, people, role) and what it makes of
    one."""

    cls: str
    key: str  # the organ ("military"), or the noun itself
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Nouns:
    """The tables of nouns.<language>.yaml, by the words as written in small letters."""

    heads: Mapping[str, Noun]
    citizens: frozenset[str]
    groups: Mapping[str, frozenset[str]]
    grades: frozenset[str]
    titles: frozenset[str]
    ministries: Mapping[str, str]
    shape: Mapping[str, frozenset[str]]  # stop, need_owner, quantified, adjectives, sharpening, regional
    ranks: Mapping[str, str]  # "col" → "colonel"
    pairs: Mapping[str, frozenset[str]]  # any, states: nouns that take up two parties after "both" or "the two"
    longest: int = field(default=3)  # words of the longest head
