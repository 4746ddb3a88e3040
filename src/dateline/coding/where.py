"""Where: the place the entry names, the event's own clause, then the clause above and the sentence.

A place that is only pointed to ("the base", "there", "the capital") is the last of its kind named before, with that as
its reason (see `pointed`); what nothing says is left to `home`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of, preposition
from dateline.coding.fillers import places_at
from dateline.coding.frames import Found
from dateline.coding.pointed import pointed_to
from dateline.coding.view import View, coordinated
from dateline.coding.within import own_words
from dateline.model import EventType, Place, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

PHYSICAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.HAZARD,
        EventType.RETREAT,
        EventType.MOBILIZE,
        EventType.CONSULT,
        EventType.AID,
        EventType.COERCE,
    }
)
SPOKEN = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN})
CONTENT = SPOKEN | {EventType.DECIDE, EventType.AGREE}
APART = frozenset({"while", "as", "when", "where", "although", "though", "whereas"})
BRINGING = frozenset({EventType.AID, EventType.MOBILIZE})  # of these, "from" tells where it came from
BEFORE_AFTER = frozenset({"after", "before", "since", "until"})
FINENESS = {"site": 4, "city": 3, "admin1": 2, "country": 1, "region": 0}


def where_of(view: View, found: Found, barred: frozenset[int], fillers: list[Token]) -> tuple[Place | None, bool]:
    """The place of an event, and whether its own clause states it (else it is the sentence's)."""
    said_of = (
        [found.token] if found.pattern.pos == "phrase" else []
    )  # "are to be out of Karsa": the place is said of them
    filled = [m for token in (*said_of, *fillers) for t in coordinated(token) for m in places_at(view, t)]
    named = [m for m in filled if m.role == "name" or fine(m)]  # "a base of the Veltish army" is not in Veltland
    if named:
        return finest(named).place, True
    own = own_places(view, found, barred)
    host = None if own else host_of(view, found)
    if host is not None:
        return host, True
    own = [m for m in own if fine(m) and not stands_behind(view, m, "beside")] or own  # "in Dorn, a village near Hale"
    if own and fine(finest(own)):
        return finest(own).place, True
    pointed = pointed_place(view, found, barred, fillers)
    if pointed is not None:
        return pointed, True
    if own:
        return finest(own).place, True
    above = places_above(view, found)
    return (finest(above).place, False) if above else (None, False)


def host_of(view: View, found: Found) -> Place | None:
    """ "Dorn will host the talks": where the host is."""
    verb = found.top if found.verbal else found.token.head
    if view.lemmas[verb.i] not in view.lexicon.words("circumstances", "hosting"):
        return None
    if not found.verbal and found.token.dep_ != "obj":
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return next((m.place for s in subjects for m in view.places.get(s.i, ())), None)


def fine(mention: PlaceMention) -> bool:
    return mention.place.precision in ("site", "city")


def own_places(view: View, found: Found, barred: frozenset[int]) -> list[PlaceMention]:
    """Places that the event's own clause says it is at; of a withdrawal, not where it leads."""
    own = [m for t in (found.token, found.top) for m in located(view, t, barred - {found.token.i, found.top.i})]
    own = own or at_occasion(view, found)
    if found.entry.type is EventType.RETREAT:
        return [m for m in own if not stands_behind(view, m, "goal")]
    if found.entry.type in BRINGING:
        return [m for m in own if not stands_behind(view, m, "origin")]
    return own


def at_occasion(view: View, found: Found) -> list[PlaceMention]:
    """ "agreed at a meeting in Brussels", "killed in an attack on Basra": the place of the occasion named."""
    if not found.verbal:
        return []
    nouns = [n for case in ("at", "during", "in") for n in found.args.at(case) if n.pos_ == "NOUN"]
    return [m for n in nouns if n.head in (found.token, found.top) for m in located(view, n, frozenset())]


def stands_behind(view: View, mention: PlaceMention, words: str) -> bool:
    """Whether a place stands behind a preposition of that list: "to" or "into" (`goal`), "from" (`origin`)."""
    for i, mentions in view.places.items():
        if mention in mentions:
            token = view.doc[i]
            while token.dep_ in ("conj", "appos", "flat") and token.head != token:
                token = token.head
            return preposition(token).split(" ")[-1] in view.lexicon.words("circumstances", words)
    return False


def pointed_place(view: View, found: Found, barred: frozenset[int], fillers: list[Token]) -> Place | None:
    """ "Rockets hit the base again", "were killed there": the place named before that is meant."""
    objects = [t for t in (*fillers, *found.args.obj) if not found.entry.flags & {"statement"}]
    for token in objects:
        place = pointed_to(view, token)
        if place is not None:
            return place
    for token in own_words(found.token, barred - {found.token.i}):
        if token.dep_.startswith(("obl", "nmod", "advmod")) and (is_locative(view, token) or token.dep_ == "advmod"):
            place = pointed_to(view, token)
            if place is not None:
                return place
    return None


def located(view: View, token: Token, barred: frozenset[int]) -> list[PlaceMention]:
    """Places in a clause that say where: locative obliques, sites; not a party told by its country, but for what
    nature does to one."""
    found: list[PlaceMention] = []
    event = view.cache["mentions"].get(token.i) if "mentions" in view.cache else None
    struck = ("nmod:poss", "compound") if event is not None and event.entry.type is EventType.HAZARD else ()
    for word in own_words(token, barred):
        for mention in view.places.get(word.i, ()):
            if word.head == token and token.pos_ == "NOUN" and (fine(mention) or word.dep_ in struck):
                found.append(mention)  # "the Taji attack", "Turkey's worst earthquake"
            elif (mention.role == "name" or names_a_kind(view, word, mention)) and is_locative(view, word):
                found.append(mention)
    return found


def names_a_kind(view: View, word: Token, mention: PlaceMention) -> bool:
    """ "in Dorn town", "in the Dorn sector": the noun behind a name says what kind of place it is."""
    if mention.role != "modifier" or word.dep_ not in ("compound", "flat"):
        return False
    kinds = view.lexicon.settings["circumstances"]["points_to"]
    named = view.lemmas[word.head.i] in {
        *kinds["city"],
        *kinds["admin1"],
        *view.lexicon.words("circumstances", "parts"),
    }
    happened = word.head.i in view.cache.get("mentions", {})  # "the search at the Dorn landslide"
    return (named or happened) and mention.place.precision != "country"


def is_locative(view: View, word: Token) -> bool:
    """Whether a place's word stands where places stand, and does not act or belong to a list of parties."""
    site = any(m.place.precision == "site" for m in view.places.get(word.i, ()))
    if word.dep_.startswith("nsubj"):
        return site and word.head.pos_ in VERBAL
    top = word
    while top.dep_ in ("conj", "appos", "flat", "compound") and top.head != top and not preposition(top):
        top = top.head
    case = preposition(top)
    words = view.lexicon.words("circumstances", "locative")
    if case:
        direction = case == "of" and top.head.lower_ in words
        of_place = case == "of" and top.dep_.startswith("nmod") and top.head.pos_ in ("NOUN", "PROPN")
        part = view.lemmas[top.head.i] in view.lexicon.words("circumstances", "parts")
        if direction or (of_place and (part or not is_country(view, word))):
            return True
        return case in words or case.split(" ")[-1] in words
    if top.dep_.startswith("nsubj"):
        return site and top.head.pos_ in VERBAL
    if top.dep_ == "obj" and is_country(view, word):  # "hit Veltland", "left Veltland", but not "threatened Veltland"
        event = view.cache.get("mentions", {}).get(top.head.i)
        return event is not None and event.entry.type in PHYSICAL and top.i in view.places
    return not spoken_of(view, top) and bare_locative(view, word, top, site)


def spoken_of(view: View, top: Token) -> bool:
    """ "accused Dorn of", "urged Dorn to": a city that is spoken to or of stands for who rules there."""
    event = view.cache.get("mentions", {}).get(top.head.i)
    return top.dep_ in ("obj", "iobj") and event is not None and event.entry.type in SPOKEN


def bare_locative(view: View, word: Token, top: Token, site: bool) -> bool:
    """A place without a preposition: "Gaziantep, Turkey", "Turkey's southern provinces"; a bare country else acts."""
    behind = word.i > 1 and word.nbor(-1).text == "," and word.i - 2 in view.places
    if behind or not is_country(view, word):
        return behind or site or not top.dep_.startswith("obl")
    owned = view.lemmas[top.head.i] in view.lexicon.words("circumstances", "parts") or top.head.i in view.places
    return top.dep_ == "nmod:poss" and owned


def is_country(view: View, word: Token) -> bool:
    return any(m.place.precision in ("country", "region") for m in view.places.get(word.i, ()))


def finest(mentions: list[PlaceMention]) -> PlaceMention:
    """The most precise place; of equals the first named."""
    return max(mentions, key=lambda m: FINENESS[m.place.precision])


def places_above(view: View, found: Found) -> list[PlaceMention]:
    """Places of the clauses that govern the event in its sentence; where somebody speaks is not where it happened."""
    token = found.top
    speech = view.lexicon.words("speech", "verbs")
    for _ in range(5):
        head = token.head
        if head == token:
            break
        spoken = view.lemmas[head.i] in speech and token.dep_ in ("ccomp", "parataxis")
        mentions = [] if spoken else located(view, head, frozenset({token.i}))
        mentions = [m for m in mentions if not stands_behind(view, m, "goal")] or mentions
        if mentions:
            return mentions
        token = head
    return of_sentence(view, found, speech)


def of_sentence(view: View, found: Found, speech: frozenset[str]) -> list[PlaceMention]:
    """Any place of the sentence that says where, but for those that hang on a verb of speech."""
    return [
        m
        for t in view.sentences[found.sentence]
        for m in view.places.get(t.i, ())
        if m.role == "name"
        and t.dep_ in ("obl", "nmod")
        and is_locative(view, t)
        and not view.masked[t.i]
        and view.lemmas[t.head.i] not in speech
        and preposition(t).split(" ")[-1] not in view.lexicon.words("circumstances", "goal")
        and not (preposition(t) == "from" and t.dep_ == "nmod")
        and not of_another(view, found, t)
        and not in_content(found, t)
    ]


def in_content(found: Found, place: Token) -> bool:
    """ "voted to end the mission in Veltland", "a truce that opens the road to Dorn": what is decided, said or
    described may be elsewhere."""
    current = place
    for _ in range(8):
        if current.head in (found.token, found.top) or current.head == current:
            break
        current = current.head
    if current.head not in (found.token, found.top):
        return False
    if current.dep_ == "acl:relcl":
        return True
    return found.entry.type in CONTENT and current.dep_ in ("ccomp", "xcomp", "advcl", "acl")


def of_another(view: View, found: Found, place: Token) -> bool:
    """Whether a place is another event's: "after rebels shelled Dorn", "whose trial opens in Dorn"."""
    current = place
    for _ in range(6):
        if current.head == current or current in (found.token, found.top):
            return False
        timed = current.dep_ in ("advcl", "acl") and any(c.lower_ in BEFORE_AFTER for c in current.children)
        apart = current.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in APART for c in current.children)
        if (timed or apart or current.dep_ == "acl:relcl") and current.i in view.cache.get("mentions", {}):
            return not current.is_ancestor(found.token)
        current = current.head
    return False


def place_counted(view: View, token: Token) -> Place | None:
    """ "Veltland has had six cases", "Veltland's figures, nine cases": a figure stands where its country does."""
    current = token
    for _ in range(4):
        owners = [c for c in current.children if c.dep_ == "nmod:poss"]
        counting = view.lemmas[current.i] in view.lexicon.words("circumstances", "standing")
        subjects = [c for c in current.children if c.dep_ == "nsubj"] if counting and current.pos_ in VERBAL else []
        for word in (*owners, *subjects):
            for mention in view.places.get(word.i, ()):
                return replace(mention.place, reason=f"{mention.place.name} is whose figure it is")
        if current.head == current or current.dep_ in ("acl:relcl", "ccomp", "parataxis"):
            return None
        current = current.head
    return None


def country_of_parties(view: View, tokens: list[Token]) -> Place | None:
    """The country named by an adjective near the event ("Iraqi bases"), as the coarsest place."""
    for token in tokens:
        for word in (token, *args_of(view, token).mod, *args_of(view, token).poss):
            for mention in view.places.get(word.i, ()):
                return replace(mention.place, reason="country of the party concerned")
    return None
