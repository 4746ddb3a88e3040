"""Parties taken up again within a text: a surname, letters in brackets, "the group", "he". GUM's and ECB+'s entities.

`right` (precision): of the mentions that resolve takes up by another one, those where some mention of that party told
by its name is of the same gold entity; `judged` leaves out what gold does not mark. `found` (recall): of the gold
mentions of that form whose entity is named earlier in the text and which resolve knows by that name, those that resolve
gives the same party; `gold` is how many there are. What two parties could be meant by is left alone on purpose.

GUM trains (the free genres), ECB+ only measures: nothing is fitted on its sentences.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from bench.__main__ import corpus
from bench.entitytexts import Gold, Text, ecb, gum
from dateline.model import Interval, PartyMention, Report, Source
from dateline.resolve.actors import Actors, load_actors, resolve_parties
from dateline.resolve.places import Gazetteer, load_gazetteer, resolve_places

NAME = "takenup"
SUMMARY = "parties taken up again within a text: surnames, acronyms, descriptions, pronouns (GUM, ECB+)"
GENRES, SPLITS = "news,interview,bio,court", "train,dev,test"
FORMS = ("surname", "acronym", "definite", "pronoun")
PRONOUNS = frozenset(["he", "she", "him", "her", "it", "they", "them"])
Counts = Counter[tuple[str, str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", default="dateline", help="as for the benchmark `parties`")
    parser.add_argument("--genres", default=GENRES, help="which genres of GUM")
    parser.add_argument("--splits", default=SPLITS, help="which splits of GUM")
    parser.add_argument("--errors", type=int, default=0, help="print so many of what was taken up wrongly in GUM")
    parser.add_argument("--missed", type=int, default=0, help="print so many of what was not taken up in GUM")


def run(args: argparse.Namespace) -> dict[str, Any]:
    from bench.parties import parser_of

    return figures(args, parser_of(args.parser), load_gazetteer(), load_actors())


def figures(
    args: argparse.Namespace, parse: Callable[[Report], Any], gazetteer: Gazetteer, actors: Actors
) -> dict[str, Any]:
    """A row per corpus and form ("gum surname"); a corpus that is not there is said to be skipped."""

    def read(name: str, texts: Iterable[Text], shows: list[int]) -> dict[str, Any]:
        counts, number = Counter[tuple[str, str]](), 0
        for doc in texts:
            number += 1
            report = Report(doc.name, doc.text, Source(doc.name, "text/plain"), published=created(doc))
            parsed = parse(report)
            found = resolve_parties(parsed, report, actors, resolve_places(parsed, report, gazetteer))
            shows[0] -= judge(doc, found, counts, shows[0])
            shows[1] -= recall(doc, found, counts, shows[1])
        return {f"{name} {form}": {"texts": number} | row(form, counts) for form in FORMS}

    out: dict[str, Any] = {}
    folder = corpus(args.data, "ud-gum")
    if folder.is_dir() and (folder / "en_gum-ud-dev.conllu.gz").exists():
        genres, splits = args.genres.split(","), args.splits.split(",")
        texts = (d for s in splits for d in gum(folder / f"en_gum-ud-{s}.conllu.gz", genres))
        out |= read("gum", texts, [args.errors, args.missed])
    else:
        out["gum"] = "skipped: no ud-gum folder"
    archive = corpus(args.data, "ecbplus") / "ECB+.tar.gz"
    return out | (read("ecb+", ecb(archive), [0, 0]) if archive.exists() else {"ecb+": "skipped: no ecbplus folder"})


def row(form: str, counts: Counts) -> dict[str, Any]:
    """Precision over what was judged, recall over what gold has."""
    judged, gold = counts[form, "judged"], counts[form, "gold"]
    return {
        "taken": counts[form, "taken"],
        "judged": judged,
        "right": counts[form, "right"] / judged if judged else None,
        "gold": gold,
        "found": counts[form, "found"] / gold if gold else None,
    }


def created(doc: Text) -> Interval | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", doc.created):
        return None
    day = date.fromisoformat(doc.created)
    return Interval(day, day)


# -------------------------------------------------------------------------------------------------------- precision


def judge(doc: Text, found: tuple[PartyMention, ...], counts: Counts, errors: int) -> int:
    """Count what was taken up, and how much of it gold agrees with; returns how many errors were printed."""
    printed = 0
    for mention in found:
        form = form_of(mention)
        if form is None:
            continue
        counts[form, "taken"] += 1
        mine = entity(doc, mention.span.start, mention.span.end)
        names = [m for m in found if m.party.name == mention.party.name and form_of(m) is None]
        theirs = {e for m in names if (e := entity(doc, m.span.start, m.span.end))}
        if mine is None or not theirs:
            continue
        counts[form, "judged"] += 1
        counts[form, "right"] += mine in theirs
        if mine not in theirs and printed < errors:
            printed += 1
            around = doc.text[max(0, mention.span.start - 90) : mention.span.end + 30]
            print(f"{form}: {mention.span.of(doc.text)!r} = {mention.party.name} in {around!r}")
    return printed


def form_of(mention: PartyMention) -> str | None:
    """How a mention was taken up by another, if it was."""
    reason = mention.party.reason or ""
    if "named in full elsewhere" in reason or "the first of that name" in reason:
        return "surname"
    if "introduced in brackets" in reason:
        return "acronym"
    return mention.form if mention.form in ("definite", "pronoun") and "takes up" in reason else None


def entity(doc: Text, start: int, end: int) -> str | None:
    """The gold entity of the narrowest mention that ends where this one does, or that it lies in as its head."""
    same = [m for m in doc.mentions if m.end == end and m.start <= start]
    over = same or [
        m for m in doc.mentions if m.start <= start and end <= m.end and m.end - m.start <= end - start + 12
    ]
    return min(over, key=lambda m: m.end - m.start).entity if over else None


# ----------------------------------------------------------------------------------------------------------- recall


def recall(doc: Text, found: tuple[PartyMention, ...], counts: Counts, errors: int) -> int:
    """Count the gold mentions that take up a named party, and those where resolve says so; returns how many of the
    missed were printed."""
    printed = 0
    by_entity: dict[str, list[Gold]] = {}
    for gold in sorted(doc.mentions, key=lambda m: m.start):
        by_entity.setdefault(gold.entity, []).append(gold)
    for mentions in by_entity.values():
        names = [m for m in mentions if is_name(doc.text[m.start : m.end])]
        if not names or not any(m.party for m in mentions):
            continue
        for i, gold in enumerate(mentions):
            earlier = [m for m in names if m.start < gold.start]
            form = gold_form(doc.text[gold.start : gold.end], [doc.text[m.start : m.end] for m in earlier])
            called = {p.party.name for m in earlier for p in found if _on(p, m) and p.form == "name"}
            if i == 0 or form is None or not called:
                continue
            hit = any(p.party.name in called for p in found if _on(p, gold))
            counts[form, "gold"] += 1
            counts[form, "found"] += hit
            if not hit and printed < errors:
                printed += 1
                around = doc.text[max(0, gold.start - 90) : gold.end + 30]
                print(f"missed {form}: {doc.text[gold.start : gold.end]!r} = {sorted(called)} in {around!r}")
    return printed


def _on(mention: PartyMention, gold: Gold) -> bool:
    """Whether a mention of ours is this gold mention: the same end, or its possessive aside."""
    return gold.start <= mention.span.start and 0 <= gold.end - mention.span.end <= 2


def is_name(told: str) -> bool:
    """Whether words are a name: all but small words of them capitalised."""
    words = [w for w in re.findall(r"[^\W_]+", told) if w.lower() not in ("the", "of", "and", "for", "in", "s", "a")]
    return bool(words) and all(w[0].isupper() for w in words) and told.lower() not in PRONOUNS


def gold_form(told: str, names: list[str]) -> str | None:
    """The form of a gold mention of an entity that goes under `names` earlier in the text; None for a full name."""
    low = told.lower()
    if low in PRONOUNS:
        return "pronoun"
    if re.match(r"(?:the|this|that|these|those)\s", low) and not any(c.isupper() for c in told[4:]):
        return "definite"
    longer = [n for n in names if len(n.split()) > 1]
    if re.fullmatch(r"[A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*s?", told) and longer:
        return "acronym"
    if is_name(told) and len(told.split()) == 1 and any(n.split()[-1] == told for n in longer):
        return "surname"
    return None
