"""Dating reports whose day was taken away: is the truth inside, and how narrow is the interval?

Every development report is read without its metadata, address, name and dateline day, and dated twice: from its text
alone (`text`), and against the ledger of its story's other reports, which keep their days (`ledger`). `together`
takes the days of the two seeds away at once and gives them each other, then the story they belong to. Rows of
Wikinews 2019 are dated from their text alone. Every report is parsed once and coded twice, with its day and without.

`inside` is the share of intervals that hold the true day, `both` the share with two ends, `start` and `end` with that
end, `days` the median length of those with both. `--show STORY` prints every interval of a story with its evidence.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.__main__ import shared_folder
from dateline.coding import code, load_lexicon
from dateline.dating.bounds import ends
from dateline.dating.infer import Dated, base, infer
from dateline.model import Claim, Interval, Issue, LedgerView, RawReport, Report, Source
from dateline.parse import load_parser
from dateline.pipeline import Chain
from dateline.read import load_outlets, read_report
from dateline.resolve import load_knowledge, resolve

NAME = "dating"
SUMMARY = "reports stripped of their day: soundness and width of inferred intervals, by text and by ledger"
STORIES = ("iraq-2020", "quake-2023", "grain-2022", "myanmar-2021", "seeds")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", default="dateline", help="parser to use (default: the shipped model)")
    parser.add_argument("--show", metavar="STORY", help="print every interval of one story with its evidence")
    parser.add_argument("--story", nargs="+", choices=STORIES, default=list(STORIES), help="only these stories")
    parser.add_argument("--limit", type=int, default=0, help="so many Wikinews rows (default: all)")


@dataclass(frozen=True, slots=True)
class Twice:
    """One report with its true day and without any, and its claims as coded from each."""

    dated: Report
    bare: Report
    claims: tuple[Claim, ...]
    bare_claims: tuple[Claim, ...]

    @property
    def truth(self) -> date:
        assert self.dated.published is not None
        assert self.dated.published.start is not None
        return self.dated.published.start


def run(args: argparse.Namespace) -> dict[str, Any]:
    shared = args.data or shared_folder()
    chain = Chain(load_parser(args.parser), load_outlets(), load_knowledge(), load_lexicon())
    stories = {name: list(twice(shared / "eval" / "reports" / name, chain)) for name in args.story}
    rows: dict[str, Any] = {}
    for name, reports in stories.items():
        rows[f"{name} text"] = measured((base(r.bare), r.truth) for r in reports)
        if name != "seeds":
            found = [against(r, [o for o in reports if o is not r]) for r in reports]
            rows[f"{name} ledger"] = measured((d.interval, r.truth) for d, r in zip(found, reports, strict=True))
            if args.show in (name, "all"):
                shown(found, reports)
    if "seeds" in stories:
        rows.update(seeds(stories["seeds"], stories.get("iraq-2020", []), args.show in ("seeds", "all")))
    rows["wikinews 2019 text"] = measured(wikinews(shared, chain, args.limit))
    return rows


def seeds(pair: Sequence[Twice], story: Sequence[Twice], show: bool) -> dict[str, Any]:
    rows = {}
    for name, others in (("seeds with each other", []), ("seeds and iraq-2020", story)):
        found = dated(pair, others)
        rows[name] = measured((d.interval, r.truth) for d, r in zip(found, pair, strict=True))
        if show:
            shown(found, pair)
    return rows


def twice(folder: Path, chain: Chain) -> Iterator[Twice]:
    for number, path in enumerate(sorted(folder.glob("*.json"))):
        item = json.loads(path.read_text(encoding="utf-8"))
        source = Source(f"{number}.txt", "text/plain")
        raw = RawReport(source, item["text"], id=f"r{number:02}", title=item.get("title"))
        text = without_day(raw, chain)
        bare = read_report(replace(raw, text=text), chain.outlets)
        assert not isinstance(bare, Issue), bare
        day = date.fromisoformat(item["published"][:10])
        full = replace(bare, published=Interval(day, day, "day", "JSON field 'published'"))
        doc = chain.parser.parse(text, masked=tuple(f.span for f in bare.furniture))
        coded = [code(doc, r, resolve(doc, r, chain.knowledge), chain.lexicon, coder="bench") for r in (full, bare)]
        yield Twice(full, bare, coded[0].claims, coded[1].claims)


def without_day(raw: RawReport, chain: Chain) -> str:
    """The text without the day in its dateline and without printed date lines."""
    read = read_report(raw, chain.outlets)
    assert not isinstance(read, Issue), read
    text = raw.text
    for item in reversed([f for f in read.furniture if f.kind == "date"]):
        text = text[: item.span.start] + text[item.span.end :]
    if read.dateline and read.dateline.day:
        at = text.find(read.dateline.day)
        text = text[:at].rstrip(" ,") + text[at + len(read.dateline.day) :]
    return text


def against(one: Twice, others: Sequence[Twice]) -> Dated:
    return dated([one], others)[0]


def dated(undated: Sequence[Twice], others: Sequence[Twice]) -> tuple[Dated, ...]:
    """The undated reports against dated others."""
    known = [replace(o.dated, id=f"known-{o.dated.id}") for o in others]
    claims = [replace(c, report=f"known-{c.report}") for o in others for c in o.claims]
    view = LedgerView((*known, *(u.bare for u in undated)), tuple(claims))
    return infer(view, {u.bare.id: u.bare_claims for u in undated})


def wikinews(shared: Path, chain: Chain, limit: int) -> Iterator[tuple[Interval, date]]:
    csv.field_size_limit(1 << 24)
    with gzip.open(shared / "data" / "wikinews" / "wikinews_2019.csv.gz", "rt", encoding="utf-8") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            if limit and number >= limit:
                return
            raw = RawReport(Source(f"{number}.txt", "text/plain"), row["text"], title=row.get("title"))
            read = read_report(replace(raw, text=without_day(raw, chain)), chain.outlets)
            if not isinstance(read, Issue):
                yield base(read), date.fromisoformat(row["date"][:10])


def measured(found: Iterable[tuple[Interval, date]]) -> dict[str, Any]:
    given = list(found)
    whole = [(w.end - w.start).days + 1 for w, _ in given if w.start and w.end]

    def share(n: int) -> float | None:
        return n / len(given) if given else None

    inside = sum((w.start or t) <= t <= (w.end or t) for w, t in given)
    return {
        "reports": len(given), "inside": share(inside), "start": share(sum(w.start is not None for w, _ in given)),
        "end": share(sum(w.end is not None for w, _ in given)), "both": share(len(whole)),
        "days": median(whole) if whole else None,
    }  # fmt: skip


def shown(found: Sequence[Dated], reports: Sequence[Twice]) -> None:
    for d, r in zip(found, reports, strict=True):
        a = d.agreed
        right = (a.first or r.truth) <= r.truth <= (a.last or r.truth)
        stretch = f"{ends(d.text.start, d.text.end)} → {ends(a.first, a.last)}"
        say(f"{'  ' if right else '! '}{r.truth} {stretch} {r.dated.title}")
        for bound in a.kept:
            say(f"     {'' if bound.allows(r.truth) else 'WRONG '}{bound.told()}")
        for bound in a.left_out:
            say(f"     out {'' if bound.allows(r.truth) else '(rightly) '}{bound.told()}")


def say(line: str) -> None:
    print(line, file=sys.stderr)
