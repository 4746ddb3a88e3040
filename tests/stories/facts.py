"""Looks for a stated fact among exported claims: what an analyst would tick off with a pencil."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """One fact to find: every field that is given must hold for one and the same claim."""

    type: str
    words: str  # in the sentence that is the evidence
    status: tuple[str, ...] = ("happened", "ongoing")
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    counts: tuple[tuple[str, float], ...] = ()
    day: str | None = None  # ISO day the claim's interval must hold


def tells(fact: Fact, claim: dict[str, Any], text: str) -> bool:
    """Whether this claim states this fact."""
    spans = [claim["evidence"]["sentence"], *claim["evidence"].get("more", [])]
    when = claim["when"] or {}
    counts = {(c["what"], float(c["value"])) for c in claim["counts"]}
    return (
        claim["type"] == fact.type
        and claim["status"] in fact.status
        and any(fact.words in text[start:end] for start, end in spans)
        and (fact.mode is None or claim["mode"] == fact.mode)
        and _named(fact.actor, claim["actor"])
        and _named(fact.recipient, claim["recipient"])
        and (fact.place is None or fact.place.lower() in plain((claim["place"] or {"name": ""})["name"]))
        and set(fact.counts) <= counts
        and (fact.day is None or (when.get("start") or "9999") <= fact.day <= (when.get("end") or "0000"))
    )


def plain(name: str) -> str:
    """Without marks on letters: the gazetteer writes Al Qā’im and Al Qayyārah."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalnum() or c == " ")


def _named(part: str | None, parties: list[dict[str, Any]]) -> bool:
    return part is None or any(part.lower() in party["name"].lower() for party in parties)
