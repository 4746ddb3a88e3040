"""Who a speaker is: name, role, organisation, and whether and why the report withholds the name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.parties import parties_at
from dateline.coding.view import View, char_span, noun_phrase
from dateline.model import Attribution, PartyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "it"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither", "who", "which", "that", "what", "there", "one"})


def describe(view: View, token: Token, last: Attribution | None) -> Attribution | None:
    """A speaker's name, role, organisation and whether the report withholds the name; None for what cannot speak."""
    if token.lower_ in NOBODY or any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in token.children):
        return None
    if points_to_last(view, token, last):
        return from_pronoun(view, token, last)
    lemma = view.lemmas[token.i]
    if lemma in view.lexicon.words("speech", "bodies"):
        return from_document(view, token)
    if lemma in view.lexicon.words("speech", "not_speakers"):
        inner = parties_at(view, token)
        return from_party(view, token, inner[0][1]) if inner and inner[0][1] is not None else None
    named = named_person(view, token)
    own = view.parties.get(token.i)
    if named is not None:
        return from_named(view, token, named)
    if own:
        return from_party(view, token, max(own, key=lambda m: m.span.end - m.span.start))
    return from_words(view, token)


def points_to_last(view: View, token: Token, last: Attribution | None) -> bool:
    """ "he", "the official", "the envoy" where an envoy spoke before: whoever that was."""
    if token.lower_ in PRONOUNS:
        return True
    lemma = view.lemmas[token.i]
    role = lemma in ("official", "source", "officer", "spokesman", "spokeswoman", "spokesperson")
    same = last is not None and last.role is not None and lemma in last.role.lower().split()
    return (role or same) and is_bare_definite(token)


def from_pronoun(view: View, token: Token, last: Attribution | None) -> Attribution | None:
    own = view.parties.get(token.i)
    if own and own[0].form == "pronoun" and token.lower_ != "it":
        return from_party(view, token, own[0])
    return replace(last, span=char_span(token), manner=None) if last is not None else None


def is_bare_definite(token: Token) -> bool:
    """ "the official": points back to the one introduced before."""
    kept = [
        c
        for c in token.children
        if c.dep_ in ("det", "amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos")
    ]
    return len(kept) == 1 and kept[0].lower_ == "the"


def named_person(view: View, token: Token) -> PartyMention | None:
    """ "the defence secretary, Ada Musa": the name beside the office."""
    for child in token.children:
        if child.dep_ not in ("appos", "flat") or child.ent_type_ != "PERSON":
            continue
        for mention in view.parties.get(child.i, ()):
            if mention.form == "name":
                return mention
    return None


def from_named(view: View, token: Token, named: PartyMention) -> Attribution:
    """A person with the office told beside the name."""
    office = next((m for m in view.parties.get(token.i, ()) if m is not named), None)
    role = named.role or (office.role if office is not None else None)
    organisation = named.organisation or (office.organisation if office is not None else None)
    return Attribution(name=named.party.name, role=role, organisation=organisation, span=named.span)


def from_document(view: View, token: Token) -> Attribution:
    """A statement, report or tweet speaks for whoever made it; alone it is its own source."""
    args = args_of(view, token)
    for place in (args.at("by"), args.at("from"), args.poss, args.at("of"), args.mod):
        for maker in place:
            found = parties_at(view, maker)
            if found:
                party, mention = found[0]
                span = mention.span if mention is not None else char_span(maker)
                role = mention.role if mention is not None else None
                return Attribution(name=party.name, role=role, manner=token.lower_, span=span)
    outlet = next((t for t in args.at("on") if is_outlet(view, t)), None)
    if outlet is not None:
        return Attribution(name=outlet_name(view, outlet), manner=token.lower_, span=char_span(outlet))
    return replace(from_words(view, token), manner=token.lower_)


def from_party(view: View, token: Token, mention: PartyMention) -> Attribution:
    """A source from a resolved party; a plain role ("a military source") keeps its words."""
    anonymous = mention.anonymous or is_anonymous(view, token)
    words = from_words(view, token)
    name = mention.party.name
    if anonymous and words.name:
        name = words.name
    organisation = mention.organisation or (mention.party.name if anonymous and mention.party.id else None)
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
        name=span.of(view.report.text), organisation=organisation, anonymous=is_anonymous(view, token), span=span
    )


def is_outlet(view: View, token: Token) -> bool:
    """Whether a word names a news outlet: known as one, or told by its noun ("state television", "the daily")."""
    if any(m.party.sector == "JRN" for m in view.parties.get(token.i, ())):
        return True
    return view.lemmas[token.i] in view.lexicon.words("speech", "outlets")


def outlet_name(view: View, token: Token) -> str:
    """The outlet as known, else in the report's words."""
    known = [m.party.name for m in view.parties.get(token.i, ()) if m.party.sector == "JRN"]
    name = known[0] if known else from_words(view, token).name
    return name or token.text


def withheld(view: View, speaker: Token) -> str | None:
    """The words by which a name is withheld ("on condition of anonymity because ..."), in the speaker's sentence."""
    sentence = view.sentence(speaker)
    text = sentence.text
    low = text.lower()
    for phrase in sorted(view.lexicon.words("speech", "conditions")):
        at = low.find(phrase)
        if at >= 0:
            return " ".join(text[at : end_of_condition(low, at)].split()).rstrip(' .,;"”')
    return None


def end_of_condition(text: str, at: int) -> int:
    """A condition runs on through its reason ("because he was not allowed to speak") to the next stop."""
    stops = [text.find(s, at) for s in (".", ";", ",", " said", " and ", '"', "”")]
    return min((s for s in stops if s > at), default=len(text))
