"""Does a token pass a condition of the lexicon: by lemma, word form, word class, or what its mention is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import Args
from dateline.coding.patterns import Test
from dateline.coding.states import seats
from dateline.coding.view import View, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

BUILT_IN = frozenset({"party", "person", "place", "money", "number", "name", "clause", "agent", "time"})
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "SPY", "COP"})
NATURAL = "nature-"  # the classes of natural forces, by kind of hazard
CURRENCY = frozenset(
    [
        "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "TRY", "UAH", "IQD", "MMK", "CHF",
        "CAD", "AUD", "SEK", "NOK", "DKK", "SAR", "AED", "ILS", "PKR", "BRL", "ZAR", "KES",
        "NGN",
    ]
)  # fmt: skip


def passes(view: View, args: Args, test: Test) -> bool:
    """Whether the fillers of the test's place meet it; a negated test is met by an empty place."""
    if test.slot == "neg":
        return args.negated != test.negated
    fillers = [c for t in args.at(test.slot) for c in coordinated(t)]
    if test.slot == "obj" and not fillers and not test.negated:
        fillers = list(args.iobj)
    if test.slot == "comp" and not test.anything:
        fillers = [t for t in fillers if not only_told(view, t)]
    met = any(token_passes(view, token, test) for token in fillers)
    return met != test.negated


def only_told(view: View, clause: Token) -> bool:
    """ "told reporters the enemy had left": what somebody is told, not what they are told to do."""
    finite = clause.tag_ in ("VBD", "VBZ", "VBP") and clause.dep_ in ("ccomp", "parataxis")
    return finite and view.lemmas[clause.head.i] in ("tell", "order", "ask", "instruct")


def token_passes(view: View, token: Token, test: Test) -> bool:
    """Whether one token is among the values: by lemma, by word form, or by class."""
    if test.anything:
        return True
    if token.i in view.times and token.i not in view.parties:
        return "time" in test.classes
    inner = partitive(view, token)
    if inner is not None and token_passes(view, inner, test):
        return True
    if token.pos_ == "NUM" and inner is None and set(test.classes) & {"force", "people"}:
        return True
    if view.lemmas[token.i] in test.values or token.lower_ in test.values:
        return True
    return any(in_class(view, token, name) for name in test.classes)


def partitive(view: View, token: Token) -> Token | None:
    """ "35 of its soldiers", "most of them", "a number of officers": the noun that is meant."""
    if (
        token.pos_ != "NUM"
        and not token.text[0].isdigit()
        and view.lemmas[token.i] not in view.lexicon.words("roles", "parts")
    ):
        return None
    of = [c for c in token.children if c.dep_.startswith("nmod") and any(g.dep_ == "case" and g.lower_ == "of"
          for g in c.children)]  # fmt: skip
    meant = [c for c in of if view.lemmas[c.i] not in view.lexicon.words("roles", "parts")]  # "tens of thousands of"
    return next(iter([*meant, *of]), None)


def in_class(view: View, token: Token, name: str) -> bool:
    """Whether a token belongs to a word class, or passes a built-in test."""
    words = view.lexicon.classes.get(name)
    if words is not None and name.startswith(NATURAL):
        return is_natural(view, token, words)
    if words is not None and (view.lemmas[token.i] in words or token.lower_ in words):
        return True
    if name == "force" and words is not None:
        return any(p.party.sector in ARMED for p in view.parties.get(token.i, ()))
    if name == "base" and words is not None:
        return any(p.place.precision == "site" for p in view.places.get(token.i, ()))
    if words is not None and name != "money":
        return False
    return built_in(view, token, name)


def built_in(view: View, token: Token, name: str) -> bool:
    """The tests that look at mentions and not at words."""
    if name == "party":
        return token.i in view.parties or (token.pos_ == "PROPN" and token.lower_ in seats())
    if name == "person":
        return is_person(view, token)
    if name == "agent":
        return token.i in view.parties or is_person(view, token) or in_class(view, token, "force")
    if name == "place":
        return token.i in view.places
    if name == "money":
        return any(view.quantity(q).unit in CURRENCY for q in view.quantities.get(token.i, ()))
    if name == "number":
        return token.i in view.quantities or any(c.dep_ == "nummod" for c in token.children)
    if name == "name":
        return token.pos_ == "PROPN"
    return name == "clause" and token.pos_ in ("VERB", "AUX")


def is_natural(view: View, token: Token, words: frozenset[str]) -> bool:
    """Whether a token is a natural force: by lemma, or by what its name says it is ("Cyclone Dora"). "A storm of
    protest" and "a hail of bullets" are not: what follows "of" may only measure the force or say when it came."""
    kinds = [c for c in token.children if c.dep_ in ("compound", "flat", "nmod:desc") and token.pos_ == "PROPN"]
    if not any(view.lemmas[t.i] in words or t.lower_ in words for t in (token, *kinds)):
        return False
    if any(view.lemmas[c.i] in ("computer", "machine-gun", "artillery") for c in token.children):
        return False
    made_of = [c for c in token.children if c.dep_ == "nmod" and any(w.lower_ == "of" for w in c.children)]
    told = view.lexicon.words("stance", "measures_of_force") | view.lexicon.words("genres", "stuff")
    return all(c.i in view.times or c.i in view.quantities or c.pos_ in ("PROPN", "NUM") or view.lemmas[c.i] in told
               for c in made_of)  # fmt: skip


def is_person(view: View, token: Token) -> bool:
    """A person's name, a pronoun for a person, or the holder of an office."""
    if token.ent_type_ == "PERSON" or token.lower_ in ("he", "she", "him", "her", "who"):
        return True
    return view.lemmas[token.i] in view.lexicon.classes.get("position", frozenset())
