"""Which party, place or people the word in a place names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

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
    inner = partitive(view, token)
    if inner is not None and depth < 3 and all(m.party.id is None for m in own):
        return party_of(view, inner, depth + 1)
    if own:
        best = max(own, key=lambda m: m.span.end - m.span.start)
        best = named_next(view, token, best) or best
        if best.party.id is None:
            best = named_beside(view, token, best)
        return [(best.party, best)]
    told = named_beside(view, token, None)
    if told is not None:
        return [(told.party, told)]
    if depth >= 2 or token.pos_ not in NOMINAL:
        return []
    args = args_of(view, token)
    for fillers in (args.poss, args.mod, args.at("of"), args.at("from"), args.at("belonging to")):
        found = [p for filler in fillers for p in party_of(view, filler, depth + 1)]
        if found:
            return found[:3]
    return hosted(view, token, depth)


@overload
def named_beside(view: View, token: Token, told: PartyMention) -> PartyMention: ...
@overload
def named_beside(view: View, token: Token, told: None) -> PartyMention | None: ...
def named_beside(view: View, token: Token, told: PartyMention | None) -> PartyMention | None:
    """ "Iran's leader, Ayatollah Ali Khamenei", "rights organisation Amnesty": the name that a description goes with.

    Of several names the one that data knows, else the longest; a person's name also for a person nobody described.
    """
    beside = [c for c in token.children if c.dep_ in ("appos", "flat")]
    beside += [c for b in beside for c in b.children if c.dep_ in ("appos", "flat")]
    named = [m for c in beside for m in view.parties.get(c.i, ()) if m.form == "name" and of_kind(told, m, c)]
    if not named:
        return told
    return max(named, key=lambda m: (m.party.id is not None, m.span.end - m.span.start))


def of_kind(told: PartyMention | None, name: PartyMention, token: Token) -> bool:
    """Whether a name beside a description can be its name: a person's, or a known body's for what is no person."""
    if token.ent_type_ == "PERSON":
        return told is None or told.form in ("common", "definite", "name")
    return told is not None and (name.party.id or "").startswith(("org:", "group:"))


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
    while first < last and is_filler(view.doc[first]):
        first += 1
    span = char_span(view.doc[first], view.doc[last])
    text = span.of(view.doc.text)
    return Party(name=text, text=text, span=span, reason="as the report has it; no known party")


def is_filler(token: Token) -> bool:
    """Words before a noun that are no part of its name: article, number, "24-year-old", "at least"."""
    if token.lower_ in DROPPED or token.pos_ in ("NUM", "PUNCT", "ADP", "ADV", "SYM"):
        return True
    return token.lower_ in ("year", "years", "old", "year-old") and any(
        t.pos_ == "NUM" for t in token.doc[max(token.i - 4, 0) : token.i]
    )


def speaking(view: View, fillers: list[Token]) -> list[Party]:
    """Who says something is somebody, known or not; texts and numbers "say" nothing of their own."""
    texts = view.lexicon.words("speech", "not_speakers") | view.lexicon.classes.get("bill", frozenset())
    return [
        in_words(view, t)
        for t in fillers
        if t.pos_ in ("NOUN", "PROPN") and view.lemmas[t.i] not in texts and not is_thing(view, t)
    ]


OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})


def with_state(view: View, party: Party, mention: PartyMention | None) -> list[Party]:
    """An official who speaks or acts is given with the state or body acted for: "the Iranian ambassador", Iran.

    Known persons count by the office the report gives them; a former minister acts for nobody.
    """
    if mention is None or (party.id is not None and not party.id.startswith("person:")):
        return [party]
    if (mention.role or "").lower().startswith(("former", "ex-", "ousted", "deposed", "late")):
        return [party]
    found = [party]
    body = known_body(view, mention.organisation)
    if body is not None and body.name != party.name:
        found.append(replace(body, text=mention.span.of(view.doc.text), span=mention.span, reason=ACTS_FOR))
    state = state_of(view, party.country) if party.sector in OFFICES and (mention.role or party.id is None) else None
    if state is not None and state.name not in {p.name for p in found}:
        found.append(replace(state, text=mention.span.of(view.doc.text), span=mention.span, reason=ACTS_FOR))
    return found


ACTS_FOR = "acted for by the official named"


def known_body(view: View, name: str | None) -> Party | None:
    """The party of this canonical name among the report's mentions; with an id only."""
    return next((m.party for m in view.mentions.parties if name and m.party.name == name and m.party.id), None)


def state_of(view: View, country: str | None) -> Party | None:
    """The state of a country code, by what the report calls it as a party or a place."""
    if country is None:
        return None
    told = next((m.party for m in view.mentions.parties if m.party.id == f"state:{country}"), None)
    if told is not None:
        return told
    for mention in view.mentions.places:
        place = mention.place
        if place.precision == "country" and place.country == country:
            return Party(place.name, f"state:{country}", mention.span.of(view.doc.text), country, None, mention.span)
    return None


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
