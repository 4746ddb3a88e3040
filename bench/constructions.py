"""Gold items by the grammar of their trigger: what is found and whose parties are right, construction by construction.

The construction is read from our own parse of the evidence (Universal Dependencies), so a parse that errs files an
item wrongly; the sums are those of `bench claims`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from spacy.tokens import Doc, Token

from dateline.coding import load_lexicon

ORDER = (
    "active", "passive", "reported", "infinitive", "participle", "relative", "coordinated", "light verb", "noun",
    "other", "headline",
)  # fmt: skip


def construction(trigger: Token, light: frozenset[str]) -> str:
    """The construction that a trigger's first content word stands in."""
    token = trigger
    if token.pos_ in ("NOUN", "PROPN"):
        held = token.dep_ in ("obj", "nsubj:pass") and token.head.lemma_.lower() in light
        return "light verb" if held else "noun"
    if token.pos_ not in ("VERB", "AUX"):
        return "other"
    if token.dep_ == "acl:relcl":
        return "relative"
    if token.dep_ == "acl" or (token.dep_ == "advcl" and token.tag_ in ("VBG", "VBN")):
        return "participle"
    if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in token.children):
        return "passive"
    if token.dep_ == "xcomp" or any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children):
        return "infinitive"
    if token.dep_ == "conj":
        return "coordinated"
    return "reported" if token.dep_ == "ccomp" else "active"


def trigger_of(doc: Doc, gold: Mapping[str, Any]) -> Token | None:
    """The first content word of an item's trigger, within its evidence; None for what only the headline says."""
    at = doc.text.find(str(gold["evidence"]))
    first = doc.text.find(str(gold["trigger"]), at) if at >= 0 else -1
    span = doc.char_span(first, first + len(str(gold["trigger"])), alignment_mode="expand") if first >= 0 else None
    if span is None:
        return None
    content = [t for t in span if t.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX")]
    return min(content, key=lambda t: t.pos_ != "VERB") if content else span[0]


def by_construction(details: Iterable[Mapping[str, Any]], docs: Mapping[str, Doc], scorer: ModuleType) -> str:
    """A table: items, share found, and of those found the share with the type, the actor and the recipient right."""
    light = frozenset(load_lexicon().words("stance", "light"))
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in details:
        gold = item.get("gold")
        if gold is None or gold["report"] not in docs:
            continue
        token = trigger_of(docs[gold["report"]], gold)
        rows["headline" if token is None else construction(token, light)].append(item)
    lines = [f"{'construction':13} {'gold':>6} {'found':>7} {'type':>7} {'actor':>7} {'recipient':>10}"]
    for name in ORDER:
        if rows[name]:
            found = [r for r in rows[name] if "match" in r]
            shares = [
                share(r["gold"]["type"] == r["claim"]["type"] for r in found),
                *(share(parties(scorer, found, role)) for role in ("actor", "recipient")),
            ]
            told = len(found) / len(rows[name])
            lines.append(f"{name:13} {len(rows[name]):6} {told:7.3f} {shares[0]:>7} {shares[1]:>7} {shares[2]:>10}")
    return "\n".join(lines)


def parties(scorer: ModuleType, found: list[Mapping[str, Any]], role: str) -> Iterator[bool]:
    """Whether each found item that has such a party in the gold has it right, as the scorer tells."""
    return (bool(scorer.party_ok(r["gold"][role], r["claim"][role])) for r in found if r["gold"].get(role))


def share(right: Iterable[bool]) -> str:
    """The share of what is right; a dash where nothing is scored."""
    scored = list(right)
    return f"{sum(scored) / len(scored):.3f}" if scored else "-"
