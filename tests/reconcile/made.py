"""Small reports and claims for tests of linking: written here, from invented outlets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.model import (
    Attribution,
    Claim,
    Count,
    EventType,
    Evidence,
    Interval,
    Kind,
    Party,
    Place,
    Report,
    Source,
    Span,
    Status,
)

TAJI = Place("Camp Taji", "site", id="site:camp-taji", country="IQ", lat=33.52, lon=44.26)
QAYYARAH = Place("Qayyarah West airfield", "site", country="IQ", lat=35.77, lon=43.13)
QAYARA = Place("Qayara", "city", country="IQ", lat=35.80, lon=43.29)
K1 = Place("K1 base", "site", id="site:k1", country="IQ", lat=35.51, lon=44.23)
BAGHDAD = Place("Baghdad", "city", id="geonames:98182", country="IQ", lat=33.34, lon=44.40)
IRAQ = Place("Iraq", "country", id="iso:IQ", country="IQ", lat=33.0, lon=44.0)

COALITION = Party("U.S.-led coalition", id="coalition")
IRAQ_MILITARY = Party("Iraqi military", id="iraq-military", country="IQ", sector="MIL")
US = Party("United States", id="iso:US", country="US", sector="GOV")


def day(text: str) -> date:
    return date.fromisoformat(text)


def when(start: str, end: str | None = None) -> Interval:
    return Interval(day(start), day(end or start), "day" if end in (None, start) else "range", "told")


def report(id: str, published: str | None, *sentences: str, outlet: str = "Tigris Wire") -> Report:
    told = when(published) if published else None
    return Report(id, " ".join(sentences), Source(f"{id}.txt", "text/plain"), outlet=outlet, published=told)


def claim(
    of: Report,
    sentence: str,
    trigger: str,
    type: str = "assault",
    mode: str | None = "rocket",
    status: str = "happened",
    *,
    actor: Sequence[Party] = (),
    recipient: Sequence[Party] = (),
    place: Place | None = None,
    on: Interval | None = None,
    counts: Sequence[Count] = (),
    source: Attribution | None = None,
    n: int = 0,
) -> Claim:
    """A claim on one of the report's sentences; its id follows from report and number."""
    start = of.text.index(sentence)
    at = start + sentence.index(trigger)
    return Claim(
        id=f"{of.id}.{n}",
        report=of.id,
        revision=1,
        kind=Kind.FIGURE if type == "figure" else Kind.EVENT,
        type=EventType(type),
        mode=mode,
        status=Status(status),
        evidence=Evidence(Span(start, start + len(sentence)), Span(at, at + len(trigger))),
        actor=tuple(actor),
        recipient=tuple(recipient),
        place=place,
        when=on,
        counts=tuple(counts),
        source=source,
        why="test",
    )


def one(id: str, published: str, sentence: str, trigger: str, **more: Any) -> tuple[Report, Claim]:
    """A report of one sentence and its claim."""
    made = report(id, published, sentence)
    return made, claim(made, sentence, trigger, **more)
