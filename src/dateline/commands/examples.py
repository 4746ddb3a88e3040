"""Runs the example sentences of a lexicon: what an entry must code, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.coding import code
from dateline.coding.lexicon import Entry, Example
from dateline.model import Claim, Coded, Interval, Kind, Report, Source, Status
from dateline.pipeline import Chain
from dateline.resolve import resolve

TOLD = date(2024, 3, 15)  # the day on which every example counts as published


@dataclass(frozen=True, slots=True)
class Failure:
    """One example that came out otherwise than the entry says."""

    file: str
    entry: str
    example: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: “{self.example}”: {self.found}"


def failures(chain: Chain, every: int = 1) -> Iterator[Failure]:
    """Every failing example, in file order; with `every`, only each so-manieth example is tried."""
    told = [(e, kind, x) for e in chain.lexicon.entries for kind in JUDGES for x in getattr(e, kind)][::every]
    for (entry, kind, example), coded in zip(told, _all_coded([x for _, _, x in told], chain), strict=True):
        if found := JUDGES[kind](entry, example, coded):
            yield Failure(entry.file, entry.id, example.text, found)


def count(chain: Chain) -> int:
    """How many examples there are."""
    return sum(len(e.yes) + len(e.no) + len(e.real) for e in chain.lexicon.entries)


def _all_coded(examples: list[Example], chain: Chain) -> Iterator[Coded]:
    """The claims of each example, read as a report of its own; the parser takes many at once."""
    docs = chain.parser.parse_many(x.text for x in examples)
    for example, doc in zip(examples, docs, strict=True):
        report = _report(example)
        yield code(doc, report, resolve(doc, report, chain.knowledge), chain.lexicon, coder=chain.fingerprint)


def _report(example: Example) -> Report:
    published = Interval(TOLD, TOLD, "day", "the examples' day")
    return Report("example", example.text, Source("example", "text/plain"), published=published, language="en")


def _missing(entry: Entry, example: Example, coded: Coded) -> str:
    """Why a `yes` example fails; empty when it passes. Another entry of its type may code it, if more specific. A decoy
    must be what a word was passed over for."""
    if entry.type is None:
        return "" if any(p.entry == entry.id for p in coded.passed_over) else "not passed over"
    claims = [c for c in coded.claims if _by(entry, c)] or [c for c in coded.claims if c.type is entry.type]
    if not claims:
        others = ", ".join(c.why.split(" ")[0] for c in coded.claims)
        return f"not coded (found: {others or 'nothing'})"
    return "" if any(_as_expected(example, c) for c in claims) else f"coded otherwise: {_told(claims[0])}"


def _unwanted(entry: Entry, example: Example, coded: Coded) -> str:
    """Why a `no` example fails: its entry coded it, or, for a decoy, any entry coded something that happened."""
    if entry.type is not None:
        return "coded, but must be left alone" if any(_by(entry, c) for c in coded.claims) else ""
    happened = [c for c in coded.claims if c.status is Status.HAPPENED and c.kind is Kind.EVENT]
    return f"a decoy coded by {happened[0].why.split(' ')[0]}" if happened else ""


def _lost(entry: Entry, example: Example, coded: Coded) -> str:
    """Why a `real` example fails: no event claim of any entry is as expected."""
    events = [c for c in coded.claims if c.kind is Kind.EVENT]
    if any(_as_expected(example, c) for c in events):
        return ""
    return "not coded as expected: " + (", ".join(map(_told, events)) or "nothing")


def _by(entry: Entry, claim: Claim) -> bool:
    return claim.why.split(" ")[0].rstrip(";:,") == entry.id


def _as_expected(example: Example, claim: Claim) -> bool:
    """Type, mode and status as the example gives them; other fields are checked by the coder's own tests."""
    plain = {"type": claim.type.value, "mode": claim.mode, "status": claim.status.value}
    return all(plain[k] == v for k, v in example.expect.items() if k in plain)


def _told(claim: Claim) -> str:
    return f"{claim.type.value}/{claim.mode}/{claim.status.value}"


JUDGES = {"yes": _missing, "no": _unwanted, "real": _lost}
