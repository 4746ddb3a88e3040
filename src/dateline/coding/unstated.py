"""Sentences that state nothing: commands, questions put without a question mark, what turned out a hoax or was taken
back, lives told at their end, and predicates that only compare ("the traffic was murder")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.frames import Found
from dateline.coding.genres import upwards
from dateline.coding.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


def unstated(view: View, found: Found) -> str | None:
    """Why the sentence does not state the event, or None."""
    return (
        commanded(view, found)
        or asked(view, found)
        or turned_out_false(view, found)
        or taken_back(view, found)
        or years_since(view, found)
        or life_told(view, found)
        or compared_to(view, found)
    )


def commanded(view: View, found: Found) -> str | None:
    """ "Torch the sugar", "Stop bombing": a sentence that opens with a bare verb and has no subject asks for a deed."""
    verb = found.top
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    first = view.sentences[found.sentence].start
    bare = verb.tag_ == "VB" and verb.dep_.lower() == "root" and verb.i == first
    acting = any(c.dep_.startswith(("nsubj", "aux")) for c in verb.children)
    return f"a command: “{verb.text}”" if found.verbal and bare and not acting else None


def asked(view: View, found: Found) -> str | None:
    """ "Has the volcano erupted yet, the tourist kept asking": the auxiliary opens the sentence, before the subject."""
    verb = found.top
    first = view.doc[view.sentences[found.sentence].start]
    opens = first.head == verb and first.dep_.startswith(("aux", "cop"))
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i > first.i]
    return f"asked: “{first.text}”" if found.verbal and opens and subjects else None


def turned_out_false(view: View, found: Found) -> str | None:
    """ "Claims that the dam had burst turned out to be a hoax": told as false further on in the sentence."""
    said = saying_before(view, found)
    if said is None:
        return None
    inside = {t.i for t in found.top.subtree}
    false = view.lexicon.words("genres", "falsity")
    for token in view.sentences[found.sentence]:
        if token.i not in inside and token.i > found.top.i and view.lemmas[token.i] in false and not negated(token):
            return f"not so: “{said.text}” told to be “{token.text}”"
    return None


def saying_before(view: View, found: Found) -> Token | None:
    """The noun right before the "that" of the event's clause: "claims that", "a report that"."""
    marks = [c for c in found.top.children if c.dep_ == "mark" and c.lower_ == "that" and c.i > 0]
    words = view.lexicon.words("genres", "unproven") | view.lexicon.words("genres", "sayings")
    before = [view.doc[m.i - 1] for m in marks]
    return next((t for t in before if view.lemmas[t.i] in words or t.lower_.rstrip("s") in words), None)


def negated(token: Token) -> bool:
    return any(c.lower_ in ("not", "n't", "no", "never") for c in (*token.children, *token.head.children))


def taken_back(view: View, found: Found) -> str | None:
    """ "withdrew a statement saying that a plane had been shot down": what was said is no longer said."""
    sayings = view.lexicon.words("genres", "sayings")
    for token in upwards(found.top):
        verb = token.head
        back = token.dep_ == "obj" and view.lemmas[token.i] in sayings and token != found.token
        if back and view.lemmas[verb.i] in view.lexicon.words("genres", "taking_back"):
            return f"not so: {verb.lower_} the {token.lower_}"
    return None


def years_since(view: View, found: Found) -> str | None:
    """ "It was ten years since the ferry went down": an anniversary is told, not the loss."""
    head = found.top.head
    since = any(c.dep_ == "mark" and c.lower_ == "since" for c in found.top.children)
    counted = head.lower_ in ("years", "decades", "century") and any(c.dep_ == "cop" for c in head.children)
    return f"remembered: {head.lower_} since" if since and counted else None


def life_told(view: View, found: Found) -> str | None:
    """ "The general, who led the coup of 1974, was 91", "survived by two sons; a third was killed": obituaries."""
    lists = view.lexicon.words
    for token in view.sentences[found.sentence]:
        if view.lemmas[token.i] == "survive" and any(c.dep_ == "aux:pass" for c in token.children):
            kin = [t for t in token.subtree if view.lemmas[t.i] in lists("genres", "kin")]
            if kin and found.token.i > token.i:
                return f"a life told: survived by “{kin[0].text}”"
        if token.pos_ == "NUM" and token.dep_.lower() == "root" and any(c.lower_ == "was" for c in token.children):
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            if subject is not None and any(t == found.token for t in subject.subtree):
                return f"a life told: aged {token.text}"
    return None


def compared_to(view: View, found: Found) -> str | None:
    """ "Traffic was murder": a bare predicate of violence says what something is like."""
    noun = found.token
    if found.pattern.pos != "noun" or noun.tag_ != "NN" or not any(c.dep_ == "cop" for c in noun.children):
        return None
    bare = not any(c.dep_ in ("det", "nmod:poss", "amod", "compound", "acl:relcl") for c in noun.children)
    subject = next((c for c in noun.children if c.dep_ == "nsubj"), None)
    told = subject is not None and subject.pos_ == "NOUN" and subject.i not in view.cache.get("mentions", {})
    harm = view.lexicon.words("genres", "blood") | view.lexicon.words("genres", "falsity")
    deadly = subject is not None and any(view.lemmas[t.i] in harm or "death" in t.lower_ for t in subject.subtree)
    return (
        f"a figure of speech: “{noun.text}” of “{subject.text}”" if bare and told and subject and not deadly else None
    )
