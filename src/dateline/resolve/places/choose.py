"""Which of the places that share a name is meant: evidence added up, each piece with its share in the reason.

The report decides as a whole: one sense per name and report, containers stated anywhere in it ("Paris,
Texas") hold for every mention, and places vouch for one another by country, division and nearness, in a few
rounds from what is certain to what is not. Scores are log-odds-like points; `share` is the chosen candidate's
part after a soft maximum.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from dateline.resolve.places.cues import ACCEPTS
from dateline.resolve.places.nearby import closeness
from dateline.resolve.places.records import Entry
from dateline.resolve.places.romanise import fold
from dateline.resolve.places.sphere import km

KIND_POINTS = {
    "country": 7.5, "continent": 5.0, "division": 2.0, "region": 4.0, "sea": 4.0, "water": 2.0, "land": 2.5,
    "site": 3.5, "airport": 2.0, "quarter": 1.0, "city": 0.0, "district": -0.6,
}  # fmt: skip
MATCH_POINTS = {3: 0.0, 2: -0.8, 1: -2.5, 0: -0.8}
PER_TENFOLD = 0.75  # points for ten times the people
CAPITAL, CONTAINED, NOT_CONTAINED, WRONG_KIND, TOWN_FIRST = 2.0, 7.0, -3.0, -4.0, -3.0
NAMED, ACRONYM, LESSER = 1.5, -4.0, -2.0
DATELINE, COUNTRY_VOTE, DIVISION_VOTE, NEARNESS, NEAR_KM = 1.5, 3.0, 4.5, 5.0, 80.0
ROUNDS = 4
PER_NAME = 30  # candidates of one name that are compared with the others' for nearness
POINTS = frozenset(
    ("city", "quarter", "site", "airport", "district", "land", "water")
)  # kinds with a place of their own
SIMILAR_ENOUGH = 78.0  # rapidfuzz ratio of two romanisations of one name
INSIDE_VOUCHED = 2.0
LOWEST = 0.3  # points below which a lone small town far from everything else is not believed
LOWEST_ABROAD = 2.2  # the same where several other names tell where the report is: some 80,000 people
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to place: as written, the kind its surroundings state, and the names it is said to lie in."""

    name: str
    kind: str | None = None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen for a name, or None, with its share (0..1) and the reason in words."""

    entry: Entry | None
    share: float
    reason: str


@dataclass(slots=True)
class Rival:
    """One candidate while the scores are added up."""

    entry: Entry
    points: dict[str, float] = field(default_factory=dict)
    share: float = 0.0

    @property
    def total(self) -> float:
        return sum(self.points.values())


class Nearby:
    """How near the candidates of a report's names lie to one another, worked out once for all rounds."""

    def __init__(self, rivals: Mapping[str, list[Rival]]) -> None:
        ranked = [sorted(group, key=lambda r: -r.total)[:PER_NAME] for group in rivals.values()]
        self.groups = [[r for r in group if r.entry.kind in POINTS and r.entry.lat is not None] for group in ranked]
        self.rivals = [r for group in self.groups for r in group]
        points = [(r.entry.lat or 0.0, r.entry.lon or 0.0) for r in self.rivals]
        self.likeness = closeness(points, [len(g) for g in self.groups if g], NEAR_KM)

    def vouch(self) -> None:
        """Points for every candidate from how many other names have a candidate close by, likely ones
        most."""
        for rival, support in zip(self.rivals, self.likeness([r.share for r in self.rivals]), strict=True):
            rival.points["near others"] = NEARNESS * support


def choose(
    asked: Mapping[str, Asked],
    candidates: Mapping[str, Sequence[Entry]],
    capitals: frozenset[str] = frozenset(),
    home: Entry | None = None,
    weights: Mapping[str, float] | None = None,
) -> dict[str, Choice]:
    """A choice for every asked name, by its key in `asked`.

    `candidates` are the gazetteer's for each key, and for every container name; `capitals` are ids of
    capitals; `home` is where the dateline is; `weights` counts mentions.
    """
    rivals = {key: _rivals(item, candidates, capitals) for key, item in asked.items()}
    counts = {key: 1.0 + 0.3 * math.log(max(1.0, (weights or {}).get(key, 1.0))) for key in asked}
    nearby = Nearby(rivals)
    for _ in range(ROUNDS):
        for group in rivals.values():
            _share_out(group)
        _vouch(rivals, counts, home, nearby)
    for group in rivals.values():
        _share_out(group)
    return {key: _verdict(asked[key], group, home, rivals) for key, group in rivals.items()}


def _rivals(asked: Asked, candidates: Mapping[str, Sequence[Entry]], capitals: frozenset[str]) -> list[Rival]:
    """Every candidate with the points it has of itself and of what the text says it lies in."""
    group = [Rival(e, _own_points(e, asked, capitals)) for e in candidates.get(asked.name, ())]
    towns = {
        (e.country, e.admin1)
        for e in candidates.get(asked.name, ())
        if e.kind == "city" and (e.match == 3 or e.people > 50_000)
    }
    for rival in group:
        entry = rival.entry
        if entry.kind in ("division", "district") and asked.kind is None and (entry.country, entry.admin1) in towns:
            rival.points["a town of that name lies in it"] = TOWN_FIRST
    if any(e.kind in ("country", "sea") and e.match >= 2 for e in candidates.get(asked.name, ())):
        for rival in group:
            if rival.entry.kind in ("city", "district"):
                rival.points["a country or sea is called so"] = LESSER
    for container in asked.inside:
        holders = [h for h in candidates.get(container, ()) if _holds(h)]
        held = [any(lies_in(rival.entry, holder) for holder in holders) for rival in group]
        if any(held):  # else the two names are a list ("Iraq, Syria") or the container is another place
            for rival, inside in zip(group, held, strict=True):
                rival.points[f"in {container}"] = CONTAINED if inside else NOT_CONTAINED
    return group


def _holds(entry: Entry) -> bool:
    """Whether places are said to lie in it: countries, divisions, districts, great towns."""
    return entry.kind in ("country", "division", "district", "region") or entry.people >= 100_000


def _own_points(entry: Entry, asked: Asked, capitals: frozenset[str]) -> dict[str, float]:
    points = {
        "people": PER_TENFOLD * math.log10(max(entry.people, 100) / 100),
        entry.kind: KIND_POINTS[entry.kind],
    }
    if entry.kind in ("country", "division"):
        points["people"] = min(points["people"], 2.0)
    points["spelling"] = MATCH_POINTS[entry.match]
    if entry.match == 1:
        points["spelling"] -= max(0.0, 92 - fuzz.ratio(fold(asked.name), fold(entry.name))) / 8
    if asked.name.isupper() and len(asked.name) <= 4 and entry.kind in ("city", "district"):
        points["an acronym"] = ACRONYM
    if entry.id in capitals:
        points["capital"] = CAPITAL
    if asked.kind and entry.kind not in ACCEPTS.get(asked.kind, (asked.kind,)):
        points[f"not a {asked.kind}"] = WRONG_KIND
    return points


def lies_in(entry: Entry, holder: Entry) -> bool:
    """Whether `entry` lies in `holder`, by codes where there are codes, else by nearness to a town."""
    if entry.id == holder.id:
        return False
    if holder.kind == "country":
        return entry.country == holder.country
    if holder.kind == "division":
        if entry.admin1:
            return entry.admin1 == holder.admin1
        return entry.country == holder.country and _apart(entry, holder) < 250
    if holder.kind == "district":
        return entry.country == holder.country and _apart(entry, holder) < 80
    if holder.kind == "continent":
        return False
    return _apart(entry, holder) < (60 if holder.kind in ("city", "quarter", "site", "airport") else 800)


def _apart(a: Entry, b: Entry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return km(a.lat, a.lon, b.lat, b.lon)


def _share_out(group: list[Rival]) -> None:
    """Soft maximum of the points within one name's candidates."""
    if not group:
        return
    top = max(r.total for r in group)
    odds = [math.exp(r.total - top) for r in group]
    for rival, odd in zip(group, odds, strict=True):
        rival.share = odd / sum(odds)


def _vouch(rivals: Mapping[str, list[Rival]], counts: Mapping[str, float], home: Entry | None, nearby: Nearby) -> None:
    """Let the report's places speak for candidates in the same country, the same division and nearby."""
    lead = {key: max(group, key=lambda r: r.share) for key, group in rivals.items() if group}
    named = {r.entry.country for r in lead.values() if r.entry.kind == "country" and r.share > 0.5}
    countries, divisions = _mass(lead, counts, "country"), _mass(lead, counts, "admin1")
    total = sum(counts[key] for key in lead)
    for key, group in rivals.items():
        mine = counts[key]
        others = max(total - mine, 1e-9)
        for rival in group:
            entry, own = rival.entry, lead[key]
            country = countries.get(entry.country, 0.0) - _self(own, entry, "country", mine)
            rival.points["others in the country"] = COUNTRY_VOTE * country / (others + 1.0)
            if entry.country in named and entry.kind != "country":
                rival.points["its country is named"] = NAMED
            if entry.admin1:
                division = divisions.get(entry.admin1, 0.0) - _self(own, entry, "admin1", mine)
                rival.points["others in the division"] = DIVISION_VOTE * division / (others + 1.0)
            if home:
                rival.points["dateline"] = DATELINE * _at_home(entry, home)
    nearby.vouch()


def _mass(lead: Mapping[str, Rival], counts: Mapping[str, float], attribute: str) -> dict[str | None, float]:
    mass: dict[str | None, float] = defaultdict(float)
    for key, rival in lead.items():
        code = getattr(rival.entry, attribute)
        if code:
            mass[code] += counts[key] * rival.share
    return mass


def _self(own: Rival, entry: Entry, attribute: str, mine: float) -> float:
    """What a name's own leading candidate has put into the vote: no name vouches for itself."""
    return mine * own.share if getattr(own.entry, attribute) == getattr(entry, attribute) else 0.0


def _at_home(entry: Entry, home: Entry) -> float:
    """1 in the dateline's country, a little more close to its town, 0 elsewhere."""
    same = float(entry.country is not None and entry.country == home.country)
    return same + (0.5 * math.exp(-_apart(entry, home) / NEAR_KM) if entry.kind != "country" else 0.0)


def _verdict(asked: Asked, group: list[Rival], home: Entry | None, rivals: Mapping[str, list[Rival]]) -> Choice:
    """The best candidate, or none when nothing but a chance likeness of names speaks for it."""
    if not group:
        return Choice(None, 0.0, f"“{asked.name}” is not in the gazetteer")
    best = max(group, key=lambda r: r.total)
    if doubt := _doubt(asked, best, home, rivals):
        return Choice(None, best.share, f"“{asked.name}”: {doubt}")
    return Choice(best.entry, best.share, _reason(best, len(group)))


def _doubt(asked: Asked, best: Rival, home: Entry | None, rivals: Mapping[str, list[Rival]]) -> str | None:
    """Why the best candidate is not to be believed, if so."""
    vouched = sum(best.points.get(p, 0.0) for p in ("others in the country", "near others", "dateline"))
    vouched += sum(v for p, v in best.points.items() if p.startswith("in "))
    if best.entry.match == 1:
        if fuzz.ratio(fold(asked.name), fold(best.entry.name)) < SIMILAR_ENOUGH and vouched < 3.0:
            return f"only like {best.entry.name} ({best.entry.country})"
        if vouched < 1.0:
            return f"like {best.entry.name} ({best.entry.country}), which nothing else in the report speaks for"
    if best.entry.match == 0 and vouched < INSIDE_VOUCHED:
        return f"{best.entry.name} in it is not enough: nothing else in the report speaks for {best.entry.country}"
    alone = home is None and len(rivals) < 2
    wide = best.entry.kind in ("region", "sea", "country") and best.entry.match > 1
    lowest = LOWEST_ABROAD if home is not None and len(rivals) >= SEVERAL else LOWEST
    if not alone and not wide and best.total < lowest and vouched < 0.3:
        return f"{best.entry.name} ({best.entry.country}) is small and far from the report's other places"
    return None


def _reason(best: Rival, rivals: int) -> str:
    told = sorted(((p, v) for p, v in best.points.items() if abs(v) >= 0.05), key=lambda pv: -abs(pv[1]))
    shares = ", ".join(f"{name} {value:+.1f}" for name, value in told[:5])
    return f"{best.share:.2f} of {rivals} candidate{'s' if rivals > 1 else ''}: {shares}"
