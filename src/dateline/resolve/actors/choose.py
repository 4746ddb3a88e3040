"""Which of the parties that share a name is meant: RSF is Sudan's force in one report, a press watchdog in
another."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.resolve.actors.records import Actor

ELSEWHERE = 3
"""Acronyms of up to so many letters are believed only in a report on their country, or beside the full
name."""


def believed(actor: Actor, said: str, text: str, countries: frozenset[str]) -> bool:
    """Whether a short acronym may be this party here ("AA" is no Arakan Army in a report from Ankara), and a
    surname this person ("Abbas" in a report that names no Palestinians is someone else)."""
    if actor.kind == "person" and " " not in said and actor.country is not None:
        return actor.country in countries or _told_in_full(actor, text)
    if len(said) > ELSEWHERE or not said.isupper() or actor.country is None:
        return True
    return actor.country in countries or _told_in_full(actor, text)


def fitting(rivals: Sequence[Actor], text: str, countries: frozenset[str]) -> Actor:
    """The party whose full name the report gives, else one of a country the report names, else the first."""
    if len(rivals) == 1:
        return rivals[0]
    return max(rivals, key=lambda a: (_told_in_full(a, text), a.country in countries))


def _told_in_full(actor: Actor, text: str) -> bool:
    return any(" " in name and name in text for name in (actor.name, *actor.aliases))
