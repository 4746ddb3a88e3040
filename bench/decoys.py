"""Decoys: sentences that look like events and are none; the share that yields a claim with status happened.

`unseen` are the sentences of bench/decoys.yaml, which no entry was made from: no claim at all may have happened. The
others are the lexicon's own, which run as its tests, so they say that the tests hold and little more: those of
decoy entries, where no claim may have happened, and the `no:` sentences of the other entries, which that entry must
leave alone (such a sentence may well tell another event: "A strike by train drivers" is no air strike, and a
protest). `any` counts every claim with status happened; `wrong` is `any` for the first two and the claims of the
sentence's own entry for the last. `--errors N` prints so many of the wrong ones.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from bench.chaining import add_options, chain_of, sample, sentence, share
from dateline.coding import Entry, Lexicon
from dateline.model import Claim, Status

UNSEEN = Path(__file__).with_name("decoys.yaml")
NAME = "decoys"
SUMMARY = "decoy sentences, unseen and the lexicon's own: share that yields a claim of status happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser)
    parser.add_argument("--errors", type=int, default=0, help="print so many of the wrong ones")


def run(args: argparse.Namespace) -> dict[str, Any]:
    chain = chain_of(args)
    counts = Counter[str]()
    left = args.errors
    for entry, text in sample(sentences(chain.lexicon), args.limit, args.seed):
        happened = [
            c for c in sentence(chain, text, entry.id) if c.status is Status.HAPPENED and c.kind.value == "event"
        ]
        wrong = happened if entry.type is None else by_entry(happened, entry.id)
        counts.update(counted(entry, happened, wrong))
        if wrong and left > 0:
            left -= 1
            print(f"{entry.id}: {text} → {wrong[0].why}")
    for group, text in sample(unseen(), args.limit, args.seed):
        happened = [c for c in sentence(chain, text, group) if c.status is Status.HAPPENED and c.kind.value == "event"]
        names = ("unseen", f"  {group}")
        counts.update(
            f"{n}/{w}" for n in names for w, true in (("all", 1), ("any", happened), ("wrong", happened)) if true
        )
        if happened and left > 0:
            left -= 1
            print(f"unseen {group}: {text} → {happened[0].why}")
    return table(counts)


def unseen() -> list[tuple[str, str]]:
    """(what it is, sentence) of those written for measuring alone."""
    told: dict[str, list[str]] = yaml.safe_load(UNSEEN.read_text(encoding="utf-8"))
    return [(group, text) for group, texts in told.items() for text in texts]


def sentences(lexicon: Lexicon) -> list[tuple[Entry, str]]:
    """Every `no:` sentence with its entry."""
    return [(entry, example.text) for entry in lexicon.entries for example in entry.no]


def by_entry(claims: list[Claim], entry: str) -> list[Claim]:
    """The claims that an entry coded (`why` opens with its id)."""
    return [c for c in claims if c.why.split(" ")[0].rstrip(":;,") == entry]


def counted(entry: Entry, happened: list[Claim], wrong: list[Claim]) -> list[str]:
    group = "decoys" if entry.type is None else "no: of entries"
    names = [group, *([f"  {entry.id}"] if entry.type is None else [])]
    return [
        f"{n}/{what}"
        for n in names
        for what, true in (("all", True), ("any", bool(happened)), ("wrong", bool(wrong)))
        if true
    ]


def table(n: Counter[str]) -> dict[str, Any]:
    groups = sorted({key.rsplit("/", 1)[0] for key in n}, key=lambda g: (g.startswith(" "), g))
    rows: dict[str, Any] = {}
    for g in groups:
        total = n[f"{g}/all"]
        rows[g] = {
            "sentences": total,
            "any": share(n[f"{g}/any"], total),
            "wrong": share(n[f"{g}/wrong"], total),
        }
    main = [g for g in groups if not g.startswith(" ")]
    total = sum(n[f"{g}/all"] for g in main)
    rows["ALL"] = {"sentences": total, "wrong": share(sum(n[f"{g}/wrong"] for g in main), total)}
    return rows
