"""Gold annotation of a development story as reports and claims, so that linking is measured apart from
reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

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


def story(shared: Path, name: str) -> tuple[list[Report], list[tuple[Claim, str]]]:
    """Reports of a story, and its gold items (optional ones left out) as claims, each with its gold event's
    slug."""
    reports = {r.id: r for r in _reports(shared / "eval" / "reports" / name)}
    lines = (shared / "eval" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    kept = [(n, g) for n, g in enumerate(items) if g["report"] in reports and not g.get("optional")]
    return list(reports.values()), [(_claim(g, reports[g["report"]], n), g["event"]) for n, g in kept]


def _reports(folder: Path) -> Iterator[Report]:
    for path in sorted(folder.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(raw["published"][:10]) if raw.get("published") else None
        published = Interval(day, day, "day", "JSON field 'published'") if day else None
        yield Report(
            raw["id"],
            raw["text"],
            Source(path.name, "application/json"),
            outlet=raw.get("outlet"),
            published=published,
        )


def _claim(g: dict[str, Any], report: Report, n: int) -> Claim:
    sentence = _span(report.text, g["evidence"]) or Span(0, 0)
    more = tuple(s for s in (_span(report.text, m) for m in g.get("more") or ()) if s)
    at = report.text.find(g.get("trigger") or "\0", sentence.start)
    trigger = Span(at, at + len(g["trigger"])) if at >= 0 else sentence
    source = g.get("source") or {}
    return Claim(
        id=f"{g['report']}-{n:04d}",
        report=g["report"],
        revision=1,
        kind=Kind(g["kind"]),
        type=EventType(g["type"]),
        mode=g.get("mode"),
        status=Status(g["status"]),
        evidence=Evidence(sentence, trigger, more),
        actor=tuple(map(_party, g.get("actor") or ())),
        recipient=tuple(map(_party, g.get("recipient") or ())),
        place=_place(g.get("place")),
        when=_when(g.get("when")),
        counts=tuple(
            Count(c["what"], float(c["value"]), qualifier=c.get("qualifier"), of=c.get("of"))
            for c in g.get("counts") or ()
            if c.get("value") is not None
        ),
        source=Attribution(source["name"], anonymous=bool(source.get("anonymous"))) if source.get("name") else None,
        why="gold",
        lead=bool(g.get("core")),
    )


def _span(text: str, words: str) -> Span | None:
    at = text.find(words) if words else -1
    return Span(at, at + len(words)) if at >= 0 else None


def _party(name: str | dict[str, Any]) -> Party:
    called = name if isinstance(name, str) else str(name.get("name"))
    return Party(called, country=_country(called))


@cache
def _country(name: str) -> str | None:
    """The country when the name is a country's, so that gold parties carry what resolved ones carry."""
    found = pycountry.countries.get(name=name) or pycountry.countries.get(common_name=name)
    return str(found.alpha_2) if found else None


def _place(p: dict[str, Any] | None) -> Place | None:
    if not p or not p.get("name"):
        return None
    return Place(p["name"], p.get("precision") or "city", country=p.get("country"), lat=p.get("lat"), lon=p.get("lon"))


def _when(w: dict[str, Any] | None) -> Interval | None:
    if not w or not w.get("start"):
        return None
    start = _day(w["start"], last=False)
    return Interval(start, _day(w.get("end") or w["start"], last=True) if w.get("end") else None)


def _day(text: str, *, last: bool) -> date:
    """A day, or the first or last of the month or year named."""
    parts = [int(x) for x in text.split("-")[:3]]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        after = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return after - timedelta(days=1) if last else date(parts[0], parts[1], 1)
    return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
