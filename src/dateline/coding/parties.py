"""Which party a noun names: its own mention, the name beside it, its owner, its guests, or its own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from dateline.coding.antecedents import MANY, is_human, meant_by
from dateline.coding.clauses import VERBAL, Args, args_of, directed
from dateline.coding.naming import called, described, following, named_beside, named_next
from dateline.coding.own_words import common_party, in_words, is_nobody, is_thing
from dateline.coding.slots import in_class, partitive
from dateline.coding.states import seats, state_at, state_by_seat
from dateline.coding.takenup import told_before
from dateline.coding.texts import authors, is_text
from dateline.coding.view import NOMINAL, View, coordinated
from dateline.model import EventType, Party, PartyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.frames import Found

Told: TypeAlias = list[tuple[Party, PartyMention | None]]


def parties_at(view: View, token: Token, depth: int = 0) -> Told:
    """The parties a filler names: its own mention, else the one that modifies or owns it; every conjunct's."""
    found: Told = []
    for member in coordinated(token):
        found.extend(party_of(view, member, depth))
    return found


def party_of(view: View, token: Token, depth: int = 0) -> Told:
    """The party of one noun: itself, else "the X of PARTY", "PARTY's X", "PARTY X", "X hosting PARTY"; "no group" is
    none."""
    if is_nobody(token):
        return []
    if is_text(view, token):
        return by_whom(view, token, depth)
    name = called(view, token)
    if name is not None:
        return [(name.party, name)]
    owner = owner_of(view, token)
    held = party_of(view, owner, depth + 1) if owner is not None and depth < 2 else []
    if held:
        return held
    own = [m for m in view.parties.get(token.i, ()) if not is_place_only(view, token, m)]
    inner = partitive(view, token)
    if inner is not None and depth < 3 and all(m.party.id is None for m in own):
        return party_of(view, inner, depth + 1)
    some = counted(view, token, depth) if not own and (token.pos_ == "NUM" or token.lower_ == "one") else []
    if some:
        return some
    if token.pos_ == "PRON" and not own and depth < 3:
        return taken_up(view, token, depth)
    if own:
        return own_party(view, token, own, depth)
    told = named_beside(view, token, None)
    if told is not None:
        return [(told.party, told)]
    again = told_before(view, token) if token.pos_ == "NOUN" else []
    if again:
        return [(p, None) for p in again]
    if depth >= 2 or token.pos_ not in NOMINAL:
        return []
    return around(view, token, depth)


def counted(view: View, number: Token, depth: int) -> Told:
    """ "Nineteen men escaped; eleven were caught": a bare number counts some of the people counted last before."""
    if depth or number.head.pos_ not in VERBAL or any(c.dep_ not in ("advmod", "cc") for c in number.children):
        return []
    start = view.sentences[max(0, view.sentence_of[number.i] - 1)].start
    for i in range(number.i - 1, start - 1, -1):
        noun = view.doc[i]
        several = noun.tag_ == "NNS" and any(c.dep_ == "nummod" for c in noun.children)
        if several and (in_class(view, noun, "people") or in_class(view, noun, "captive")):
            meant = party_of(view, noun, 1)
            plain = None if meant else common_party(view, noun)
            reason = f"“{number.text}” of the {noun.text}"
            told: Told = meant or ([(plain, None)] if plain is not None else [])
            return [(replace(p, reason=reason), m) for p, m in told]
    return []


def by_whom(view: View, text: Token, depth: int) -> Told:
    """Whose word a text is; a body that wrote it is named in its own words when it has no name."""
    writers = authors(view, text) if depth < 2 else []
    told = [p for t in writers for p in parties_at(view, t, depth + 1)]
    plain = [] if told else [common_party(view, t) for t in writers]
    return told or [(replace(p, reason=f"whose {text.lower_} it is"), None) for p in plain if p is not None]


def taken_up(view: View, pronoun: Token, depth: int) -> Told:
    """The parties of the noun that a pronoun takes up, known or in their own words."""
    noun = meant_by(view, pronoun)
    if noun is None:
        return []
    reason = f"“{pronoun.text}” takes up {noun.text}"
    meant = parties_at(view, noun, depth + 1) if pronoun.lower_ in MANY else party_of(view, noun, depth + 1)
    told = [(replace(p, reason=reason), m) for p, m in meant]
    plain = None if told else common_party(view, noun)
    return told or ([(replace(plain, reason=reason), None)] if plain is not None else [])


def own_party(view: View, token: Token, own: list[PartyMention], depth: int) -> Told:
    """The longest mention on a noun, by the name beside it where it has none; with those whom its people act for."""
    best = max(own, key=lambda m: m.span.end - m.span.start)
    both = [m for m in own if m.span == best.span and m.form == "definite"]
    if len(both) > 1:  # "the two sides", "both countries"
        return [(m.party, m) for m in both]
    seat = body_by_seat(view, best.party) or state_by_seat(best.party)
    if seat is not None:
        return [(seat, best)]
    best = named_next(view, token, best) or best
    if best.party.id is None:
        best = described(view, token, best, named_beside(view, token, best))
    if best.party.id is None and best.form in ("common", "definite"):
        again = told_before(view, token)
        if again:
            return [(p, None) for p in again]
    if best.party.id is None and depth < 2:
        return [(following(view, token, best.party), best), *senders(view, token, best)]
    return [*beside_modifiers(view, token, best), (best.party, best)]


def body_by_seat(view: View, party: Party) -> Party | None:
    """ "Brussels" for the body that sits there, when the report names it and no list knows the name as a party."""
    bodies = view.lexicon.settings.get("roles", {}).get("bodies_at", {})
    wanted = bodies.get(party.name.lower()) if party.id is None else None
    told = next((m.party for m in view.mentions.parties if wanted and m.party.id == wanted), None)
    state = seats().get(party.name.lower())
    others = [m for m in view.mentions.parties if m.span.of(view.report.text).lower() != party.name.lower()]
    if state is not None and any((m.party.id or "").startswith(f"state:{state}") for m in others):
        return None  # "Addis Ababa" in a report on Ethiopia is Ethiopia
    return replace(told, text=party.text, span=party.span, reason=f"“{party.name}” is where it sits") if told else None


def around(view: View, token: Token, depth: int) -> Told:
    """The parties around a noun that is none: guests, owner, modifier, origin; last an owner in its own words."""
    users = hosted(view, token, depth)
    if users and in_class(view, token, "body"):  # "the alliance led by Ida Moss" is itself a party
        users = [(in_words(view, token), None), *users]
    args = args_of(view, token)
    if of_members(view, token, args.poss) or of_person(view, token, args.poss):
        return [(in_words(view, token), None)]
    owned = any(t.pos_ != "PRON" for t in args.poss) or any(t.i in view.parties for t in args.mod)
    abroad = [] if users or owned else seated(view, token, args)
    if abroad:
        return abroad
    owners = [t for t in args.poss if t.pos_ != "PRON"]
    home = [] if leaves(view, token) else args.at("from")
    its = [t for t in args.poss if t.pos_ == "PRON"] if can_be_owned(view, token) else []
    for fillers in (owners, args.mod, made_by(token, args), args.at("of"), home, args.at("belonging to"), its):
        found = [p for filler in fillers for p in parties_at(view, filler, depth + 1)]
        if found:
            own = nationals(view, token) if fillers is args.mod else []
            if fillers is its and view.lemmas[token.i] in view.lexicon.words("roles", "representing"):
                own = [(in_words(view, token), None)]  # "its leaders" are somebody, and of it
            return [*users, *own, *(p for p in found[:3] if p[0].name not in {u.name for u, _ in users})]
    told = in_class(view, token, "body") and (token.tag_ == "NNS" or any(in_class(view, t, "people") for t in args.mod))
    return users or ([] if told else owned_by(view, args))  # "student groups", "countries of the region": themselves


def of_members(view: View, token: Token, owners: list[Token]) -> bool:
    """ "The miners' union", "a women's group": a body told by those who are in it is the party, and not they."""
    members = owners and all(t.tag_ == "NNS" and in_class(view, t, "people") for t in owners)
    return bool(members) and in_class(view, token, "body") and not in_class(view, token, "force")


def of_person(view: View, token: Token, owners: list[Token]) -> bool:
    """ "Ida Moss's lawyer", "the shepherd's brother": people told by whose they are, who are not that person."""
    human = [t for t in owners if t.pos_ != "PRON" and t.tag_ in ("NN", "NNP") and not in_class(view, t, "body")]
    whose = [t for t in human if t.ent_type_ == "PERSON" or any(in_class(view, t, c) for c in ("position", "people"))]
    return bool(whose) and in_class(view, token, "people") and not in_class(view, token, "force")


def made_by(token: Token, args: Args) -> list[Token]:
    """ "rockets fired from Veltland by the Red Front": whose they are, before where they come from."""
    return args.at("by") if token.tag_ == "NNS" or args.at("from") else []


def can_be_owned(view: View, token: Token) -> bool:
    """Whether "its" or "their" makes a thing somebody's: "its ships", not "their release" or "his counterpart"."""
    if in_class(view, token, "people") and any(c.lower_ in ("his", "her") for c in token.children):
        return False  # "her lawyer" is not she
    deed = token.i in view.cache.get("mentions", {}) or view.lemmas[token.i] in view.lexicon.words("roles", "freeing")
    return not deed and not is_human(view, token)


def nationals(view: View, token: Token) -> Told:
    """ "Danish engineers": people told by their country and trade stand in their own words before it."""
    people = in_class(view, token, "people") and not in_class(view, token, "force") and not is_thing(view, token)
    return [(in_words(view, token), None)] if people else []


def seated(view: View, token: Token, args: Args) -> Told:
    """ "his counterpart in Mali", "the authorities in Mali": who holds office there acts for the state."""
    authority = view.lemmas[token.i] in ("authority", "counterpart", "official", "government", "court")
    if not authority and not in_class(view, token, "position"):
        return []
    found: Told = []
    behind = [t.head for t in view.doc[token.i + 1 : token.i + 2] if t.lower_ == "in" and t.dep_ == "case"]
    for mention in (m for t in args.at("in") or behind for m in view.places.get(t.i, ())):
        state = state_at(view, mention.place.country, f"holds office in {mention.place.name}")
        found += [(state, None)] if state is not None else []
    return found


def owned_by(view: View, args: Args) -> Told:
    """ "militia depots", "positions of the rebels": a common noun that owns a thing, in its own words."""
    for owners in (args.poss, [t for t in args.mod if t.pos_ == "NOUN"], args.at("of")):
        told = [common_party(view, owner) for owner in owners]
        found: Told = [(party, None) for party in told if party is not None]
        if found:
            return found
    return []


def senders(view: View, token: Token, own: PartyMention) -> Told:
    """By whom people without a name are sent: "negotiators from A and B", "leaders of A", "Norlish rescuers".

    Fighters are sent by groups, never by the country they come from.
    """
    word = view.lemmas[token.i]
    official = word in view.lexicon.words("roles", "representing")
    if not official and word not in view.lexicon.classes.get("force", ()):
        return []
    args = args_of(view, token)
    led = [p for t in directed(view, token) for p in leader(view, t)]
    led = led or [p for t in args.poss if t.pos_ == "PRON" for p in taken_up(view, t, 1)]
    if led:
        return led
    places = ("of",) if leaves(view, token) else ("from", "of")
    told = [p for place in places for f in args.at(place) for p in parties_at(view, f, 2)]
    if not official:
        return [p for p in told if is_band(*p)][:3]
    private = word in view.lexicon.words("parties", "private")
    home = state_at(view, own.party.country, "whose people they are") if own.form == "common" and not private else None
    return told[:3] or ([(home, None)] if home is not None else ranked(view, token))


def is_band(party: Party, mention: PartyMention | None) -> bool:
    """Whether fighters may be of a party: a group known or named, no state and no country."""
    if party.id is None:
        return mention is not None and mention.form == "name"
    return not party.id.startswith("state:")


def leaves(view: View, token: Token) -> bool:
    """ "the withdrawal of its engineers from Veltland": where people leave from is not who sent them."""
    above: Found | None = view.cache.get("mentions", {}).get(token.head.i)
    return above is not None and (above.entry.type is EventType.RETREAT or above.entry.mode in ("expel", "deport"))


def ranked(view: View, token: Token) -> Told:
    """ "three generals", "officers": the one military, or police, that the report tells of."""
    key = view.lexicon.settings.get("roles", {}).get("ranks", {}).get(view.lemmas[token.i])
    if key is None or any(c.dep_ in ("amod", "compound", "nmod:poss") for c in token.children):
        return []
    told = {m.party.id: m.party for m in view.mentions.parties if (m.party.id or "").endswith(f"/{key}")}
    only = next(iter(told.values())) if len(told) == 1 else None
    return [] if only is None else [(replace(only, reason=f"the only {key} the report tells of"), None)]


def leader(view: View, token: Token) -> Told:
    """ "Norland-led forces": the state that leads them."""
    told: Told = [(m.party, m) for m in view.parties.get(token.i, ()) if m.party.id is not None]
    places = [] if told else [m.place for m in view.places.get(token.i, ()) if m.place.precision == "country"]
    states = [s for p in places[:1] for s in [state_at(view, p.country, "leads them")] if s is not None]
    return [*told[:1], *((s, None) for s in states)]


def beside_modifiers(view: View, token: Token, own: PartyMention) -> Told:
    """ "Norlish and NATO troops" hold two parties: the one coordinated with the modifier that is part of the name."""
    mods = [c for c in token.children if c.dep_ in ("amod", "compound") and any(g.dep_ == "conj" for g in c.children)]
    first = [t for c in mods for t in coordinated(c) if not own.span.start <= t.idx < own.span.end]
    found: Told = [(m.party, m) for t in first for m in view.parties.get(t.i, ()) if m.party.name != own.party.name]
    return found[:3]


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


def is_place_only(view: View, token: Token, mention: PartyMention) -> bool:
    """A base, town or district that no list knows as a party: attacks on it are attacks on whoever holds it."""
    if mention.party.id is not None:
        return False
    if mention.form in ("name", "common", "definite") and is_thing(view, token):
        return True
    if mention.form == "name" and mention.party.sector is None and token.ent_type_ in ("LOC", "FAC"):
        return True
    return any(m.place.precision in ("site", "city", "admin1") for m in view.places.get(token.i, ()))


def hosted(view: View, token: Token, depth: int) -> Told:
    """ "a base housing American troops", "used by A and B", "depots that officials say belong to C": who is inside."""
    clauses = [c for c in token.children if c.dep_.startswith("acl")]
    clauses += [g for c in clauses for g in c.children if g.dep_ == "ccomp"]
    for child in clauses:
        if view.lemmas[child.i] not in view.lexicon.words("stance", "hosting"):
            continue
        inner = args_of(view, child)
        if view.lemmas[child.i] in view.lexicon.words("roles", "belonging"):
            fillers = inner.at("to")
        else:
            fillers = inner.obj if child.tag_ != "VBN" else inner.at("by") or [*inner.subj, *inner.at("to")]
        guests = [t for f in fillers if f != token for t in coordinated(f) if t != token]
        found = [p for t in guests for p in party_of(view, t, depth + 1)]
        if found:
            return found
    return []
