"""MUC-4: who did it, to what, to whom, with what; fillers of all incidents of a text taken together.

`--data DIR` holds muc4_docs.jsonl.gz and muc4_keys.jsonl.gz; the texts are TST1 and TST2 (the development
split of later work on these texts: 200), never TST3 and TST4. Texts are upper case, as they came.

After CEAF-REE (Du and others 2021): per role the gold entities of a text are sets of mention strings; one
of our strings fills one entity at most. `exact` counts a string that is one of the mentions (articles,
numbers and quotation marks aside); `head` one whose last word is that of a mention, or with one's words
within the other's. Optional templates are not counted as missed, but a filler found there is right. Roles
from claims of type assault that happened: an actor is an organisation when resolved to a known party (it
has an id), else individuals; a recipient is a victim when it is people, else a target, like the site of the
attack; claims carry no weapon, so WEAPON is 0 by construction and left out of `ALL`. Published, trained on
1,300 texts and scored on TST3 and TST4 with all five roles: GRIT 0.545, TempGen about 0.578 (recalled, not
re-read).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import chain as joined
from typing import Any

from bench.__main__ import corpus
from bench.chaining import add_options, article, bag, chain_of, sample, scores, words
from bench.police import lines
from dateline.model import Claim, Party, Status
from dateline.pipeline import Chain

NAME = "muc4"
SUMMARY = "MUC-4 TST1 and TST2: fillers of perpetrator, target and victim, per text"
SLOTS = {
    "PERP-INDIVIDUAL": ("PERP: INDIVIDUAL ID",),
    "PERP-ORGANISATION": ("PERP: ORGANIZATION ID",),
    "TARGET": ("PHYS TGT: ID",),
    "VICTIM": ("HUM TGT: NAME", "HUM TGT: DESCRIPTION"),
    "WEAPON": ("INCIDENT: INSTRUMENT ID",),
}
SPLIT = ("TST1", "TST2")
THINGS = bag(
    "building office offices embassy house home bridge station headquarters barracks bank pipeline tower "
    "towers car vehicle vehicles "
    "bus truck aircraft plane helicopter church school shop store plant base garrison facility "
    "facilities farm residence"
)
SMALL = bag("the a an of and one two three four five six seven eight nine ten some several")
Fillers = dict[str, set[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = corpus(args.data, "muc4")
    keys: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key in lines(data / "muc4_keys.jsonl.gz"):
        keys[key["doc"]].append(key)
    docs = [d for d in lines(data / "muc4_docs.jsonl.gz") if d["doc"].startswith(SPLIT)]
    chain = chain_of(args)
    exact, head, ours, gold = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for doc in sample(docs, args.limit, args.seed):
        made = fillers(chain, doc["text"], doc["doc"])
        for role, slots in SLOTS.items():
            wanted, extra = entities(keys[doc["doc"]], slots)
            hits = (
                filled(made[role], wanted, extra, same_exactly),
                filled(made[role], wanted, extra, same_head),
            )
            exact[role] += hits[0][0]
            head[role] += hits[1][0]
            gold[role] += len(wanted)
            ours[role] += len(made[role]) - hits[1][1]
    rows = {role: row(exact[role], head[role], ours[role], gold[role]) for role in SLOTS}
    kept = [r for r in SLOTS if r != "WEAPON"]
    rows["ALL"] = row(*(sum(c[r] for r in kept) for c in (exact, head, ours, gold)))
    return rows


def row(exact: int, head: int, ours: int, gold: int) -> dict[str, Any]:
    strict, loose = scores(exact, ours, gold), scores(head, ours, gold)
    return {
        "gold": gold,
        "ours": ours,
        "exact_f1": strict["f1"],
        "head_p": loose["p"],
        "head_r": loose["r"],
        "head_f1": loose["f1"],
    }


# ------------------------------------------------------------------------------------------------------- gold


def entities(keys: list[dict[str, Any]], slots: tuple[str, ...]) -> tuple[list[set[str]], list[set[str]]]:
    """The gold entities of a text in these slots: those that must be found, and optional ones.

    Entities of several templates that share a mention are one.
    """
    wanted: list[set[str]] = []
    extra: list[set[str]] = []
    for key in keys:
        for told in joined.from_iterable(key["slots"].get(s, ()) for s in slots):
            mentions = set(mentions_of(told))
            if mentions:
                into = extra if key.get("optional") or told.startswith("?") else wanted
                same = next((e for e in into if e & mentions), None)
                same.update(mentions) if same is not None else into.append(mentions)
    return wanted, [e for e in extra if not any(e & w for w in wanted)]


def mentions_of(told: str) -> Iterator[str]:
    """The alternatives of one slot line: what stands in quotation marks; for `"PRESIDENT": "CEREZO"` both."""
    for found in re.findall(r'"((?:\\"|[^"])*)"', told):
        if text := normal(found):
            yield text


def normal(text: str) -> str:
    """Words alone, without articles and numbers before them."""
    kept = list(words(text))
    while kept and (kept[0] in SMALL or kept[0].isdigit()):
        kept.pop(0)
    return " ".join(kept)


def same_exactly(ours: str, mention: str) -> bool:
    return ours == mention


def same_head(ours: str, mention: str) -> bool:
    left, right = ours.split(), mention.split()
    return left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left)


def filled(
    ours: set[str], wanted: list[set[str]], extra: list[set[str]], same: Callable[[str, str], bool]
) -> tuple[int, int]:
    """How many wanted entities our fillers find, one each, and how many fillers are of optional ones."""
    left, found = sorted(ours), 0
    for entity in wanted:
        hit = next((o for o in left if any(same(o, m) for m in entity)), None)
        if hit is not None:
            left.remove(hit)
            found += 1
    return found, sum(any(same(o, m) for e in extra for m in e) for o in left)


# ------------------------------------------------------------------------------------------------------- ours


def fillers(chain: Chain, text: str, name: str) -> Fillers:
    """Our fillers of each role over all attacks of one text."""
    found: Fillers = {role: set() for role in SLOTS}
    coded = article(chain, text, name)
    for claim in coded[1] if coded else ():
        if claim.type.value == "assault" and claim.status in (Status.HAPPENED, Status.ONGOING):
            for role, told in told_by(claim):
                if plain := normal(told):
                    found[role].add(plain)
    return found


def told_by(claim: Claim) -> Iterator[tuple[str, str]]:
    """(role, words) of one attack."""
    for party in claim.actor:
        yield ("PERP-ORGANISATION" if is_organisation(party) else "PERP-INDIVIDUAL"), party.text or party.name
    for party in claim.recipient:
        yield (
            ("TARGET" if THINGS & set(words(party.text or party.name)) else "VICTIM"),
            party.text or party.name,
        )
    if claim.place is not None and claim.place.precision == "site":
        yield "TARGET", claim.place.name


def is_organisation(party: Party) -> bool:
    """A party that the resolver knows as a body (an id that is no country's)."""
    return party.id is not None and not party.id.startswith("iso:")
