"""Finds event mentions: every word that triggers a lexicon entry, with the fillers of its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, Args, args_of
from dateline.coding.lexicon import Entry
from dateline.coding.patterns import Pattern
from dateline.coding.slots import passes
from dateline.coding.view import View, char_span
from dateline.model import PassedOver, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 6  # how many tokens may lie between a verb and its fixed object for both to be shown as the trigger


@dataclass(slots=True)
class Found:
    """One event mention: the trigger's token, what matched, and the words to show."""

    token: Token
    entry: Entry
    pattern: Pattern
    args: Args
    trigger: Span
    sentence: int

    @property
    def verbal(self) -> bool:
        return self.pattern.pos in ("verb", "phrase") and self.token.pos_ in VERBAL

    @property
    def top(self) -> Token:
        """The token that stands for the mention in its clause: the light verb of a noun, else itself."""
        return self.args.light if self.args.light is not None else self.token


def find_mentions(view: View) -> tuple[list[Found], list[PassedOver]]:
    """All event mentions in order of appearance, and the decoys met on the way."""
    found: list[Found] = []
    passed: list[PassedOver] = []
    taken: set[int] = set()
    heads = view.lexicon.heads()
    triggers = [i for i, lemma in enumerate(view.lemmas) if lemma in heads or view.lowers[i] in heads]
    for i in triggers:
        match = best_match(view, view.doc[i]) if not view.masked[i] else None
        if match is None or match.token.i in taken:
            continue
        taken.add(match.token.i)
        if match.entry.type is None:
            view.cache.setdefault("decoys", {})[match.token.i] = match.entry.id
            passed.append(PassedOver(match.trigger, match.entry.id, f"decoy: {match.entry.gloss}"))
        else:
            found.append(match)
    drop_doubles(found, passed)
    return found, passed


def best_match(view: View, token: Token) -> Found | None:
    """The most specific entry whose trigger this token is; a decoy wins a draw."""
    best: tuple[float, Found] | None = None
    for pos in kinds(token):
        for entry, pattern in view.lexicon.candidates(pos, key_of(view, pos, token)):
            possible = pattern.is_possible(view.words) and all(t.is_possible(view.words) for t in entry.needs)
            match = try_pattern(view, token, entry, pattern) if possible else None
            if match is None:
                continue
            score = pattern.weight + (0.5 if entry.type is None else 0.0)
            if best is None or score > best[0]:
                best = (score, match)
    return best[1] if best else None


def kinds(token: Token) -> tuple[str, ...]:
    """Which parts of the lexicon may hold this token."""
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_.lower() == "root"):
        return ("verb", "phrase")
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.dep_ != "compound"):
        return ("noun", "phrase")
    if token.pos_ == "ADJ":
        return ("adj", "verb", "phrase") if token.tag_ in ("VBN", "VBD", "VBG") else ("adj", "phrase")
    return ("phrase",)


def key_of(view: View, pos: str, token: Token) -> str:
    return token.lower_ if pos == "phrase" else view.lemmas[token.i]


def try_pattern(view: View, token: Token, entry: Entry, pattern: Pattern) -> Found | None:
    """The mention, when every part of the pattern is there."""
    if pattern.pos == "phrase":
        return try_phrase(view, token, entry, pattern)
    if pattern.pos == "noun" and (token.dep_ == "compound" or token.ent_type_ in ("PERSON", "ORG")):
        return None
    if pattern.pos == "verb" and token.dep_ in ("amod", "compound") and not list(token.children):
        return None
    if pattern.particles and not words_about(view, token).issuperset(pattern.particles):
        return None
    args = args_of(view, token)
    if not has_particles(token, pattern, args):
        return None
    if not all(passes(view, args, t) for t in (*pattern.tests, *entry.needs)):
        return None
    return Found(token, entry, pattern, args, trigger_span(view, token, pattern, args), view.sentence_of[token.i])


def words_about(view: View, token: Token) -> frozenset[str]:
    """The words of the token's sentence and the three after it: where a particle must be, wherever it hangs."""
    key = ("words about", view.sentence_of[token.i])
    if key not in view.cache:
        sentence = view.sentence(token)
        view.cache[key] = frozenset(t.lower_ for t in view.doc[sentence.start : sentence.end + 3])
    found: frozenset[str] = view.cache[key]
    return found


def has_particles(token: Token, pattern: Pattern, args: Args) -> bool:
    """Whether each particle stands with the verb: as its dependent, or close behind it."""
    if not pattern.particles:
        return True
    doc = token.doc
    near = {doc[i].lower_ for i in range(token.i + 1, min(token.i + 4, len(doc)))}
    close = {c.lower_ for c in token.children if c.dep_ in ("compound:prt", "advmod", "case", "xcomp", "acl", "amod")}
    return all(p in close or p in near or p in args.particles for p in pattern.particles)


def try_phrase(view: View, token: Token, entry: Entry, pattern: Pattern) -> Found | None:
    """A run of words, by form or lemma, starting here; its head token stands for it."""
    words = view.doc[token.i : token.i + len(pattern.words)]
    if len(words) < len(pattern.words):
        return None
    for word, want in zip(words, pattern.words, strict=True):
        if want not in (word.lower_, view.lemmas[word.i]):
            return None
    head: Token = words.root
    if head.dep_ in ("case", "cop") and head.head.dep_.lower() in ("root", "conj", "ccomp", "parataxis", "advcl"):
        head = head.head  # "the battalion is out of Karsa": the words before a predicate stand for it
    args = args_of(view, head)
    if not all(passes(view, args, t) for t in (*pattern.tests, *entry.needs)):
        return None
    span = char_span(words[0], words[-1])
    return Found(head, entry, pattern, args, span, view.sentence_of[head.i])


def trigger_span(view: View, token: Token, pattern: Pattern, args: Args) -> Span:
    """The words of the trigger: with particle, fixed object or light verb when they stand close."""
    first = last = token.i
    near = range(token.i, min(token.i + REACH, len(token.doc)))
    for i in near:
        if view.doc[i].lower_ in pattern.particles and i - token.i <= 3:
            last = max(last, i)
    for test in pattern.tests:
        if test.slot == "subj" or test.negated or test.anything or test.classes:
            continue
        for filler in args.at(test.slot):
            if filler.i in near and view.lemmas[filler.i] in test.values:
                last = max(last, filler.i)
    light = args.light
    if light is not None and 0 < token.i - light.i < REACH:
        first = light.i
    return char_span(view.doc[first], view.doc[last])


def drop_doubles(found: list[Found], passed: list[PassedOver]) -> None:
    """A light verb and its noun are one mention: the noun tells the kind of event, the verb is dropped."""
    by_token = {f.token.i: f for f in found}
    for match in list(found):
        light = match.args.light
        other = by_token.get(light.i) if light is not None else None
        if other is None or other is match or other not in found:
            continue
        fixed = any(
            match.token in other.args.at(t.slot) for t in other.pattern.tests if not t.negated and not t.anything
        )
        befalls = (
            match.token.dep_.startswith("nsubj") and other.pattern.tests and other.entry.type is not match.entry.type
        )
        loser = match if fixed or befalls or other.pattern.weight > match.pattern.weight + 2 else other
        found.remove(loser)
        passed.append(
            PassedOver(loser.trigger, loser.entry.id, f"told by {match.entry.id if loser is other else other.entry.id}")
        )
