"""Pronouns that fill a role: "called on them to leave", "its fighters", "eleven of them", "congratulated him".

Resolution takes pronouns up only where one party can be meant (`resolve.actors.pronouns`); here the clause helps: an
object is never its own verb's subject, "them" wants several, "him" a person, and whatever stood last in the same place
is meant before others. What is found carries the pronoun as its reason; where nothing fits, nobody is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.slots import in_class
from dateline.coding.view import NOMINAL, View, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

MANY = frozenset({"they", "them", "their", "these", "those"})
THING = frozenset({"it", "its"})
MAN, WOMAN = frozenset({"he", "him", "his"}), frozenset({"she", "her"})
REACH = 2  # sentences back


def meant_by(view: View, pronoun: Token) -> Token | None:
    """The noun a personal pronoun takes up, at most two sentences back; None where none fits."""
    key = ("meant", pronoun.i)
    if key not in view.cache:
        view.cache[key] = None  # a loop of pronouns ends here
        view.cache[key] = find(view, pronoun)
    found: Token | None = view.cache[key]
    return found


def find(view: View, pronoun: Token) -> Token | None:
    if pronoun.lower_ not in MANY | THING | MAN | WOMAN or is_deed(view, pronoun):
        return None
    if pronoun.lower_ in ("these", "those") and any(c.dep_ != "case" for c in pronoun.children):
        return None  # "those who fled" are told there
    barred = own_clause(view, pronoun)
    number = view.sentence_of[pronoun.i]
    for back in range(REACH + 1):
        if number - back < 0:
            break
        sentence = view.sentences[number - back]
        fits = [t for t in sentence if t.i < pronoun.i and t.i not in barred and fits_as(view, t, pronoun)]
        if fits:
            return min(fits, key=lambda t: (-told_so_far(view, t, pronoun), *rank(t, pronoun)))
    return None


def is_deed(view: View, pronoun: Token) -> bool:
    """ "It was the second attack", "it is a matter of weeks", "it is clear that": a deed or nothing, never a party."""
    if pronoun.lower_ != "it" or not pronoun.dep_.startswith("nsubj") or pronoun.head.pos_ in VERBAL:
        return False
    said_of = pronoun.head
    known = said_of.i in view.parties or any(
        in_class(view, said_of, c) for c in ("people", "force", "body", "position")
    )
    return not known


def told_so_far(view: View, token: Token, pronoun: Token) -> int:
    """How often the report has named a person up to here; of others than persons 0: there the place decides."""
    if pronoun.lower_ not in MAN | WOMAN:
        return 0
    named = {m.party.name for m in view.parties.get(token.i, ())}
    return sum(m.party.name in named for m in view.mentions.parties if m.span.end <= pronoun.idx)


def own_clause(view: View, pronoun: Token) -> set[int]:
    """Words that an object pronoun cannot mean: the subjects of its own verb, and what it is itself a part of."""
    barred = {t.i for t in pronoun.ancestors}
    if pronoun.dep_.startswith(("nsubj", "nmod:poss")):
        return barred
    verb = next((t for t in pronoun.ancestors if t.pos_ in VERBAL), None)
    if verb is not None:
        barred |= {m.i for t in args_of(view, verb).surface for m in coordinated(t)}
    return barred


def fits_as(view: View, token: Token, pronoun: Token) -> bool:
    """Whether a noun is a party of the pronoun's number and kind, and no mere part of another's name."""
    if token.pos_ not in NOMINAL or token.pos_ == "PRON" or token.dep_.startswith(("compound", "flat", "nmod:desc")):
        return False
    word = pronoun.lower_
    if word in MAN | WOMAN:
        return is_human(view, token) and not tells(view, token, "female" if word in MAN else "male")
    if not (token.i in view.parties or any(in_class(view, token, c) for c in ("people", "force", "body", "captive"))):
        return False
    several = any(c.dep_ == "conj" for c in token.children)
    plural = several or (token.tag_ in ("NNS", "NNPS") and not is_state(view, token))
    if word in MANY:
        return (plural and token.ent_type_ != "PERSON") or (token.dep_ == "nsubj" and is_collective(view, token))
    return not plural and not is_human(view, token)


def tells(view: View, token: Token, gender: str) -> bool:
    """Whether the report tells that somebody is a woman, or a man: by noun, title or office ("a spokeswoman")."""
    words = view.lexicon.words("parties", gender)
    names = {m.party.name for m in view.parties.get(token.i, ())}
    roles = [m.role for m in view.mentions.parties if m.role and m.party.name in names]
    told = {view.lemmas[token.i], *(c.lower_.rstrip(".") for c in token.children)}
    return bool(words & (told | {w for r in roles for w in r.lower().split()}))


def is_state(view: View, token: Token) -> bool:
    """A country is one, whatever its name ends in: the Netherlands, the United States."""
    return any((m.party.id or "").startswith("state:") for m in view.parties.get(token.i, ()))


def is_collective(view: View, token: Token) -> bool:
    """A body of men told in the singular, which "they" takes up as well: the coalition, the army, the council."""
    return token.tag_ in ("NN", "NNP") and not is_state(view, token) and (
        in_class(view, token, "force") or in_class(view, token, "body")
    )  # fmt: skip


def is_human(view: View, token: Token) -> bool:
    """A person by name or office; never a people or a body."""
    known = [m.party.id or "" for m in view.parties.get(token.i, ())]
    if any(i.startswith(("state:", "org:", "group:")) for i in known):
        return False
    single = token.tag_ in ("NN", "NNP")
    return single and (token.ent_type_ == "PERSON" or in_class(view, token, "position") or "person" in "".join(known))


def rank(token: Token, pronoun: Token) -> tuple[int, int]:
    """Subjects take up subjects, objects what stood last beside a verb; a modifier or an owner comes last."""
    subject = token.dep_.startswith("nsubj")
    wants = pronoun.dep_.startswith("nsubj") or pronoun.dep_ == "nmod:poss"
    beside = token.dep_ in ("obj", "iobj", "conj") or token.dep_.startswith("obl")
    place = 0 if subject == wants and (subject or beside) else 1 if subject or beside else 2
    return place, -token.i
