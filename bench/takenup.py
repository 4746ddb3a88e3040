"""Taking a party up again: are "the group", "he" and a bare surname the party that resolve says? GUM's gold entities.

For each mention that resolve takes up by another one, the gold entities of both are compared: right when some mention
of that party told by its name is of the same gold entity. `judged` leaves out what gold does not mark. `share` is how
many of the text's pronouns he, she, it and they are taken up at all: the rest stays unresolved on purpose.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.parties import parser_of
from dateline.model import Interval, PartyMention, Report, Source
from dateline.resolve.actors import load_actors, resolve_parties
from dateline.resolve.places import load_gazetteer, resolve_places

NAME = "takenup"
SUMMARY = "parties taken up again within a text: surnames, descriptions, pronouns against GUM's entities"
_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_PRONOUNS = re.compile(r"\b(?:he|she|him|her|it|they)\b", re.IGNORECASE)


@dataclass
class Text:
    """One GUM document: its text, and gold mentions as (start, end, entity) in characters."""

    name: str
    created: str = ""
    text: str = ""
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    opened: dict[str, list[int]] = field(default_factory=dict)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", default="dateline", help="as for the benchmark `parties`")
    parser.add_argument("--genres", default="news,interview,bio,court", help="which genres of GUM")
    parser.add_argument("--splits", default="train,dev,test", help="which splits")
    parser.add_argument("--errors", type=int, default=0, help="print so many of what was taken up wrongly")


def run(args: argparse.Namespace) -> dict[str, Any]:
    folder = (args.data or shared_folder() / "data") / "ud-gum"
    if not folder.is_dir():
        return {"gum": "skipped: no ud-gum folder"}
    parse, gazetteer, actors = parser_of(args.parser), load_gazetteer(), load_actors()
    counts: Counter[tuple[str, str]] = Counter()
    texts = 0
    for split in args.splits.split(","):
        for doc in documents(folder / f"en_gum-ud-{split}.conllu.gz", args.genres.split(",")):
            texts += 1
            report = Report(doc.name, doc.text, Source(doc.name, "text/plain"), published=created(doc))
            parsed = parse(report)
            found = resolve_parties(parsed, report, actors, resolve_places(parsed, report, gazetteer))
            args.errors -= judge(doc, found, counts, args.errors)
            counts["pronoun", "told"] += len(_PRONOUNS.findall(doc.text))
    rows = {form: row(form, counts) for form in ("surname", "definite", "pronoun")}
    return {"texts": texts} | rows


def row(form: str, counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    judged, taken = counts[form, "judged"], counts[form, "taken"]
    told = counts[form, "told"]
    return {"taken": taken, "judged": judged, "right": counts[form, "right"] / judged if judged else None} | (
        {"share": taken / told} if told else {}
    )


def created(doc: Text) -> Interval | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", doc.created):
        return None
    day = date.fromisoformat(doc.created)
    return Interval(day, day)


def judge(doc: Text, found: tuple[PartyMention, ...], counts: Counter[tuple[str, str]], errors: int) -> int:
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
    if "named in full elsewhere" in reason:
        return "surname"
    return mention.form if mention.form in ("definite", "pronoun") and "takes up" in reason else None


def entity(doc: Text, start: int, end: int) -> str | None:
    """The gold entity of the narrowest mention that ends where this one does, or that it lies in as its head."""
    same = [m for m in doc.mentions if m[1] == end and m[0] <= start]
    over = same or [m for m in doc.mentions if m[0] <= start and end <= m[1] and m[1] - m[0] <= end - start + 12]
    return min(over, key=lambda m: m[1] - m[0])[2] if over else None


def documents(path: Path, genres: list[str]) -> Iterator[Text]:
    """The documents of a GUM file in the wanted genres, text rebuilt with its spaces and paragraphs."""
    doc: Text | None = None
    gap = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if doc is not None:
                    yield doc
                name = line.split("=")[1].strip()
                doc, gap = (Text(name) if name.split("_")[1] in genres else None), ""
            elif doc is not None and line.startswith("# meta::dateCreated"):
                doc.created = line.split("=")[1].strip()
            elif line.startswith("# newpar") and doc is not None and doc.text:
                gap = "\n\n"
            elif doc is not None and line[:1].isdigit():
                gap = word(doc, line.rstrip("\n").split("\t"), gap)
    if doc is not None:
        yield doc


def word(doc: Text, fields: list[str], gap: str) -> str:
    """Add one token and open or close its mentions; returns the gap before the next."""
    number, form, misc = fields[0], fields[1], fields[9]
    if "." in number:
        return gap
    if "-" in number:  # the words of a contraction follow one by one
        return gap
    doc.text += gap
    start = len(doc.text)
    doc.text += form
    told = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
    for opening, closed, closing in _BRACKET.findall(told):
        if opening:
            name = opening.split("-")[0]
            if closed:
                doc.mentions.append((start, len(doc.text), name))
            else:
                doc.opened.setdefault(name, []).append(start)
        elif doc.opened.get(closing.split("-")[0]):
            doc.mentions.append((doc.opened[closing.split("-")[0]].pop(), len(doc.text), closing.split("-")[0]))
    return "" if "SpaceAfter=No" in misc else " "
