"""CASE 2021 task 2: one ACLED sub-event type for a news snippet, weighted F1.

`--data DIR` holds snippets.tsv. Our claims are mapped to ACLED's sub-event types by the table below,
written from ACLED's codebook and not from these snippets, which only measure. Of several claims the most
specific says the label, in the order of `ORDER`; a snippet with no claim that has a label gets none, and
counts against recall. `sayable` is weighted F1 over the snippets whose label the table can give at all,
`all` over every snippet; best published for the shared task (all its types known, trained on labelled
snippets; Haneczok and others 2021): 0.839.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from typing import Any

from bench.__main__ import corpus
from bench.chaining import add_options, bag, chain_of, party_words, sample, scores, sentence, words
from dateline.model import Claim, Status

NAME = "case2021"
SUMMARY = "CASE 2021 task 2: ACLED sub-event type of news snippets, weighted F1"
PUBLISHED = 0.839

# Label to the type and modes that say it; no mode: any other mode of the type.
TABLE = {
    "AIR_STRIKE": ("assault airstrike drone",),
    "ART_MISS_ATTACK": ("assault missile rocket shelling",),
    "SUIC_BOMB": ("assault suicide-attack",),
    "REM_EXPLOS": ("assault bombing",),
    "CHEM_WEAP": ("assault unconventional",),
    "SEX_VIOL": ("assault sexual",),
    "ABDUCT_DISSAP": ("assault abduct",),
    "ARMED_CLASH": ("assault clash offensive violence retaliation",),
    "PROPERTY_DISTRUCT": ("assault arson destroy", "coerce seizure"),
    "PROTEST_WITH_INTER": ("assault crowd-control", "coerce crowd-control"),
    "MOB_VIOL": ("assault mob",),
    "ATTACK": ("assault",),
    "ARREST": ("coerce arrest question deport",),
    "VIOL_DEMONSTR": ("protest riot vandalize",),
    "PEACE_PROTEST": ("protest",),
    "NON_VIOL_TERRIT_TRANSFER": ("retreat handover",),
    "CHANGE_TO_GROUP_ACT": ("retreat withdraw disarm", "mobilize"),
    "AGREEMENT": ("retreat ceasefire", "agree"),
    "NATURAL_DISASTER": ("hazard earthquake flood storm eruption landslide drought outbreak",),  # disease too
    "MAN_MADE_DISASTER": ("hazard accident crash collapse explosion fire shipwreck stampede outage",),
    "ATTRIB": ("accuse claim blame",),
    "DIPLO": ("accuse summon", "sanction expel sanctions", "consult", "support", "cooperate"),
    "OTHER": ("assault displacement",),
}
BY_WHO_AND_WHAT = ("GRENADE", "DISR_WEAP", "FORCE_AGAINST_PROTEST")  # see label_of_claim
BY_WHOM = ("GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER")
SAYABLE = frozenset((*TABLE, *BY_WHO_AND_WHAT, *BY_WHOM))
ORDER = (
    *("SUIC_BOMB", "CHEM_WEAP", "AIR_STRIKE", "ART_MISS_ATTACK", "GRENADE", "REM_EXPLOS", "SEX_VIOL"),
    *("ABDUCT_DISSAP", "FORCE_AGAINST_PROTEST", "PROTEST_WITH_INTER", "VIOL_DEMONSTR", "MOB_VIOL", *BY_WHOM),
    *("ARMED_CLASH", "ATTACK", "DISR_WEAP", "PEACE_PROTEST", "PROPERTY_DISTRUCT", "ARREST"),
    *("NON_VIOL_TERRIT_TRANSFER", "MAN_MADE_DISASTER", "NATURAL_DISASTER", "AGREEMENT", "ATTRIB"),
    *("CHANGE_TO_GROUP_ACT", "DIPLO", "OTHER"),
)


def by_mode() -> dict[tuple[str, str | None], str]:
    """The table the other way round: (type, mode) to label."""
    turned: dict[tuple[str, str | None], str] = {}
    for label, lines in TABLE.items():
        for kind, *modes in (line.split() for line in lines):
            turned.update({(kind, mode): label for mode in (modes or (None,))})
    return turned


LABELS = by_mode()
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY"})
ARMED = STATE_SECTORS | {"REB", "UAF", "PRM"}
WEAPON_WORDS = ("weapon", "arms", "ammunition", "explosive", "rifle", "grenade", "bomb", "munition")
MOB = bag("mob mobs crowd crowds villagers residents locals")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = corpus(args.data, "case2021-task2")
    with (data / "snippets.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    chain = chain_of(args)
    pairs = []
    for row in sample(rows, args.limit, args.seed):
        pairs.append((row["SubType"], label_of(sentence(chain, row["EventSnippet"], row["id"]), row["EventSnippet"])))
    return figures(pairs)


def figures(pairs: list[tuple[str, str | None]]) -> dict[str, Any]:
    """Per label and weighted F1, over pairs of (gold, ours)."""
    rows = {label: row_of(pairs, label) for label in sorted({g for g, _ in pairs})}
    sayable = [(g, o) for g, o in pairs if g in SAYABLE]
    return {
        **rows,
        "all": {"gold": len(pairs), "f1": weighted(pairs), "unlabelled": sum(o is None for _, o in pairs)},
        "sayable": {"gold": len(sayable), "f1": weighted(sayable)},
        "CASE 2021 best (published)": {"f1": PUBLISHED},
    }


def row_of(pairs: list[tuple[str, str | None]], label: str) -> dict[str, Any]:
    hit = sum(g == o == label for g, o in pairs)
    wrong = Counter(o or "none" for g, o in pairs if g == label and o != label)
    taken = ", ".join(f"{name} {n}" for name, n in wrong.most_common(3))
    return {
        **scores(hit, sum(o == label for _, o in pairs), sum(g == label for g, _ in pairs)),
        "taken for": taken,
    }


def weighted(pairs: list[tuple[str, str | None]]) -> float:
    """F1 of each gold label weighted by how often it is gold, as the task scores."""
    counts = Counter(g for g, _ in pairs)
    return sum(n * float(row_of(pairs, label)["f1"]) for label, n in counts.items()) / len(pairs) if pairs else 0.0


def label_of(claims: tuple[Claim, ...], text: str) -> str | None:
    """The one label of a snippet: ACLED's rules for demonstrations, then the most specific claim."""
    kept = [c for c in claims if c.status not in (Status.DENIED,)]
    found = {label for c in kept if (label := label_of_claim(c, text))}
    found |= demonstration(kept, found)
    return next((label for label in ORDER if label in found), None)


def label_of_claim(claim: Claim, text: str) -> str | None:
    """The label of one claim by the table, sharpened by who acts and with what."""
    kind, mode = claim.type.value, claim.mode
    if kind == "assault" and mode == "seizure":
        state = any(p.sector in STATE_SECTORS for p in claim.actor)
        return "GOV_REGAINS_TERIT" if state else "NON_STATE_ACTOR_OVERTAKES_TER"
    if kind == "figure" and any(n.what == "cases" for n in claim.counts):
        return "NATURAL_DISASTER"
    label = LABELS.get((kind, mode)) or LABELS.get((kind, None))
    told = claim.evidence.sentence.of(text).lower()
    if label in ("REM_EXPLOS", "ATTACK") and "grenade" in told:
        return "GRENADE"
    if label == "PROPERTY_DISTRUCT" and kind == "coerce" and any(w in told for w in WEAPON_WORDS):
        return "DISR_WEAP"
    if label == "ATTACK" and any(MOB & set(words(party_words(p))) for p in claim.actor):
        return "MOB_VIOL"
    if label == "ATTACK" and all(any(p.sector in ARMED for p in side) for side in (claim.actor, claim.recipient)):
        return "ARMED_CLASH"
    return label


def demonstration(claims: list[Claim], found: set[str]) -> set[str]:
    """ACLED: a protest met by arrests or tear gas is one with intervention, by lethal force one of excessive
    force."""
    protest = any(c.type.value == "protest" and c.mode not in ("riot", "vandalize") for c in claims)
    if protest:
        hurt = any(c.type.value == "assault" and any(n.what in ("killed", "injured") for n in c.counts) for c in claims)
        hurt = hurt or any(c.type.value == "assault" and c.mode in ("killing", "shooting") for c in claims)
        if hurt:
            return {"FORCE_AGAINST_PROTEST"}
        return {"PROTEST_WITH_INTER"} if found & {"ARREST", "PROTEST_WITH_INTER"} else set()
    return set()
