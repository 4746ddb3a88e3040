"""Copies: are cut, re-headlined and edited texts found to be one family, and are separately written ones not?

Reports of the development stories and articles of the long tail are printed again in six ways, each by fixed rules and
a fixed seed; `found` is the share of such prints that land in the first text's family. `false` counts families that
hold articles of two incidents. Of the stories, which hold a few true copies, `families` counts those found, `least`
is the smallest share of the shorter text that one of these has in common, `nearest` the largest that two reports of no
one family have. `per_s` is texts a second, added at once and one by one.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from bench.__main__ import shared_folder
from bench.chaining import SEED, sample
from bench.goldclaims import story
from bench.police import lines
from dateline.model import Report, Source
from dateline.reconcile.copies import Families, families, grouped, shingled, story_of

NAME = "copies"
SUMMARY = "reprints cut, re-headlined and edited: found; separately written texts: apart; texts a second"
STORIES = ("iraq-2020", "myanmar-2021", "quake-2023", "grain-2022", "seeds")
WORDS = tuple(
    re.findall(
        r"\w+",
        "officials later added that more was known by evening when calls were returned and roads were open again",
    )
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=600, help="articles of the long tail (default 600; 0: all)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    shared = args.data or shared_folder()
    stories = [r for name in STORIES for r in story(shared, name)[0]]
    docs = [d for d in lines(shared / "data" / "gva-longtail" / "documents.jsonl.gz") if len(d["content"]) > 600]
    tail = [
        (Report(d["id"], d["content"], Source(d["id"], "text/plain")), str(d["incident"]))
        for d in sample(docs, args.limit, SEED)
    ]
    rows: dict[str, Any] = {name: reprinted(change, stories, [r for r, _ in tail]) for name, change in CHANGES.items()}
    rows["apart: stories"] = overlaps(stories)
    incident = {r.id: i for r, i in tail}
    mixed = [f for f in grouped(families(r for r, _ in tail)).values() if len({incident[r] for r in f}) > 1]
    rows["apart: long tail"] = {"texts": len(tail), "false": len(mixed)}
    return rows | speed([r for r, _ in tail])


def reprinted(change: Callable[[str, random.Random], str], *groups: list[Report]) -> dict[str, Any]:
    """Share of prints found in the family of the text they are made from."""
    chance, found, total = random.Random(SEED), 0, 0
    for group in groups:
        prints = [replace(r, id=f"{r.id}~", text=change(r.text, chance)) for r in group]
        family = families([*group, *prints])
        found += sum(family[r.id] == family[f"{r.id}~"] for r in group)
        total += len(group)
    return {"texts": total, "found": found / total}


def overlaps(reports: list[Report]) -> dict[str, Any]:
    """How far apart copies and others lie."""
    import numpy as np

    family, runs = families(reports), {r.id: shingled(story_of(r)) for r in reports}
    inside, outside = [], []
    for a, b in combinations(sorted(runs), 2):
        share = len(np.intersect1d(runs[a], runs[b])) / min(len(runs[a]), len(runs[b]))
        (inside if family[a] == family[b] else outside).append(share)
    return {"texts": len(reports), "families": len(grouped(family)), "least": min(inside), "nearest": max(outside)}


def speed(reports: list[Report]) -> dict[str, Any]:
    began = time.perf_counter()
    families(reports)
    at_once = time.perf_counter() - began
    grown, began = Families(), time.perf_counter()
    for report in reports[:300]:
        grown.add([report])
    return {"per_s at once": len(reports) / at_once, "per_s one by one": 300 / (time.perf_counter() - began)}


# ---------------------------------------------------------------------------------------------- ways to print again


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


def cut(text: str, chance: random.Random) -> str:
    """The first half."""
    row = sentences(text)
    return " ".join(row[: max(2, len(row) // 2)])


def headed(text: str, chance: random.Random) -> str:
    """Another opening sentence."""
    return " ".join(["A new day brought fresh word from the scene of the events told here.", *sentences(text)[1:]])


def counted(text: str, chance: random.Random) -> str:
    """Other numbers."""
    return re.sub(r"\d+", lambda m: str(int(m.group()[:6]) + chance.randint(1, 9)), text)


def edited(text: str, chance: random.Random) -> str:
    """One word in fifteen changed."""
    return " ".join(chance.choice(WORDS) if chance.random() < 1 / 15 else w for w in text.split())


def dropped(text: str, chance: random.Random) -> str:
    """One sentence in four left out."""
    return " ".join(s for s in sentences(text) if chance.random() > 0.25) or text


def extended(text: str, chance: random.Random) -> str:
    """As much again of other matter after it."""
    return text + " " + " ".join(_matter(len(text.split()), chance))


def _matter(words: int, chance: random.Random) -> Iterator[str]:
    for n in range(words):
        yield f"{chance.choice(WORDS)}{n % 7}"


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "cut to half": cut, "re-headlined": headed, "other numbers": counted, "edited, 1 word in 15": edited,
    "1 sentence in 4 dropped": dropped, "as much added": extended,
}  # fmt: skip
