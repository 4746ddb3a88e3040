"""The name that goes with a description: beside it, right behind it, or in the words of how it is called.

"Iran's leader, Ayatollah Ali Khamenei", "the charity Bright Harbour", "a group calling itself the Army of Dawn".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.slots import in_class
from dateline.coding.view import View, char_span, noun_phrase
from dateline.model import Party, PartyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 9  # tokens from a description to the comma before its name


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
    named = [m for c in beside for m in view.parties.get(c.i, ()) if m.form == "name" and of_kind(view, told, m, c)]
    named = named or named_further(view, token)
    if not named:
        return told if told is not None and told.party.id is not None else name_behind(view, token) or told
    return max(named, key=lambda m: (m.party.id is not None, m.span.end - m.span.start))


def named_further(view: View, token: Token) -> list[PartyMention]:
    """ "The head of naval intelligence, Kwame Adjei", "a leader from Tibesti, Hassan": a person's name that trees hang
    on the last noun of the description."""
    if not (in_class(view, token, "people") or in_class(view, token, "position")) or token.tag_ not in ("NN", "NNP"):
        return []
    doc = view.doc
    comma = next((t.i for t in doc[token.i + 2 : token.i + REACH] if t.lower_ == "," or t.pos_ in VERBAL), None)
    if comma is None or doc[comma].lower_ != "," or doc[token.i + 1].pos_ != "ADP":
        return []
    title = next((t.i for t in doc[comma + 1 : comma + 4] if t.ent_type_ == "PERSON"), None)
    if title is None or any(not t.text[0].isupper() and t.pos_ != "PUNCT" for t in doc[comma + 1 : title]):
        return []
    named = [m for i in range(title, min(title + 4, len(doc))) for m in view.parties.get(i, ()) if m.form == "name"]
    whole = [m for m in named if m.span.start <= doc[title].idx + len(doc[title]) + 2 and closes(view, m)]
    return whole[:1]


def closes(view: View, name: PartyMention) -> bool:
    """Whether a name is followed by a comma or the end of the clause: no list of persons goes on."""
    after = view.report.text[name.span.end : name.span.end + 2]
    return after[:1] in (",", ".", ";", ":", "") or after[:1] == "\n"


def name_behind(view: View, token: Token) -> PartyMention | None:
    """ "the newspaper La Vega", "the charity Bright Harbour": capitals right behind a word for a body."""
    if not in_class(view, token, "body") or token.tag_ != "NN":
        return None
    last = token
    while last.i + 1 < len(view.doc) and (last.nbor().tag_ in ("NNP", "NNPS") or joins(last.nbor())):
        last = last.nbor()
    if last == token or last.tag_ == "HYPH" or any(view.parties.get(i) for i in range(token.i + 1, last.i + 1)):
        return None
    span = char_span(view.doc[token.i + 1], last)
    name = span.of(view.report.text)
    return PartyMention(span, Party(name=name, text=name, span=span, reason=f"the name of the {token.lower_}"))


def joins(token: Token) -> bool:
    """A hyphen between two parts of a name."""
    return token.tag_ == "HYPH" and token.i + 1 < len(token.doc) and token.nbor().tag_ in ("NNP", "NNPS")


def of_kind(view: View, told: PartyMention | None, name: PartyMention, token: Token) -> bool:
    """Whether a name beside a description can be its name: a person's, or a body's for what is no person.

    A body that no list knows is the description's when it stands right behind it ("the operator Veltrail").
    """
    if token.ent_type_ == "PERSON":
        return told is None or told.form in ("common", "definite", "name")
    if (name.party.id or "").startswith(("org:", "group:")):
        return True
    described, noun = view.doc[token.left_edge.i - 1], token.head
    beside = described == noun or (described.lower_ == "," and noun.tag_ == "NN")
    return name.party.id is None and token.ent_type_ == "ORG" and beside and noun.pos_ == "NOUN"


def named_next(view: View, token: Token, told: PartyMention) -> PartyMention | None:
    """ "the militia Red Front", "Secretary of State Ida Moss": a name right behind the description is its name."""
    if told.form not in ("common", "definite") and told.party.id is not None:
        return None
    kinds = ("group:", "org:", "person:") if in_class(view, token, "position") else ("group:", "org:")
    for other in view.mentions.parties:
        if other.form != "name" or not (other.party.id or "").startswith(kinds):
            continue
        if other.span.start - told.span.end == 1 and view.report.text[told.span.end] == " ":
            head = [t for t in view.doc if other.span.start <= t.idx < other.span.end and t.dep_.startswith("nsubj")]
            return None if head and head[0].head != token.head else other
    return None


def described(view: View, token: Token, told: PartyMention, name: PartyMention) -> PartyMention:
    """A name with the office that its description tells: "Norland's energy minister, Ida Moss"."""
    if name is told or told.role is None or name.role is not None:
        return name
    seats = [m.place.country for t in args_of(view, token).poss for m in view.places.get(t.i, ())]
    country = name.party.country or told.party.country or next(iter(seats), None)
    sector = name.party.sector or told.party.sector or ("GOV" if seats else None)
    party = replace(name.party, country=country, sector=sector)
    return replace(name, party=party, role=told.role, organisation=name.organisation or told.organisation)


def following(view: View, token: Token, party: Party) -> Party:
    """ "supporters of Ida Moss": those who follow or oppose somebody are named with whom."""
    if view.lemmas[token.i] not in view.lexicon.words("roles", "followers"):
        return party
    whom = [t for t in args_of(view, token).at("of") if t.i > token.i]
    if not whom:
        return party
    first, last = noun_phrase(whom[0])
    return replace(party, name=f"{party.name} of {char_span(view.doc[first], view.doc[last]).of(view.report.text)}")


def called(view: View, token: Token) -> PartyMention | None:
    """ "A group calling itself the Army of Dawn", "a man identified as Karim Dalo": the name it is told to have."""
    if token.pos_ != "NOUN":
        return None
    for clause in (c for c in token.children if c.dep_.startswith("acl")):
        if view.lemmas[clause.i] not in view.lexicon.words("parties", "calling"):
            continue
        args = args_of(view, clause)
        for name in (*args.comp, *args.at("as"), *args.obj):
            if name.pos_ == "PROPN" and name.i > clause.i:
                return own_name(view, token, name)
    return None


def own_name(view: View, token: Token, name: Token) -> PartyMention:
    """The mention on a name, else a party of that name, of the country and kind of the noun it belongs to."""
    told = [m for m in view.parties.get(name.i, ()) if m.form == "name"]
    if told:
        best = max(told, key=lambda m: m.span.end - m.span.start)
        band = view.lemmas[token.i] in view.lexicon.words("parties", "bands")
        stateless = band and best.party.id is None  # a faction that calls itself an army is no state's
        return replace(best, party=replace(best.party, country=None, sector=None)) if stateless else best
    first, last = noun_phrase(name)
    while view.doc[first].lower_ in ("the", "a", "an") and first < name.i:
        first += 1
    while last + 2 < len(view.doc) and view.doc[last + 1].lower_ == "of" and view.doc[last + 2].pos_ == "PROPN":
        last += 2
    span = char_span(view.doc[first], view.doc[last])
    words = span.of(view.report.text)
    kind = next((m.party for m in view.parties.get(token.i, ())), Party(words))
    return PartyMention(
        span, Party(words, None, words, kind.country, kind.sector, span, f"the name of the {token.lower_}")
    )
