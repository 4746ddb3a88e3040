"""Who acts and whom it is aimed at: an entry's own places first, then where such a clause names its parties inside.

"Threatened to shell Ordan", "rejected a call by the union", "demanded an apology from the firm": the addressee stands
in a complement or beside the object. data/events/roles.yaml lists, per type, paths from the event to such places:
steps are places as in triggers (`comp`, `obj`, `by` ...), joined by dots; `unless` and `if` are clauses so marked.
Where syntax gives nothing, the semantic roles of the parse do (PropBank: who acts is ARG0).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of, preposition
from dateline.coding.fillers import fill_officials, fill_parties
from dateline.coding.implied import (
    asked_of_others,
    dismissing,
    distinct,
    issuers,
    mutual,
    ruler,
    taken,
    with_states,
    written_to,
)
from dateline.coding.inside import ANSWERS, HARMFUL, by_role, deep_paths, follow, nested
from dateline.coding.own_words import in_words, is_thing
from dateline.coding.parties import party_of
from dateline.coding.slots import in_class, partitive
from dateline.coding.takenup import is_pair, last_two
from dateline.coding.view import View, coordinated, root_token
from dateline.model import EventType, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.frames import Found


def actors_of(view: View, found: Found) -> list[Party]:
    """The parties that act, with the states that officials act for; else by the roles of the parse."""
    places = roles_of(found)["actor"]
    barred = victims_near(view, found) | ships(view, found) | frozenset(t.i for t in undergoing(found))
    told = first_named(view, found, places, officials=True, barred=barred)
    if all(p.id is None for p in told) and found.pattern.pos == "noun" and found.entry.type is EventType.RETREAT:
        told = [p for p in fill_officials(view, phasing(view, found)) if p.id is not None] or told
    if not told and "subj" in places:
        told = fill_officials(view, taken_up(view, found))
    if not told and found.entry.type is EventType.PROTEST and found.token.dep_ == "obl":
        told = fill_officials(view, args_of(view, found.token.head).surface)  # "walked out in protest at"
    if (
        not told
        and found.entry.type is EventType.CONSULT
        and found.token.dep_ == "obl"
        and found.token.head.pos_ == "VERB"
    ):
        told = fill_officials(view, args_of(view, found.token.head).surface)  # "said after talks with"
    if not told and "subj" in places:
        told = fill_officials(view, issuers(view, found, fixed_objects(view, found)))
    if not told and places and found.pattern.pos == "noun":
        told = first_named(view, found, [p for p in ALWAYS if p not in places], officials=True, barred=barred)
    if not told and (places or found.entry.type is EventType.ASSAULT):
        told = deep(view, found, "inside_actor" if places else "fought", True)
    if not told and places:
        told = fill_officials(view, keeping(view, found) or announcing(view, found))
    if not told and ("subj" in places or found.pattern.pos == "noun"):
        done_to = barred | {t.i for place in roles_of(found)["recipient"] for t in found.args.at(place)}
        told = fill_officials(view, [t for t in by_role(view, found, "ARG0") if t.i not in done_to])
    told = with_states(view, told) if found.entry.type is EventType.SANCTION else told
    return protesters(view, found, told) if found.entry.type is EventType.PROTEST else told


BESIDE = frozenset({EventType.PROTEST, EventType.CONSULT})  # "walked out in protest at", "said after talks with"
JUDGING = frozenset({"condemn", "complaint", "dispute", "praise"})  # what is judged is a deed: "called them a crime"
ALWAYS = ("by", "subj")  # whoever stands so with a noun that tells a deed did it, whatever its entry says


def taken_up(view: View, found: Found) -> list[Token]:
    """ "The party said it will boycott the vote": a pronoun nobody resolved is the subject of the verb above."""
    pronouns = [t for t in found.args.subj if t.pos_ == "PRON" and t.lower_ in ("it", "they", "he", "she")]
    verb = pronouns[0].head if pronouns else found.token
    above = verb.head
    if not pronouns or verb.dep_ != "ccomp" or above.pos_ != "VERB" or pronouns[0].i < above.i:
        return []
    return [t for t in args_of(view, above).subj if t.pos_ in ("NOUN", "PROPN")]


def phasing(view: View, found: Found) -> list[Token]:
    """ "The government speeded up the withdrawal of the last troops": who moves a withdrawal on makes it."""
    moved = found.token.dep_ == "obj" and view.lemmas[found.token.head.i] in view.lexicon.words("roles", "phases")
    return list(args_of(view, found.token.head).subj) if moved else []


def keeping(view: View, found: Found) -> list[Token]:
    """ "The ministry kept the airports closed": who keeps or leaves a thing so."""
    kept = found.token.dep_ == "xcomp" and view.lemmas[found.token.head.i] in ("keep", "leave", "hold", "have")
    return list(args_of(view, found.token.head).subj) if kept and found.entry.type is EventType.COERCE else []


def announcing(view: View, found: Found) -> list[Token]:
    """ "The ministry confirmed that batteries were being set up": whose own forces are moved says so."""
    args, verb = found.args, found.top
    if found.entry.type is not EventType.MOBILIZE or not args.passive or verb.dep_ != "ccomp":
        return []
    above = args_of(view, verb.head).subj
    return [t for t in above if any(m.party.sector in ("MIL", "GOV") for m in view.parties.get(t.i, ()))]


def ships(view: View, found: Found) -> frozenset[int]:
    """Ships that carry a cargo are nobody who trades: "the freighter Marla left the port"."""
    if found.entry.type is not EventType.COOPERATE:
        return frozenset()
    near = [(t, w) for t in found.args.subj for w in (t, *t.children)]
    return frozenset(t.i for t, w in near if in_class(view, w, "vessel") and w.dep_ not in ("nmod", "acl", "acl:relcl"))


def victims_near(view: View, found: Found) -> frozenset[int]:
    """Words that suffer another verb's harm: "two guards died and [the raid] hit the camp" makes them no attackers."""
    if found.entry.type is not EventType.ASSAULT or "consequence" in found.entry.flags:
        return frozenset()
    others = [f for f in view.cache.get("mentions", {}).values() if f.sentence == found.sentence and f is not found]
    return frozenset(t.i for f in others if "consequence" in f.entry.flags for o in f.args.obj for t in coordinated(o))


def protesters(view: View, found: Found, told: list[Party]) -> list[Party]:
    """Crowds, marchers and "thousands of people" who protest are protesters: one name for one kind of party."""
    words = view.lexicon.words("roles", "protesting")
    if not told:
        people = [t for t in found.args.subj if found.verbal and in_class(view, t, "crowd")]
        apart = [t for t in found.args.subj if found.verbal and t.lower_ == "people" and distinct(view, t)]
        if apart:
            return [in_words(view, t) for t in apart]
        return [
            replace(in_words(view, t), name="protesters", reason="people who protest, told by no name")
            for t in people[:1]
        ]
    if any(p.id is None for p in told):  # "Norlish landowners": people of a country protest, and not their state
        told = [p for p in told if "/" in (p.id or "/") or not (p.id or "").startswith("state:")]
    told = [citizens(view, found, p) for p in told]
    return [replace(p, name="protesters") if p.id is None and known_words(p, words) else p for p in told]


def citizens(view: View, found: Found, party: Party) -> Party:
    """ "Thousands of Norlanders marched": people of a country who protest, and not their state."""
    plain = (party.id or "").startswith("state:") and "/" not in (party.id or "")
    span = party.span
    people = span is not None and any(t.tag_ in ("NNPS", "NNS") for t in view.doc if span.start <= t.idx < span.end)
    if not plain or not people:
        return party
    return Party("protesters", None, party.text, party.country, "CVL", span, f"people of {party.name} who protest")


def known_words(party: Party, words: frozenset[str]) -> bool:
    """Whether a party's own words are all words for people who protest: "tens of thousands of demonstrators"."""
    return all(w in words for w in party.name.lower().split())


def recipients_of(view: View, found: Found, actors: list[Party]) -> list[Party]:
    """The parties it is done to or said to, none of them an actor."""
    places = roles_of(found)["recipient"]
    own = {p.name for p in actors}
    officials = found.entry.type not in HARMFUL
    told = [p for p in first_named(view, found, places, officials=officials) if p.name not in own]
    told = third_parties(view, found, places, actors, told) or taken(view, found, own)
    if told or not places:
        return told
    if undergoing(found):
        return named(view, found, undergoing(found), officials)
    if len(actors) > 1 and mutual(view, found):
        return actors[1:]  # "fighting between A and B": each is at the other's mercy
    told = theirs(view, found, places, own) or own_people(view, found, places, own) or public(view, found, places)
    if told:
        return told
    if found.entry.type is EventType.AID and found.pattern.pos == "noun" and saves(view, found):
        told = [p for p in fill_parties(view, found.args.at("of")) if p.name not in own]
    if told:
        return told
    if found.args.harmed:
        return [p for p in named(view, found, found.args.harmed, False) if p.name not in own]
    if found.pattern.pos != "noun":
        return deep(view, found, "inside", officials, own) or written_to(view, found, own) or dismissing(view, found)
    told = deep(view, found, "inside_nouns", officials, own)
    light = found.args.light
    return told or (deep(view, found, "inside", officials, own, light) if light is not None else [])


def third_parties(
    view: View, found: Found, places: tuple[str, ...], actors: list[Party], told: list[Party]
) -> list[Party]:
    """ "Norland urged both countries": two others, where the two told of last are Norland and one of them."""
    own = frozenset(p.country for p in actors if p.country)
    pairs = [t for place in places for t in found.args.at(place) if is_pair(t)]
    if not pairs or not own & {p.country for p in told}:
        return told
    return last_two(view, pairs[0], own) or told


def undergoing(found: Found) -> list[Token]:
    """ "The firm is under investigation", "the town, under siege": whoever is under a deed suffers it."""
    under = found.token.pos_ == "NOUN" and preposition(found.token) == "under"
    return [t for t in found.args.subj if t.head == found.token] if under else []


def theirs(view: View, found: Found, places: tuple[str, ...], own: Container[str]) -> list[Party]:
    """ "A said B had attacked its ships": what is not the attacker's own is the speaker's."""
    things = [t for place in places for t in found.args.at(place)]
    owned = any(
        c.lower_ in ("its", "their", "his", "her") and c.dep_ == "nmod:poss" for t in things for c in t.children
    )
    verb = found.top
    if not owned or found.entry.type not in HARMFUL or verb.dep_ != "ccomp":
        return []
    return [p for p in fill_parties(view, args_of(view, verb.head).subj) if p.name not in own]


def public(view: View, found: Found, places: tuple[str, ...]) -> list[Party]:
    """ "Called on people to stay at home": the public is somebody when it is spoken to."""
    if found.entry.type is not EventType.REQUEST:
        return []
    return [in_words(view, t) for p in places for t in found.args.at(p) if view.lemmas[t.i] in ("people", "person")]


def own_people(view: View, found: Found, places: tuple[str, ...], own: Container[str]) -> list[Party]:
    """ "The president banned Norlish opposition candidates": people of the actor's own country."""
    tokens = [t for place in places for f in found.args.at(place) for t in coordinated(f)]
    things = [t for t in tokens if is_thing(view, t) or in_class(view, t, "goods") or in_class(view, t, "activity")]
    people = [t for t in tokens if (in_class(view, t, "people") or in_class(view, t, "captive")) and t not in things]
    named_own = [t for t in people if any(p.name in own for p in fill_parties(view, [t]))]
    return [in_words(view, t) for t in named_own]


def deep(
    view: View, found: Found, group: str, officials: bool, own: Container[str] = (), light: Token | None = None
) -> list[Party]:
    """Parties at the end of the first path of roles.yaml that leads to any that are not `own`.

    Paths start at the event's word, at the nouns its trigger fixes, and at the light verb that carries it.
    """
    starts = [found.token, *fixed_objects(view, found), *([light] if light is not None else [])]
    others = view.lexicon.words("roles", "of_others") if found.entry.type is EventType.REQUEST else frozenset()
    for path in deep_paths(view, found, group):
        ends = [t for start in starts for t in follow(view, start, path, found)]
        ends = [
            t for t in ends if path[-1] != "of" or view.lemmas[t.head.i] not in others or ruler(view, t)
        ]  # "the editor's release"
        told = [p for p in named(view, found, ends, officials) if p.name not in own]
        if found.entry.type is EventType.AID and path[-1] == "obj":
            told = [p for p in told if p.id is not None and not comes_from(view, p)]  # doctors are what is sent
        if told:
            return told
    return []


def comes_from(view: View, party: Party) -> bool:
    """ "Sent a ship from Ordan": Ordan gets no help."""
    token = root_token(view.doc, party.span) if party.span is not None else None
    return token is not None and preposition(token) == "from"


def roles_of(found: Found) -> dict[str, tuple[str, ...]]:
    return dict(found.entry.noun_roles if found.pattern.pos == "noun" else found.entry.roles)


def first_named(
    view: View, found: Found, places: Sequence[str], *, officials: bool, barred: frozenset[int] = frozenset()
) -> list[Party]:
    """Parties of the first place that names any; a fixed object lends its prepositions ("held a meeting with")."""
    fixed = fixed_objects(view, found)
    for place in places:
        tokens = [t for t in found.args.at(place) if t.i not in barred and (t not in fixed or is_somebody(view, t))]
        tokens = [t for t in tokens if not asked_of_others(view, found, t)]
        told = named(view, found, tokens, officials)
        if place == "obj" and found.entry.type is EventType.AID and not saves(view, found):
            told = [p for p in told if p.id is not None or p.text in people_named(tokens)]
        if not told and place == "obj":  # "warned Tehran that": parsers differ on which object it is
            told = named(view, found, found.args.iobj, officials)
        if told:
            return told
    between = [found.token] if found.pattern.pos == "noun" else fixed
    for noun in between:
        for place in places if noun is found.token else [p for p in places if p not in ("of", "obj")]:
            inside = args_of(view, noun).preps.get(place) or nested(view, noun, place, timed=place not in LOOSE)
            inside = inside or (hung_on_verb(view, noun, place) if noun is found.token else [])
            told = named(view, found, inside, officials)
            if told:
                return told
    return []


def saves(view: View, found: Found) -> bool:
    """Whether people are what is helped, and not what is sent: "pulled a boy from the ruins"."""
    return found.entry.mode in ("rescue", "evacuate") or view.lemmas[found.token.i] in view.lexicon.words(
        "roles", "saving"
    )


def people_named(tokens: list[Token]) -> set[str]:
    """The names of persons among words and those that own them: "offered Moss asylum"."""
    return {t.doc[t.left_edge.i : t.right_edge.i + 1].text for f in tokens for t in (f, *f.children)
            if t.ent_type_ == "PERSON"}  # fmt: skip


def is_somebody(view: View, token: Token) -> bool:
    """Whether a trigger's own word is a person or force ("summon obj=ambassador") or names one ("a Norlish offer")."""
    return any(in_class(view, token, name) for name in ("position", "people", "force")) or bool(party_of(view, token))


def fixed_objects(view: View, found: Found) -> list[Token]:
    """The nouns that a verb's trigger asks for by word, "hold obj=meeting", "come under=attack"; "a round of talks"."""
    if found.pattern.pos == "noun":
        return []
    tests = [t for t in found.pattern.tests if not t.negated and t.slot not in ("subj", "neg", "iobj")]
    fixed: list[Token] = []
    for word, test in ((w, t) for t in tests for w in found.args.at(t.slot) if w.i not in view.parties):
        inner = partitive(view, word)
        if test.values & {view.lemmas[word.i], *([view.lemmas[inner.i]] if inner is not None else [])}:
            fixed += [word] if inner is None else [word, inner]
    return fixed


LOOSE = frozenset({"by", "to", "from", "against", "with", "between"})


def hung_on_verb(view: View, noun: Token, place: str) -> list[Token]:
    """ "condemned the raids on the depots": trees hang such a phrase behind an object on the verb."""
    if noun.dep_ != "obj" or place not in ("on", "against"):
        return []
    behind = [t for t in args_of(view, noun.head).preps.get(place, []) if t.i > noun.i and t.i not in view.times]
    return [
        t for t in behind if not any(noun.i < c.i < t.i for c in noun.head.children if c.dep_ in ("xcomp", "advcl"))
    ]


def named(view: View, found: Found, tokens: list[Token], officials: bool) -> list[Party]:
    """The parties of some words; where a deed is answered, the doer of the deed and not whom it befell."""
    if found.entry.type in ANSWERS:
        judged = found.entry.mode in JUDGING
        tokens = [d for t in tokens if not (judged and t.lower_ in ("it", "them", "this")) for d in doers(view, t)]
    return (fill_officials if officials else fill_parties)(view, tokens)


def doers(view: View, token: Token) -> list[Token]:
    """ "condemned the killing of the envoy by rebels": who killed; a word that tells no event stands for itself."""
    deed: Found | None = view.cache.get("mentions", {}).get(token.i)
    if deed is None or deed.pattern.pos != "noun" or token.i in view.parties:
        return [token]
    if deed.entry.type is EventType.CONSULT:
        return []  # "called it hasty at a meeting": the meeting is where
    args = deed.args
    groups = [args.at(place) for place in deed.entry.noun_roles["actor"]]
    for group in (*groups, nested(view, token, "by"), by_role(view, deed, "ARG0"), args.poss, args.mod):
        told = [t for t in group if fill_parties(view, [t])]
        if told:
            return told
    return []
