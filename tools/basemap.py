"""Writes the map's own base map: `src/dateline/web/static/basemap.json`, from Natural Earth (public domain).

    python tools/basemap.py FOLDER/data/Rdata

The source is Natural Earth's 1:50m countries as the Debian package `r-cran-rnaturalearthdata` carries them (R's
`Rdata.rdx` and `Rdata.rdb`); reading them needs the Python package `rdata`. The outcome is small: borders that two
countries share are stored once (as in TopoJSON), thinned after Douglas and Peucker (1973) and written as steps of a
hundredth of a degree. It is a picture to find one's way by, not a statement about where a border runs.
"""

from __future__ import annotations

import gzip
import itertools
import json
import lzma
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src" / "dateline" / "web" / "static" / "basemap.json"
SCALE = 100  # steps a degree
TOLERANCE = 0.028  # degrees, some 3 km
SMALLEST = 0.012  # square degrees: islands below it are left out, unless they are all there is of a country

Point = tuple[float, float]
Ring = list[Point]


def main(stem: str) -> None:
    """Read, cut into arcs, thin, write."""
    lands = countries(Path(stem))
    for land in lands:
        big = [r for r in land["rings"] if abs(area(r)) >= SMALLEST]
        land["rings"] = big or [max(land["rings"], key=lambda r: abs(area(r)))]
    arcs, shared, uses = arcs_of(lands)
    packed = [steps(thinned(arc)) for arc in arcs]
    out = {
        "source": "Natural Earth 1:50m, public domain",
        "scale": SCALE,
        "arcs": packed,
        "borders": sorted(shared),
        "lands": [
            {"name": land["name"], "iso": land["iso"], "rank": land["rank"], "at": land["at"], "rings": uses[i]}
            for i, land in enumerate(lands)
        ],
    }
    TARGET.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lands)} countries, {len(arcs)} arcs, {TARGET.stat().st_size / 1000:.0f} kB")


# ------------------------------------------------------------------------------------------------ R's own format


def countries(stem: Path) -> list[dict[str, Any]]:
    """Name, ISO 3166-1 code, label rank, label point and rings of every country."""
    record = attributes(read(stem, "countries50").object)
    table = record["data"]
    names = [text(x) for x in attributes(table)["names"].value]
    column = {name: cells(table.value[names.index(name)]) for name in ("name", "iso_a2", "labelrank")}
    found = []
    for i, polygons in enumerate(record["polygons"].value):
        rings = [ring(p) for p in attributes(polygons)["Polygons"].value]
        code = str(column["iso_a2"][i] or "")
        found.append(
            {
                "name": str(column["name"][i]),
                "iso": code if len(code) == 2 and code.isalpha() else "",
                "rank": int(float(column["labelrank"][i] or 9)),
                "at": label(max(rings, key=lambda r: abs(area(r)))),
                "rings": rings,
            }
        )
    return sorted(found, key=lambda land: str(land["name"]))


def read(stem: Path, name: str) -> Any:
    """One variable of an R lazy-load database."""
    import rdata

    index = rdata.conversion.convert(rdata.parser.parse_data(gzip.decompress(stem.with_suffix(".rdx").read_bytes())))
    at, length = (int(n) for n in index["variables"][name])
    block = stem.with_suffix(".rdb").read_bytes()[at : at + length]
    if block[4:5] == b"Z":
        body = lzma.decompress(block[5:], lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "preset": 6}])
    else:
        body = zlib.decompress(block[4:])
    return rdata.parser.parse_data(body)


def attributes(item: Any) -> dict[str, Any]:
    found, at = {}, item.attributes
    while at is not None and at.info.type.name == "LIST":
        tag = at.tag.referenced_object if at.tag.info.type.name == "REF" else at.tag
        found[tag.value.value.decode()] = at.value[0]
        at = at.value[1]
    return found


def text(item: Any) -> str:
    raw = item.value or b""
    try:
        return str(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return str(raw.decode("latin-1"))


def cells(column: Any) -> list[Any]:
    """A column's values; a factor's are its levels."""
    levels = attributes(column).get("levels")
    if levels is None:
        return [text(v) if hasattr(v, "value") else v for v in column.value]
    words = [text(v) for v in levels.value]
    return [words[v - 1] if v and v > 0 else None for v in column.value]


def ring(polygon: Any) -> Ring:
    numbers = attributes(polygon)["coords"].value
    half = len(numbers) // 2
    return [(round(float(x), 4), round(float(y), 4)) for x, y in zip(numbers[:half], numbers[half:], strict=True)]


# ---------------------------------------------------------------------------------------------------- geometry


def area(r: Ring) -> float:
    """Square degrees, signed."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(r)) / 2


def label(r: Ring) -> list[float]:
    """The centre of mass of a ring."""
    whole = area(r) or 1e-9
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in itertools.pairwise(r)) / (6 * whole)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in itertools.pairwise(r)) / (6 * whole)
    return [round(x, 2), round(y, 2)]


def arcs_of(lands: list[dict[str, Any]]) -> tuple[list[list[Point]], set[int], list[list[list[int]]]]:
    """All arcs, which of them two countries share, and each country's rings as arcs (~n: arc n backwards)."""
    joints = junctions(lands)
    arcs: list[list[Point]] = []
    known: dict[tuple[Point, ...], int] = {}
    users: dict[int, set[int]] = defaultdict(set)
    rings: list[list[list[int]]] = []
    for i, land in enumerate(lands):
        rings.append([])
        for one in land["rings"]:
            numbers = []
            for piece in cut(one, joints):
                number = placed(piece, arcs, known)
                users[~number if number < 0 else number].add(i)
                numbers.append(number)
            rings[-1].append(numbers)
    return arcs, {n for n, who in users.items() if len(who) > 1}, rings


def junctions(lands: list[dict[str, Any]]) -> set[Point]:
    """Points where the neighbours change: whoever passes through comes or goes another way."""
    ways: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for land in lands:
        for r in land["rings"]:
            open_ring = r[:-1]
            for k, p in enumerate(open_ring):
                ways[p].add(frozenset((open_ring[k - 1], open_ring[(k + 1) % len(open_ring)])))
    return {p for p, found in ways.items() if len(found) > 1}


def cut(r: Ring, joints: set[Point]) -> list[list[Point]]:
    """A closed ring in pieces between junctions."""
    open_ring = r[:-1]
    first = next((k for k, p in enumerate(open_ring) if p in joints), None)
    if first is None:
        low = open_ring.index(min(open_ring))
        turned = open_ring[low:] + open_ring[:low]
        return [[*turned, turned[0]]]
    turned = [*open_ring[first:], *open_ring[:first], open_ring[first]]
    pieces, start = [], 0
    for k in range(1, len(turned)):
        if turned[k] in joints or k == len(turned) - 1:
            pieces.append(turned[start : k + 1])
            start = k
    return pieces


def placed(piece: list[Point], arcs: list[list[Point]], known: dict[tuple[Point, ...], int]) -> int:
    """The arc's number; ~number where it is there already, the other way round."""
    key, back = tuple(piece), tuple(reversed(piece))
    if key in known:
        return known[key]
    if back in known:
        return ~known[back]
    known[key] = len(arcs)
    arcs.append(piece)
    return known[key]


def thinned(arc: list[Point]) -> list[Point]:
    """Douglas and Peucker; a closed arc is halved first, so that it does not vanish."""
    if arc[0] == arc[-1] and len(arc) > 3:
        far = max(range(len(arc)), key=lambda k: (arc[k][0] - arc[0][0]) ** 2 + (arc[k][1] - arc[0][1]) ** 2)
        return thinned(arc[: far + 1])[:-1] + thinned(arc[far:])
    keep, stack = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        k = max(range(a + 1, b), key=lambda n: off(arc[n], arc[a], arc[b]))
        if off(arc[k], arc[a], arc[b]) > TOLERANCE:
            keep.add(k)
            stack += [(a, k), (k, b)]
    return [arc[k] for k in sorted(keep)]


def off(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


def steps(arc: list[Point]) -> list[int]:
    """x, y of the first point, then differences."""
    out, last = [], (0, 0)
    for p in arc:
        at = (round(p[0] * SCALE), round(p[1] * SCALE))
        if out and at == last and p is not arc[-1]:
            continue
        out += [at[0] - last[0], at[1] - last[1]]
        last = at
    return out


if __name__ == "__main__":
    main(sys.argv[1])
