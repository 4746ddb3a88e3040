"""PLOVER records and PETRARCH's own test sentences: event type, actor, recipient.

`--data DIR` holds plover-gsr/ and petrarch-unit-tests/. Types are compared as PLOVER would export ours
(`plover_types`): a planned withdrawal is CONCEDE or AGREE there, a threatened blockade THREATEN. Names of
the old record set are mapped as the PLOVER manual does (DEMAND to REQUEST, FIGHT to ASSAULT, DISAPPROVE and
INVESTIGATE to ACCUSE).

Records: `type` is the share of records where some claim has the type; `actor`, `recipient` and `both` are
shares of those: every gold party is among the claim's (by country code, or by words where both sides are of
one country), the best claim of the right type taken. A record without a recipient is not scored for it; one
with several actors and no recipient is reciprocal, and our actors and recipients are then taken together.
`placed` takes the claim's place for a recipient where it names none ("shelled the city": the records have
the city, or the country it lies in, as recipient; a claim has it as place); `both placed` likewise. The
records hold no sentence without an event, so there is no precision; `claims` says how many claims a
sentence gets.

Test sentences: F1 of (source, target, root type) tuples, and of pairs without the type. The unit records
have invented countries and codes of the older WEIS scheme (see bench/dyads.py), which knows no tense, so a
planned event counts as the event too; sentences with a code of neither scheme are left out. Countries are
compared, not the agent part. `silent` is the share of sentences without an event that get no pair.
`published` is what the peers state for their own files, where a tuple is their full codes. A peer that was run
beside this project (docs/benchmarks-claims.md says how) is scored in the same way: `--peer "SET=NAME=FILE"`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.chaining import (
    add_options,
    alpha2,
    chain_of,
    found_in,
    party_words,
    same_words,
    sample,
    sentence,
    share,
)
from bench.dyads import FILES, WEIS, of_peer, of_tests, root_types, test_sentences
from bench.plovertypes import line, plover_types
from dateline.model import Claim, Party, Place
from dateline.pipeline import Chain

NAME = "plover"
SUMMARY = "PLOVER records and PETRARCH test sentences: type, actor, recipient"

OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
JUDGED = ("actor", "recipient", "both", "placed", "both placed")
PUBLISHED = {"PETRARCH2 (published)": 0.73, "UniversalPetrarch (published)": 0.70}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser)
    parser.add_argument("--peer", action="append", default=[], help="a peer's answers: SET=NAME=FILE (bench/dyads.py)")
    parser.add_argument("--details", type=Path, help="write every record with what was made of it to this file")


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = args.data or shared_folder() / "data"
    chain = chain_of(args)
    details: list[dict[str, Any]] = []
    gold = list(records(json.loads((data / "plover-gsr" / "plover_gsr.json").read_text(encoding="utf-8"))))
    figures: dict[str, Any] = of_records(chain, sample(gold, args.limit, args.seed), details)
    for name, file in FILES.items():
        raw = (data / "petrarch-unit-tests" / file).read_text(encoding="utf-8")
        table = WEIS if name == "unit records" else root_types(data)
        tests = sample(list(test_sentences(raw, table)), args.limit, args.seed)
        figures[name] = of_tests(chain, tests, details)
        for whose, file in (x.split("=")[1:] for x in args.peer if x.split("=")[0] == name):
            figures[f"  {whose}"] = of_peer(Path(file), tests, table)
    figures |= {name: {"f1": value} for name, value in PUBLISHED.items()}
    if args.details:
        args.details.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in details), encoding="utf-8")
    return figures


# ---------------------------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class Named:
    """A gold party: its words and its code (ISO 3166-1 alpha-3, or IGO, NGO ...)."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Record:
    """One PLOVER record."""

    id: str
    text: str
    type: str
    actor: tuple[Named, ...]
    recipient: tuple[Named, ...]


def records(raw: list[dict[str, Any]]) -> Iterator[Record]:
    """The records of the file, without its header; markup is taken out of the text."""
    for item in raw:
        if "text" in item and item.get("event"):
            kind = OLD_NAMES.get(item["event"], item["event"])
            yield Record(item["id"], plain(item["text"]), kind, named(item.get("source")), named(item.get("target")))


def plain(text: str) -> str:
    """A record's text with "(SRC: Israel)" as "Israel" and single spaces."""
    return " ".join(re.sub(r"\((?:SRC/TAR|SRC|TAR|EVT|LOC):\s*([^()]*)\)", r"\1", text).split())


def named(raw: Any) -> tuple[Named, ...]:
    return tuple(Named(a.get("actorText", ""), a.get("code", "")) for a in raw) if isinstance(raw, list) else ()


def same_party(shared: frozenset[str], gold: Named, ours: Party) -> bool:
    """By country, unless the other side is of that country too; else by words."""
    country = alpha2(gold.code)
    if country and gold.code not in shared and ours.country == country:
        return True
    return same_words(gold.text, party_words(ours))


def of_records(chain: Chain, gold: list[Record], details: list[dict[str, Any]]) -> dict[str, Any]:
    total, right = Counter[str](), Counter[str]()
    tally = Counter[str]()
    for record in gold:
        claims = sentence(chain, record.text, record.id)
        tally["claims"] += len(claims)
        typed = [c for c in claims if record.type in plover_types(c, c.evidence.trigger.of(record.text))]
        total[record.type] += 1
        right[record.type] += bool(typed)
        best = max((judged(record, c) for c in typed), key=sum_of, default={})
        tally.update({f"{k} right": int(v) for k, v in best.items()})
        tally.update({f"{k} scored": 1 for k in best})
        details.append({"id": record.id, "gold": record.type, "typed": bool(typed), **best,
                        "text": record.text,
                        "actor_gold": [n.text for n in record.actor],
                        "recipient_gold": [n.text for n in record.recipient],
                        "ours": [line(c, record.text) for c in claims]})  # fmt: skip
    figures: dict[str, Any] = {
        "plover-gsr": {
            "gold": len(gold), "claims": share(tally["claims"], len(gold)),
            "type": share(sum(right.values()), len(gold)),
            **{k: share(tally[f"{k} right"], tally[f"{k} scored"]) for k in JUDGED},
        }
    }  # fmt: skip
    return figures | {f"  {kind}": {"gold": n, "type": right[kind] / n} for kind, n in sorted(total.items())}


def judged(record: Record, claim: Claim) -> dict[str, bool]:
    """Whether a claim has every gold actor and recipient of a record."""
    shared = frozenset(n.code for n in record.actor) & frozenset(n.code for n in record.recipient)
    same = partial(same_party, shared)
    ours = claim.actor
    if not record.recipient and len(record.actor) > 1:  # reciprocal
        ours = (*claim.actor, *claim.recipient)
    told = {"actor": found_in(record.actor, ours, same) == len(record.actor)} if record.actor else {}
    placed = dict(told)
    if record.recipient:
        told["recipient"] = found_in(record.recipient, claim.recipient, same) == len(record.recipient)
        placed["placed"] = told["recipient"] or all(is_place(g, claim.place, shared) for g in record.recipient)
    return {**told, **placed, "both": all(told.values()), "both placed": all(placed.values())}


def is_place(gold: Named, place: Place | None, shared: frozenset[str]) -> bool:
    """Whether a gold party is where the claim is, by name or country."""
    if place is None:
        return False
    country = alpha2(gold.code)
    if country and gold.code not in shared and place.country == country:
        return True
    return same_words(gold.text, place.name)


def sum_of(told: dict[str, bool]) -> int:
    return sum(told.values())
