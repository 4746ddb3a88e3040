"""The development stories by word lists alone: spaCy's blank English pipeline with matchers, no model, no tree.

It has the very vocabulary that Dateline ships and nothing that reads: a word of the lexicon (with a word of its tests
in the same sentence, where the entry asks for one) is an event that happened, of that type, on the day of the report;
the last known party before it is the actor, the first behind it the recipient; the last country or its people named in
the sentence is the place. One claim of a type a sentence; no figures, no sources, no links. Scored by the scorer of the
stories, beside `bench claims`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from bench.__main__ import shared_folder
from bench.claims import load_scorer, weighted
from dateline.coding import Lexicon, load_lexicon
from dateline.resolve.actors import Actors, load_actors

NAME = "wordlists"
SUMMARY = "the stories by spaCy's blank pipeline and our word lists, scored as `claims` is: what reading adds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--story", action="append", help="only these stories")


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = args.data or shared_folder() / "eval"
    scorer, coder = load_scorer(data), Coder(load_lexicon(), load_actors())
    stories = args.story or sorted(p.stem for p in (data / "gold").glob("*.jsonl"))
    rows = {story: measure(scorer, coder, data, story) for story in stories}
    return rows | ({"ALL": weighted(list(rows.values()))} if len(rows) > 1 else {})


def measure(scorer: Any, coder: Coder, data: Path, story: str) -> dict[str, Any]:
    gold = [json.loads(x) for x in (data / "gold" / f"{story}.jsonl").read_text("utf-8").splitlines() if x.strip()]
    reports = [json.loads(p.read_text("utf-8")) for p in sorted((data / "reports" / story).glob("*.json"))]
    began = time.perf_counter()
    lines = [line for r in reports for line in coder.claims(r["id"], r["text"], r.get("published"))]
    seconds = time.perf_counter() - began
    row: dict[str, Any] = scorer.score({r["id"]: r["text"] for r in reports}, gold, lines)
    return {**row, "reports_per_s": round(len(reports) / seconds, 2)}


@dataclass(frozen=True)
class Sense:
    """What a word of the lexicon may stand for: the event, and words of which one must be in the sentence too."""

    type: str
    mode: str | None
    needs: frozenset[str]


@dataclass
class Coder:
    """Matchers over a blank pipeline, made once."""

    lexicon: Lexicon
    actors: Actors

    @cached_property
    def nlp(self) -> Language:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        return nlp

    @cached_property
    def senses(self) -> dict[str, list[Sense]]:
        """By the first word of each trigger, in its base form."""
        found: dict[str, list[Sense]] = defaultdict(list)
        for entry in self.lexicon.entries:
            for pattern in entry.patterns if entry.type else ():
                needs = {v for t in pattern.tests if not t.negated for v in t.values if v.isalpha()}
                needs |= {*pattern.words[1:], *pattern.particles}
                sense = Sense(entry.type.value, entry.mode, frozenset(needs)) if entry.type else None
                if sense and sense not in found[pattern.words[0]]:
                    found[pattern.words[0]].append(sense)
        return found

    @cached_property
    def named(self) -> PhraseMatcher:
        """Names of parties, countries and peoples, as they are written."""
        matcher = PhraseMatcher(self.nlp.vocab)
        for actor in self.actors.by_id.values():
            matcher.add(actor.name, [self.nlp.make_doc(n) for n in (actor.name, *actor.aliases)])
        for country in self.actors.countries.values():
            names = (country.name, *country.aliases, *country.people)
            matcher.add(f"country {country.iso}", [self.nlp.make_doc(n) for n in names])
        return matcher

    def bases(self, form: str) -> tuple[str, ...]:
        return self.lexicon.forms.get(form, (form,))

    def claims(self, report: str, text: str, published: str | None) -> Iterator[dict[str, Any]]:
        """Claims as `dateline export` would write them, as far as the scorer reads them."""
        doc = self.nlp(text)
        names = spacy.util.filter_spans(self.named(doc, as_spans=True))
        for sentence in doc.sents:
            inside = [n for n in names if sentence.start <= n.start and n.end <= sentence.end]
            yield from self._of(report, doc, sentence, inside, published)

    def _of(
        self, report: str, doc: Doc, sentence: Span, names: list[Span], published: str | None
    ) -> Iterator[dict[str, Any]]:
        bag = {base for token in sentence for base in self.bases(token.lower_)}
        told = set()
        for token in sentence:
            for sense in (s for base in self.bases(token.lower_) for s in self.senses.get(base, ())):
                if sense.type in told or (sense.needs and not sense.needs & bag):
                    continue
                told.add(sense.type)
                yield {
                    "report": report, "kind": "event", "type": sense.type, "mode": sense.mode, "status": "happened",
                    "actor": self._party([n for n in names if n.end <= token.i][-1:]),
                    "recipient": self._party([n for n in names if n.start > token.i][:1]),
                    "place": self._place(names), "counts": [], "source": {},
                    "when": {"start": published[:10], "end": published[:10]} if published else None,
                    "evidence": {"sentence": [sentence.start_char, sentence.end_char],
                                 "trigger": [token.idx, token.idx + len(token.text)]},
                }  # fmt: skip

    def _party(self, names: list[Span]) -> list[str]:
        return [self._land(n) or n.label_ for n in names]

    def _place(self, names: list[Span]) -> dict[str, Any] | None:
        lands = [n for n in names if self._land(n)]
        return {"name": self._land(lands[-1]), "country": lands[-1].label_[-2:]} if lands else None

    def _land(self, name: Span) -> str:
        iso = name.label_.removeprefix("country ")
        return self.actors.countries[iso].name if iso != name.label_ else ""
