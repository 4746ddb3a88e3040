"""Our claims as PLOVER 2.0 would type them, for comparison with its records and PETRARCH's test sentences."""

from __future__ import annotations

import re

from dateline.model import Claim, Status

COOPERATIVE = frozenset({"agree", "consult", "support", "cooperate", "aid"})
YIELDING = frozenset({"retreat", "concede"})
HOSTILE = frozenset({"sanction", "coerce", "assault", "mobilize", "protest"})
BY_MODE = {
    ("decide", "resign"): {"RETREAT"},
    ("aid", "pledge"): {"AGREE"},
    ("aid", "offer"): {"AGREE"},
    ("assault", "displacement"): {"SANCTION"},
    ("assault", "seizure"): {"COERCE", "ASSAULT"},
    ("retreat", "lift"): {"RETREAT", "CONCEDE"},
}
NOT_PLOVER = frozenset({"decide", "hazard", "figure"})


def plover_types(claim: Claim, trigger: str) -> frozenset[str]:
    """The PLOVER 2.0 types a claim exports as; none for what PLOVER has no type for. Two where codebook and
    conversion table differ."""
    kind = claim.type.value
    by_mode = BY_MODE.get((kind, claim.mode or ""))
    if claim.status is Status.DENIED:
        return frozenset({"REJECT"}) if kind in COOPERATIVE | YIELDING else frozenset()
    if claim.status in (Status.PLANNED, Status.THREATENED):
        if kind in COOPERATIVE:
            return frozenset({"AGREE"})
        if kind in YIELDING:
            return frozenset({"CONCEDE", "AGREE"})
        if kind in HOSTILE:
            return frozenset({"THREATEN"})
    if by_mode:
        return frozenset(by_mode)
    if kind in NOT_PLOVER:
        return frozenset()
    if kind == "agree" and re.match(r"sign|ratif", trigger, re.I):
        return frozenset({"SUPPORT"})  # PLOVER: signing or ratifying an agreement is SUPPORT
    return frozenset({kind.upper()})


def line(claim: Claim, text: str) -> str:
    who = ", ".join(p.name for p in claim.actor) + " > " + ", ".join(p.name for p in claim.recipient)
    return f"{claim.type}/{claim.mode}/{claim.status} {who} | {claim.evidence.trigger.of(text)} | {claim.why}"
