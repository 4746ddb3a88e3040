"""What dashboards do, beside what Dateline does: joining reports whose headlines look alike.

Three linkers as such dashboards describe them, each joining whatever is linked through others, within three days:
`words` (Jaccard index of the sets of title words of three letters and more, stop words left out), `tf-idf` (cosine of
the title's words weighted by how rare they are), `letters` (Ratcliff and Obershelp's ratio of the two strings). Each
stands at the threshold that such tools name (0.5, 0.5, 0.8) and at the best one on this very data, which flatters it.

`stories`: pairs of reports of the development stories that tell of one gold event or more. `gva`: articles by incident,
B-cubed, `alone` being what joining nothing scores (`--limit` incidents, 0 for all).
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.chaining import SEED
from bench.linking import bcubed, f1

NAME = "titles"
SUMMARY = "headline-similarity linkers of dashboards beside Dateline: pairs of reports, incidents of the long tail"

DAYS = 3
STEPS = tuple(n / 20 for n in range(4, 20))  # thresholds tried for "best"
STOP = frozenset(
    re.findall(
        r"\w+",
        "the and for with from that this are was were has have had but not its his her their they who will would after"
        " over into says said say new amid out off how why what when where than",
    )
)
Alike = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Headed:
    """A report as a dashboard sees it: its headline and day."""

    id: str
    title: str
    day: date | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=400, help="so many incidents of gva, drawn (0: all)")
    parser.add_argument("--no-gva", action="store_true", help="the stories only")


def run(args: argparse.Namespace) -> dict[str, Any]:
    shared = args.data or shared_folder()
    rows = of_stories(shared)
    return rows if args.no_gva else rows | of_incidents(shared, args.limit)


# ---------------------------------------------------------------------------------------------------- the linkers


def words(title: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", title.lower()) if len(w) > 2 and w not in STOP)


def jaccard(a: str, b: str) -> float:
    ours, theirs = words(a), words(b)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def letters(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).ratio()


def rarity(reports: Sequence[Headed]) -> Alike:
    """Cosine of title words, each weighted by how few titles have it."""
    spread = Counter(w for r in reports for w in words(r.title))
    weight = {w: math.log(len(reports) / n) + 1 for w, n in spread.items()}

    def cosine(a: str, b: str) -> float:
        ours, theirs = words(a), words(b)
        size = math.sqrt(sum(weight[w] ** 2 for w in ours) * sum(weight[w] ** 2 for w in theirs))
        return sum(weight[w] ** 2 for w in ours & theirs) / size if size else 0.0

    return cosine


def scored(reports: Sequence[Headed], alike: Alike) -> list[tuple[float, int, int]]:
    """Pairs no more than DAYS apart that are alike at all."""
    order = sorted(range(len(reports)), key=lambda n: (reports[n].day or date.min, n))
    found = []
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            first, second = reports[i].day, reports[j].day
            if first and second and (second - first).days > DAYS:
                break
            if words(reports[i].title) & words(reports[j].title):
                found.append((alike(reports[i].title, reports[j].title), i, j))
    return found


def joined(count: int, pairs: Sequence[tuple[float, int, int]], threshold: float) -> list[int]:
    """The group of each report: all that is linked, also through others."""
    head = list(range(count))

    def root(n: int) -> int:
        while head[n] != n:
            head[n] = head[head[n]]
            n = head[n]
        return n

    for score, i, j in pairs:
        if score >= threshold:
            head[root(i)] = root(j)
    return [root(n) for n in range(count)]


def linkers(reports: Sequence[Headed]) -> dict[str, tuple[Alike, float]]:
    return {"words": (jaccard, 0.5), "tf-idf": (rarity(reports), 0.5), "letters": (letters, 0.8)}


# ------------------------------------------------------------------------------------------------------- the data


def of_stories(shared: Path) -> dict[str, Any]:
    """Pairs of reports that tell of one event: each linker, and Dateline from text to events."""
    reports, told = [], {}
    for folder in sorted((shared / "eval" / "reports").iterdir()):
        for path in sorted(folder.glob("*.json")):
            raw = json.loads(path.read_text(encoding="utf-8"))
            day = raw.get("published")
            reports.append(Headed(raw["id"], raw.get("title") or "", date.fromisoformat(day[:10]) if day else None))
        for line in (shared / "eval" / "gold" / f"{folder.name}.jsonl").read_text(encoding="utf-8").splitlines():
            if line.strip() and not (item := json.loads(line)).get("optional"):
                told.setdefault(item["report"], set()).add(f"{folder.name} {item['event']}")
    gold = sharing(reports, told)

    def figures(groups: Sequence[int]) -> dict[str, Any]:
        return pairs_of({(i, j) for i, j in combinations(range(len(reports)), 2) if groups[i] == groups[j]}, gold)

    rows = baselines(reports, "stories", figures, "f1")
    return rows | {"stories: Dateline": pairs_of(sharing(reports, ours(shared)), gold)}


def sharing(reports: Sequence[Headed], told: dict[str, set[str]]) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, j in combinations(range(len(reports)), 2)
        if told.get(reports[i].id, set()) & told.get(reports[j].id, set())
    }


def pairs_of(found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> dict[str, Any]:
    p = len(found & gold) / len(found) if found else 0.0
    r = len(found & gold) / len(gold)
    return {"pairs": len(gold), "joined": len(found), "right": len(found & gold), "p": p, "r": r, "f1": f1(p, r)}


def ours(shared: Path) -> dict[str, set[str]]:
    """The events that each report tells of, by Dateline: all stories in one ledger."""
    from bench.chaining import shipped
    from dateline.ingest import items
    from dateline.model import Issue
    from dateline.pipeline import run as run_chain
    from dateline.reconcile import reconcile

    done = [x for x in run_chain(items([str(shared / "eval" / "reports")]), shipped()) if not isinstance(x, Issue)]
    claims = [c for _, coded in done for c in coded.claims]
    home = {c: e.id for e in reconcile([r for r, _ in done], claims).events for c in e.claims}
    told: dict[str, set[str]] = {}
    for claim in claims:
        told.setdefault(claim.report, set()).add(home[claim.id])
    return told


def of_incidents(shared: Path, limit: int) -> dict[str, Any]:
    """Articles of the long tail by incident; Dateline's row is `bench linking --corpora gva`, on the same draw."""
    from bench import longtail
    from bench.chaining import shipped

    docs = longtail.drawn(shared, limit, SEED)
    reports = [Headed(d["id"], d["title"] or "", date.fromisoformat(d["dct"]) if d["dct"] else None) for d in docs]

    def figures(groups: Sequence[int]) -> dict[str, Any]:
        p, r = bcubed([(d["incident"], str(g)) for d, g in zip(docs, groups, strict=True)])
        return {
            "articles": len(docs),
            "gold": len({d["incident"] for d in docs}),
            "b3_p": p,
            "b3_r": r,
            "b3_f1": f1(p, r),
        }

    rows = {"gva: nothing joined": figures(range(len(docs)))} | baselines(reports, "gva", figures, "b3_f1")
    return rows | {"gva: Dateline": longtail.measure(longtail.coded(shipped(), shared, limit, SEED))}


def baselines(
    reports: Sequence[Headed], what: str, figures: Callable[[Sequence[int]], dict[str, Any]], goal: str
) -> dict[str, Any]:
    """A row for each linker at its usual threshold, and one at its best."""
    rows = {}
    for name, (alike, usual) in linkers(reports).items():
        pairs = scored(reports, alike)
        tried = {t: figures(joined(len(reports), pairs, t)) for t in {usual, *STEPS}}
        best = max(tried, key=lambda t: (tried[t][goal], t))
        rows[f"{what}: {name} {usual}"] = tried[usual]
        rows[f"{what}: {name} {best} (its best)"] = tried[best]
    return rows
