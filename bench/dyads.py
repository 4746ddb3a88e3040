"""PETRARCH's test sentences: who to whom, as (source code, target code, PLOVER type) tuples.

The unit records go back to TABARI's and carry codes of WEIS (041 welcomes, 122 condemns, 191 puts off, 223
fights) beside a few made up for one test (345, 903: those sentences are left out); the news records carry
CAMEO.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product
from pathlib import Path
from typing import Any

from bench.chaining import alpha2, party_words, scores, sentence, share
from bench.plovertypes import line, plover_types
from dateline.model import Claim, Party, Status
from dateline.pipeline import Chain

# Cue categories of WEIS (McClelland 1978, ICPSR 5211) as PLOVER types; comment (02) and deny (14) have none.
WEIS = {
    "01": "RETREAT", "03": "CONSULT", "04": "SUPPORT", "05": "AGREE", "06": "RETREAT", "064": "SUPPORT",
    "063": "AID", "061": "CONCEDE", "07": "AID", "08": "AGREE", "09": "REQUEST", "10": "REQUEST",
    "11": "REJECT",
    "12": "ACCUSE", "13": "ACCUSE", "15": "REQUEST", "16": "THREATEN", "17": "THREATEN", "181": "PROTEST",
    "182": "MOBILIZE", "19": "SANCTION", "20": "SANCTION", "21": "COERCE", "22": "ASSAULT",
}  # fmt: skip
MUTUAL = frozenset({"meeting", "talks", "phone"})  # who meets is met
FILES = {
    "unit records": "PETR.UnitTest.records.xml",
    "UP unit records": "UP.PETR.UnitTest.records.udpipe_2.0.xml",
    "news records": "UP.PETR2_GSR_validation.xml",
}


@dataclass(frozen=True, slots=True)
class Test:
    """One test sentence with its expected (source code, target code, PLOVER type) tuples."""

    id: str
    text: str
    tuples: tuple[tuple[str, str, str], ...]


def root_types(data: Path) -> dict[str, str]:
    """CAMEO code to PLOVER type, from PLOVER's own conversion table; the first line of a code counts."""
    table: dict[str, str] = {}
    for row in (data / "plover-gsr" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(\d{2,4}):\s*([A-Z]+)", row):
            table.setdefault(found[1], found[2])
    return table


def test_sentences(raw: str, table: dict[str, str]) -> Iterator[Test]:
    """Test sentences whose expected codes all have a PLOVER type (or that expect no event)."""
    for block in re.split(r"<Sentence\b", re.sub(r"<!--.*?-->", "", raw, flags=re.S))[1:]:
        text = re.search(r"<Text>(.*?)</Text>", block, re.S)
        name = re.search(r'\bid\s*=\s*"([^"]*)"', block)
        if text is None or name is None or re.search(r"<EventCoding\s+error", block):
            continue
        codings = [
            dict(re.findall(r"""(\w+)\s*=\s*["']"?([^"']*)""", c)) for c in re.findall(r"<EventCoding\b([^>]*)>", block)
        ]
        codings = [c for c in codings if "eventcode" in c]
        types = [type_of(c["eventcode"], table) for c in codings]
        if all(types):
            tuples = tuple((c["sourcecode"], c["targetcode"], t) for c, t in zip(codings, types, strict=True))
            yield Test(name[1], " ".join(text[1].split()), tuples)


def type_of(code: str, table: dict[str, str]) -> str:
    """The PLOVER type of a code, by the code itself or its cue category; "" for a code of another scheme."""
    if table is WEIS and len(code) != 3:
        return ""
    return table.get(code) or table.get(code[:2], "")


def same_code(code: str, party: Party) -> bool:
    """Whether a code's country part is a party: by ISO code, or as letters of a word, in order (ARN,
    Arnor).
    """
    root = code[:3].upper()
    country = alpha2(root)
    if country:
        return party.country == country
    if root == "---":
        return party.country is None
    return any(w[:1] == root[:1] and in_order(root, w) for w in party_words(party).upper().split())


def in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(c in rest for c in letters)


def of_tests(chain: Chain, gold: list[Test], details: list[dict[str, Any]]) -> dict[str, Any]:
    full = pairs = ours = wanted = silent = empty = 0
    for test in gold:
        claims = sentence(chain, test.text, test.id)
        made = [(a, r, types_of(c, test.text)) for c in claims for a, r in dyads(c) if types_of(c, test.text)]
        full += len(matched(test.tuples, made, with_type=True))
        pairs += len(matched(test.tuples, made, with_type=False))
        ours, wanted = ours + len(made), wanted + len(test.tuples)
        silent, empty = silent + (not test.tuples), empty + (not test.tuples and not made)
        details.append(
            {
                "id": test.id,
                "test": test.tuples,
                "text": test.text,
                "ours": [line(c, test.text) for c in claims],
            }
        )
    pair = scores(pairs, ours, wanted)
    return {"sentences": len(gold), **scores(full, ours, wanted), "pair_p": pair["p"], "pair_r": pair["r"],
            "pair_f1": pair["f1"], "silent": share(empty, silent)}  # fmt: skip


def of_peer(answers: Path, gold: list[Test], table: dict[str, str]) -> dict[str, Any]:
    """A peer's tuples scored as ours are. `answers` holds a JSON line a sentence: `id`, and `events` as [source code,
    target code, event code]; what it says twice of one sentence counts once. Codes are compared by their country part.
    """
    told = {}
    for row in map(json.loads, answers.read_text(encoding="utf-8").splitlines()):
        told.setdefault(row["id"], [(s[:3], t[:3], type_of(code, table)) for s, t, code in row["events"]])
    full = pairs = ours = wanted = silent = empty = 0
    for test in gold:
        made = Counter(dict.fromkeys(told.get(test.id, ()), 1))
        right = Counter((s[:3], t[:3], kind) for s, t, kind in test.tuples)
        full += (made & right).total()
        pairs += (Counter(x[:2] for x in made) & Counter(x[:2] for x in right)).total()
        ours, wanted = ours + made.total(), wanted + len(test.tuples)
        silent, empty = silent + (not test.tuples), empty + (not test.tuples and not made)
    pair = scores(pairs, ours, wanted)
    return {"sentences": len(gold), **scores(full, ours, wanted), "pair_p": pair["p"], "pair_r": pair["r"],
            "pair_f1": pair["f1"], "silent": share(empty, silent)}  # fmt: skip


def types_of(claim: Claim, text: str) -> frozenset[str]:
    """The PLOVER types of a claim, and those it would have if it had happened."""
    trigger = claim.evidence.trigger.of(text)
    return plover_types(claim, trigger) | plover_types(replace(claim, status=Status.HAPPENED), trigger)


def dyads(claim: Claim) -> list[tuple[Party, Party]]:
    """Who to whom, as PETRARCH writes it: every actor with every recipient; both ways for what several do
    together, and for meetings.
    """
    if claim.recipient:
        there = list(product(claim.actor, claim.recipient))
        back = [(b, a) for a, b in there] if claim.mode in MUTUAL else []
        return there + back
    return list(permutations(claim.actor, 2))


def matched(
    gold: tuple[tuple[str, str, str], ...],
    ours: list[tuple[Party, Party, frozenset[str]]],
    *,
    with_type: bool,
) -> list[int]:
    """Indices of our tuples that are one gold tuple each."""
    taken: list[int] = []
    for source, target, kind in gold:
        for n, (actor, recipient, types) in enumerate(ours):
            if n in taken or (with_type and kind not in types):
                continue
            if same_code(source, actor) and same_code(target, recipient):
                taken.append(n)
                break
    return taken
