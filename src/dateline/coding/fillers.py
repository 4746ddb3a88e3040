"""Which party, place or people the word in a place names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of, stolen
from dateline.coding.slots import in_class, partitive
from dateline.coding.view import NOMINAL, View, char_span, coordinated, noun_phrase
from dateline.model import Party, PartyMention, Place, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

DROPPED = frozenset({"the", "a", "an", "some", "its", "their", "his", "her", "these", "those", "this", "that"})


def parties_at(view: View, token: Token, depth: int = 0) -> list[tuple[Party, PartyMention | None]]:
    """The parties a filler names: its own mention, else the one that modifies or owns it; every conjunct's."""
    found: list[tuple[Party, PartyMention | None]] = []
    for member in coordinated(token):
        found.extend(party_of(view, member, depth))
    return found


def party_of(view: View, token: Token, depth: int = 0) -> list[tuple[Party, PartyMention | None]]:
    """The party of one noun: itself, else "the X of PARTY", "PARTY's X", "PARTY X", "X hosting PARTY"."""
    owner = owner_of(view, token)
    if owner is not None and depth < 2:
        held = party_of(view, owner, depth + 1)
        if held:
            return held
    own = [m for m in view.parties.get(token.i, ()) if not is_place_only(view, token, m)]
    if own:
        best = max(own, key=lambda m: m.span.end - m.span.start)
        best = named_next(view, token, best) or best
        if best.form in ("common", "definite") or best.party.id is None:
            named = [
                m
                for c in token.children
                if c.dep_ in ("appos", "flat")
                for m in view.parties.get(c.i, ())
                if c.ent_type_ == "PERSON"
            ]
            best = named[0] if named else best
        return [(best.party, best)]
    inner = partitive(view, token)
    if inner is not None and depth < 2:
        return party_of(view, inner, depth + 1)
    persons = [c for c in token.children if c.dep_ in ("appos", "flat") and c.ent_type_ == "PERSON"]
    told = [p for c in persons for p in party_of(view, c, depth + 1)]
    if told:
        return told
    if depth >= 2 or token.pos_ not in NOMINAL:
        return []
    args = args_of(view, token)
    for fillers in (args.poss, args.mod, args.at("of"), args.at("from"), args.at("belonging to")):
        found = [p for filler in fillers for p in party_of(view, filler, depth + 1)]
        if found:
            return found[:3]
    return hosted(view, token, depth)


def owner_of(view: View, noun: Token) -> Token | None:
    """ "the alliance confirmed the departure of its troops": they are its subject's."""
    if not in_class(view, noun, "force") or not any(c.lower_ in ("its", "their") for c in noun.children):
        return None
    verb = noun.head
    while verb.pos_ != "VERB" and verb.head != verb:
        verb = verb.head
    subjects = args_of(view, verb).surface if verb.pos_ == "VERB" else []
    owners = [t for t in subjects if t.i < noun.i and t.pos_ in ("NOUN", "PROPN") and not t.is_ancestor(noun)]
    return owners[0] if owners else None


def named_next(view: View, token: Token, told: PartyMention) -> PartyMention | None:
    """ "the militia Red Front", "militia Red Front's depots": a name right behind the description is its name."""
    if told.form not in ("common", "definite") and told.party.id is not None:
        return None
    for other in view.mentions.parties:
        if other.form != "name" or not (other.party.id or "").startswith(("group:", "org:")):
            continue
        if other.span.start - told.span.end == 1 and view.doc.text[told.span.end] == " ":
            head = [t for t in view.doc if other.span.start <= t.idx < other.span.end and t.dep_.startswith("nsubj")]
            return None if head and head[0].head != token.head else other
    return None


THINGS = ("weapon", "aircraft", "rocketry", "missile", "building", "disease", "nature")


def is_thing(view: View, token: Token) -> bool:
    """Weapons, vehicles and "people" without a name are no party."""
    word = view.lemmas[token.i]
    if word in view.lexicon.words("roles", "nobody") or token.pos_ == "NUM":
        return True
    animate = view.lexicon.classes.get("people", frozenset()) | view.lexicon.classes.get("body", frozenset())
    return word not in animate and any(word in view.lexicon.classes.get(c, ()) for c in THINGS)


def is_place_only(view: View, token: Token, mention: PartyMention) -> bool:
    """A base, town or district that no list knows as a party: attacks on it are attacks on whoever holds it."""
    if mention.party.id is not None:
        return False
    if mention.form in ("name", "common", "definite") and is_thing(view, token):
        return True
    if mention.form == "name" and mention.party.sector is None and token.ent_type_ in ("LOC", "FAC"):
        return True
    return any(m.place.precision in ("site", "city", "admin1") for m in view.places.get(token.i, ()))


def hosted(view: View, token: Token, depth: int) -> list[tuple[Party, PartyMention | None]]:
    """ "a base housing American troops", "used by the coalition": the party inside the participle."""
    for child in token.children:
        if not child.dep_.startswith("acl") or view.lemmas[child.i] not in view.lexicon.words("stance", "hosting"):
            continue
        inner = args_of(view, child)
        fillers = inner.obj if child.tag_ != "VBN" else [*inner.subj, *inner.at("by"), *inner.at("to")]
        found = [p for f in fillers if f != token for p in party_of(view, f, depth + 1)]
        if found:
            return found
    return []


def common_party(view: View, token: Token) -> Party | None:
    """A party told by a common noun only ("militia supporters", "gunmen"): its own words are its name."""
    words = view.lemmas[token.i]
    classes = view.lexicon.classes
    if is_thing(view, token) or not any(words in classes.get(c, ()) for c in ("people", "force", "body")):
        return None
    return in_words(view, token)


def in_words(view: View, token: Token) -> Party:
    """A party told in the report's own words, without article and number."""
    first, last = noun_phrase(token)
    while first < last and (view.doc[first].lower_ in DROPPED or view.doc[first].pos_ == "NUM"):
        first += 1
    span = char_span(view.doc[first], view.doc[last])
    text = span.of(view.doc.text)
    return Party(name=text, text=text, span=span, reason="as the report has it; no known party")


def speaking(view: View, fillers: list[Token]) -> list[Party]:
    """Who says something is somebody, known or not; texts and numbers "say" nothing of their own."""
    texts = view.lexicon.words("speech", "not_speakers") | view.lexicon.classes.get("bill", frozenset())
    return [
        in_words(view, t)
        for t in fillers
        if t.pos_ in ("NOUN", "PROPN") and view.lemmas[t.i] not in texts and not is_thing(view, t)
    ]


def with_state(view: View, party: Party, mention: PartyMention | None) -> list[Party]:
    """An official who speaks or acts is given with the state or body acted for: "the Iranian ambassador", Iran."""
    if mention is None or (
        mention.party.id is not None and "/" not in (mention.party.id or "") and not mention.organisation
    ):
        return [party]
    official = (
        party.sector in ("GOV", "MIL", "LEG", "JUD", "SPY", "COP") and party.country is not None and party.id is None
    )
    for other in view.mentions.parties:
        body = other.party
        if official and body.id == f"state:{party.country}":
            return [
                party,
                Party(
                    body.name,
                    body.id,
                    mention.span.of(view.doc.text),
                    body.country,
                    body.sector,
                    mention.span,
                    "acted for by the official named",
                ),
            ]
        if mention.organisation and body.name == mention.organisation and body.name != party.name and body.id:
            return [
                party,
                Party(
                    body.name,
                    body.id,
                    mention.span.of(view.doc.text),
                    body.country,
                    body.sector,
                    mention.span,
                    "acted for by the person named",
                ),
            ]
    return [party]


def members(view: View, filler: Token) -> list[Token]:
    """A filler and its conjuncts, but for what belongs to the next clause."""
    return [t for t in coordinated(filler) if t == filler or t.i not in stolen(view)]


def fill_officials(view: View, fillers: list[Token]) -> list[Party]:
    """Parties of fillers that act or are spoken to, officials with their state."""
    found: dict[str, Party] = {}
    for filler in fillers:
        for member in members(view, filler):
            named = [q for p, m in party_of(view, member) for q in with_state(view, p, m)]
            if not named:
                common = common_party(view, member)
                named = [common] if common else []
            for party in named:
                found.setdefault(party.name, party)
    return list(found.values())


def fill_parties(view: View, fillers: list[Token]) -> list[Party]:
    """All parties of a role's fillers, in order, each once."""
    found: dict[str, Party] = {}
    for filler in fillers:
        for member in members(view, filler):
            named = [p for p, _ in party_of(view, member)]
            if not named:
                common = common_party(view, member)
                named = [common] if common else []
            for party in named:
                found.setdefault(party.name, party)
    return list(found.values())


def places_at(view: View, token: Token, depth: int = 0) -> list[PlaceMention]:
    """The places a filler names: itself, else a place that names or locates it ("a base in western Iraq")."""
    own = view.places.get(token.i)
    if own:
        return [max(own, key=lambda m: m.span.end - m.span.start)]
    if depth >= 3:
        return []
    found: list[PlaceMention] = []
    args = args_of(view, token)
    for group in (args.mod, args.poss, *(args.at(p) for p in NEAR), args.at("of")):
        for filler in group:
            found = places_at(view, filler, depth + 1)
            if found:
                return [f for f in found if f.role != "modifier"] or found
    for child in token.children:
        if child.dep_ == "appos":
            return places_at(view, child, depth + 1)
    return found


NEAR = (
    "in",
    "at",
    "near",
    "inside",
    "outside",
    "on",
    "outside of",
    "close to",
    "around",
    "across",
    "off",
    "along",
    "over",
)


def as_place(mention: PlaceMention) -> Place:
    return mention.place
