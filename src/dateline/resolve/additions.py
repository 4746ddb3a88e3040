"""Whether a user's own places, parties, times and quantities do what they say: the part of `dateline lexicon test`.

Every name and alias of an added place or party must be found under its own entry, and every rule for times must find
what it says it finds and leave what it says it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import spacy

from dateline.resolve.actors import Actors, load_actors
from dateline.resolve.actors.load import actors
from dateline.resolve.own import own_files
from dateline.resolve.places import Gazetteer, load_gazetteer
from dateline.resolve.places.overlays import overlays
from dateline.resolve.quantities import resolve_quantities
from dateline.resolve.quantities import with_additions as own_quantities
from dateline.resolve.quantities.additions import nouns as own_nouns
from dateline.resolve.times import with_additions
from dateline.resolve.times.additions import rule_ids
from dateline.resolve.times.language import fields, language, lowered
from dateline.resolve.times.read import MAKERS


def additions(extra: Path) -> Iterator[str | None]:
    """One item for each name, alias and rule of the user's folder: None when it works, else what is wrong.

    Raises `DataError` for a file that cannot be read at all.
    """
    yield from _places(extra, load_gazetteer(extra))
    yield from _parties(extra, load_actors(extra))
    yield from _times(extra)
    yield from _quantities(extra)


def _quantities(extra: Path) -> Iterator[str | None]:
    """Every added noun must be counted, as what it is said to be."""
    key = own_quantities(extra)
    if "@" not in key:
        return
    nlp = spacy.blank("en")
    for noun, kind in own_nouns(extra):
        found = [q for q in resolve_quantities(nlp(f"They counted 12 {noun}s near the town."), key) if q.value == 12]
        right = bool(found) and (kind is None or found[0].what == kind)
        yield None if right else f"quantities: “12 {noun}s” is not counted{f' as {kind}' if kind else ''}"


def _places(extra: Path, gazetteer: Gazetteer) -> Iterator[str | None]:
    for place in overlays(own_files(extra, "places")):
        for name in (place.name, *place.aliases):
            found = [e.id for e in gazetteer.exact(name)]
            known = place.id in found or (place.code is not None and f"geonames:{place.code}" in found)
            yield None if known else f"places: {place.id}: “{name}” is not found"


def _parties(extra: Path, known: Actors) -> Iterator[str | None]:
    for actor in actors(own_files(extra, "actors")):
        for name in (actor.name, *actor.aliases):
            found = [m.actor for m in known.find(name)]
            if any(a.id == actor.id for a in found):
                yield None
            else:
                taken = f"; {found[0].name} ({found[0].id}) is" if found else ""
                yield f"actors: {actor.id}: “{name}” is not found{taken}"


def _times(extra: Path) -> Iterator[str | None]:
    key = with_additions(extra)
    if "@" not in key:
        return
    mine, own = language(key), rule_ids(extra)
    for rule in (r for r in mine.rules if r.id in own):
        if rule.make not in MAKERS:
            yield f"times: {rule.id}: nothing is called {rule.make}; known are {', '.join(sorted(MAKERS))}"
            continue
        for phrase in rule.finds:
            hit = rule.pattern.search(lowered(phrase))
            whole = hit is not None and hit.span() == (0, len(phrase))
            anchored = any(mine.anchors[need].search(lowered(phrase)) for need in rule.needs)
            wrong = "is not found" if not whole else "has none of the anchors it needs"
            yield None if whole and anchored else f"times: {rule.id}: “{phrase}” {wrong}"
        for phrase in rule.leaves:
            hit = rule.pattern.fullmatch(lowered(phrase))
            left = hit is None or fields(rule, hit, phrase, mine) is None
            yield None if left else f"times: {rule.id}: “{phrase}” should be left alone"
