"""Who the report has a claim from: direct and indirect speech, "according to", quotations over several sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.parties import parties_at
from dateline.coding.view import NOMINAL, View, char_span, noun_phrase
from dateline.model import Attribution, PartyMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING, CLOSING = '“"', '”"'
PRONOUNS = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (or "according"), the speaker's words and what became of them."""

    verb: Token
    speaker: Token | None
    source: Attribution


def speeches(view: View) -> dict[int, Speech]:
    """Every act of saying in the report, by the token of its verb; pronouns stand for the speaker before."""
    if "speeches" in view.cache:
        cached: dict[int, Speech] = view.cache["speeches"]
        return cached
    found: dict[int, Speech] = {}
    last: Attribution | None = None
    view.cache["speeches"] = found
    for token in view.doc:
        if view.masked[token.i]:
            continue
        speech = speech_at(view, token, last)
        if speech is not None:
            found[token.i] = speech
            last = replace(speech.source, manner=None)
    return found


def speech_at(view: View, token: Token, last: Attribution | None) -> Speech | None:
    """The act of saying that this token tells, if any."""
    lemma = view.lemmas[token.i]
    if token.lower_ == "according":
        return according(view, token, last)
    if token.pos_ not in VERBAL or lemma not in view.lexicon.words("speech", "verbs"):
        return None
    of_noun = lemma in view.lexicon.words("speech", "noun_object") and bool(args_of(view, token).obj)
    if lemma in view.lexicon.words("speech", "clause_only") and not has_content(token) and not of_noun:
        return None
    args = args_of(view, token)
    speakers = [t for t in args.subj if t.pos_ in NOMINAL or t.i in view.parties]
    if args.passive and lemma == "tell":
        return None
    if not speakers:
        return None
    source = describe(view, speakers[0], last)
    return Speech(token, speakers[0], replace(source, manner=token.lower_)) if source else None


def has_content(verb: Token) -> bool:
    """Whether a verb has a clause or a quotation as what is said."""
    return (
        any(c.dep_ in ("ccomp", "parataxis") or c.dep_.startswith("ccomp") for c in verb.children)
        or verb.dep_ == "parataxis"
    )


def according(view: View, token: Token, last: Attribution | None) -> Speech | None:
    """ "according to X": `according` is the case of X (fixed "to"), or governs it, as the parser has it."""
    speaker: Token | None = token.head if token.dep_ == "case" else None
    if speaker is None:
        speaker = next((c for c in token.children if c.dep_.startswith(("obl", "nmod", "obj", "pobj"))), None)
    if speaker is None:
        return None
    source = describe(view, speaker, last)
    return Speech(token, speaker, replace(source, manner="according to")) if source else None


def describe(view: View, token: Token, last: Attribution | None) -> Attribution | None:
    """A speaker's name, role, organisation and whether the report withholds the name."""
    span = char_span(token)
    if token.lower_ in PRONOUNS or (
        view.lemmas[token.i] in ("official", "source", "officer") and is_bare_definite(token)
    ):
        own = view.parties.get(token.i)
        if own and own[0].form == "pronoun" and token.lower_ != "it":
            return from_party(view, token, own[0])
        return replace(last, span=span) if last is not None else None
    if view.lemmas[token.i] in view.lexicon.words("speech", "not_speakers"):
        inner = parties_at(view, token)
        return from_party(view, token, inner[0][1]) if inner and inner[0][1] is not None else None
    own = view.parties.get(token.i)
    if own:
        return from_party(view, token, max(own, key=lambda m: m.span.end - m.span.start))
    return from_words(view, token)


def is_bare_definite(token: Token) -> bool:
    """ "the official": points back to the one introduced before."""
    kept = [
        c
        for c in token.children
        if c.dep_ in ("det", "amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos")
    ]
    return len(kept) == 1 and kept[0].lower_ == "the"


def from_party(view: View, token: Token, mention: PartyMention) -> Attribution:
    """A source from a resolved party; a plain role ("a military source") keeps its words."""
    anonymous = mention.anonymous or is_anonymous(view, token)
    words = from_words(view, token)
    name = mention.party.name
    if anonymous and words.name:
        name = words.name
    organisation = mention.organisation or (mention.party.name if anonymous else None)
    return Attribution(name=name, role=mention.role, organisation=organisation, anonymous=anonymous, span=mention.span)


def is_anonymous(view: View, token: Token) -> bool:
    named = any(t.ent_type_ == "PERSON" for t in token.subtree if t.head == token and t.dep_ in ("appos", "flat"))
    return token.pos_ != "PROPN" and view.lemmas[token.i] in view.lexicon.words("speech", "anonymous") and not named


def from_words(view: View, token: Token) -> Attribution:
    """A source that is no known party: the words of its noun phrase, without the article."""
    first, last = noun_phrase(token)
    while first < last and view.doc[first].pos_ in ("DET", "NUM", "PUNCT"):
        first += 1
    span = char_span(view.doc[first], view.doc[last])
    inner = parties_at(view, token)
    organisation = inner[0][0].name if inner else None
    return Attribution(
        name=span.of(view.doc.text), organisation=organisation, anonymous=is_anonymous(view, token), span=span
    )


# ------------------------------------------------------------------------------------------- what a claim is under


def source_of(view: View, token: Token) -> Attribution | None:
    """Who says what this token tells: the nearest act of saying above it or around its quotation."""
    told = speeches(view)
    current = token
    for step in range(12):
        found = beside(told, current, token, step)
        if found is not None:
            return found.source
        head = current.head
        if head == current:
            break
        above = told.get(head.i)
        if above is not None and is_content(view, current, head):
            return above.source
        current = head
    return quoted(view, token)


def is_content(view: View, inner: Token, verb: Token) -> bool:
    """Whether what hangs here is what the verb says, and not, say, when it was said."""
    if inner.dep_ in ("ccomp", "parataxis", "csubj") or inner.dep_.startswith("ccomp"):
        return True
    if inner.dep_ == "xcomp":
        return view.lemmas[verb.i] not in ("agree", "vow", "pledge", "promise")
    return inner.dep_ in ("obj", "nsubj:pass") and view.lemmas[verb.i] in view.lexicon.words("speech", "noun_object")


def beside(told: dict[int, Speech], current: Token, token: Token, step: int) -> Speech | None:
    """ "X, officials said" and "according to X" hang on the clause they speak of."""
    for child in current.children:
        if child.dep_ == "parataxis" and child.i in told and (child.i > token.i or step == 0):
            return told[child.i]
        for marker in (child, *child.children):
            if (
                marker.lower_ == "according"
                and marker.i in told
                and (marker.i > token.i or step == 0 or marker.i < current.i)
            ):
                return told[marker.i]
    return None


def quote_spans(view: View) -> list[tuple[Span, Attribution | None]]:
    """Every quotation and who speaks it: the act of saying in a sentence that holds one of its ends."""
    if "quotes" in view.cache:
        cached: list[tuple[Span, Attribution | None]] = view.cache["quotes"]
        return cached
    text, spans, start = view.doc.text, [], -1
    for n, char in enumerate(text):
        if start < 0 and char in OPENING and (n == 0 or not text[n - 1].isalnum()):
            start = n
        elif start >= 0 and char in CLOSING:
            spans.append(Span(start, n + 1))
            start = -1
        elif start >= 0 and char == "\n":
            spans.append(Span(start, n))  # a quotation may run on into the next paragraph without closing
            start = -1
    found = [(span, speaker_of(view, span)) for span in spans]
    view.cache["quotes"] = found
    return found


def speaker_of(view: View, quote: Span) -> Attribution | None:
    """The speech whose verb stands outside the quotation but in a sentence it touches."""
    best: tuple[int, Attribution] | None = None
    for i, speech in speeches(view).items():
        at = view.doc[i].idx
        sentence = view.sentence(view.doc[i])
        touches = sentence.start_char < quote.end and quote.start < sentence.end_char
        if not touches or quote.start <= at < quote.end:
            continue
        distance = min(abs(at - quote.start), abs(at - quote.end))
        if best is None or distance < best[0]:
            best = (distance, speech.source)
    return best[1] if best else None


def quoted(view: View, token: Token) -> Attribution | None:
    """The speaker of the quotation this token stands in, if any."""
    for span, speaker in quote_spans(view):
        if span.start <= token.idx < span.end and span.end - span.start > 25:
            return speaker
    return None
