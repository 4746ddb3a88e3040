"""Resolve: every time, place, party and quantity of a parsed report, with a reason or a plain "unknown"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.model import Mentions, PartyMention, PlaceMention, Report
from dateline.read.newsday import news_day
from dateline.resolve.actors import Actors, load_actors, resolve_parties
from dateline.resolve.places import Gazetteer, load_gazetteer, resolve_places
from dateline.resolve.quantities import resolve_quantities
from dateline.resolve.quantities import with_additions as own_quantities
from dateline.resolve.tables import fingerprint
from dateline.resolve.times import resolve_times, with_additions

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Actors", "Gazetteer", "Knowledge", "load_knowledge", "resolve"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What resolve knows of the world, loaded once: places, parties, and the key of the tables for times."""

    gazetteer: Gazetteer
    actors: Actors
    times: str = "en"
    quantities: str = "en"

    @property
    def version(self) -> str:
        """Fingerprint of the data: another gazetteer, list of parties or table of words is other knowledge."""
        mine = ".".join(key.rpartition("#")[2] for key in (self.times, self.quantities) if "#" in key)
        return f"{self.gazetteer.version}.{self.actors.version}.{fingerprint()}{f'.{mine}' if mine else ''}"


def load_knowledge(extra: Path | None = None) -> Knowledge:
    """The shipped data, with a user's own `actors/`, `places/`, `times/` and `quantities/` YAML from `extra` on top."""
    return Knowledge(load_gazetteer(extra), load_actors(extra), with_additions(extra), own_quantities(extra))


def resolve(doc: Doc, report: Report, knowledge: Knowledge) -> Mentions:
    """All mentions of one report, each kind in order of appearance."""
    places = resolve_places(doc, report, knowledge.gazetteer)
    parties = resolve_parties(doc, report, knowledge.actors, places)
    return Mentions(
        times=resolve_times(doc, news_day(report), knowledge.times),
        places=tuple(p for p in places if not _is_party(p, parties)),
        parties=parties,
        quantities=resolve_quantities(doc, knowledge.quantities),
    )


def _is_party(place: PlaceMention, parties: tuple[PartyMention, ...]) -> bool:
    """Whether a name that no gazetteer knows is a body's: "Kataib Hezbollah", taken for a town by the model."""
    if place.place.lat is not None or place.place.id is not None:
        return False
    return any(m.form == "name" and m.span.covers(place.span) and m.party.sector for m in parties)
