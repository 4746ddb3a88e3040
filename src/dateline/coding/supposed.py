"""Not stated to be so: denied by a preposition, supposed by an inverted clause, true only in general.

Tense, modals and governing verbs are read by `stance`; here stand the other marks of what is no news: "without
clashes", "had the police opened fire", "any attack on one member is", "kidnapping is a crime", "reports of a coup are
false".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, has_to
from dateline.coding.frames import Found
from dateline.coding.genres import upwards
from dateline.coding.view import View
from dateline.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

PRESENT = frozenset({"VBZ", "VBP"})
SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE}
)


def supposed(view: View, found: Found) -> str | None:
    """Why an event is not stated to be so, or None."""
    if "consequence" in found.entry.flags and found.args.negated:
        return None  # "without casualties" tells of the attack that nobody was hurt
    for token in upwards(found.top):
        reason = barred(view, found, token) or doubted(view, found, token)
        if reason:
            return reason
        if token.dep_ in ("parataxis", "advcl", "acl:relcl", "conj") and token != found.top:
            break
    return in_general(view, found)


def barred(view: View, found: Found, token: Token) -> str | None:
    """ "without clashes", "instead of arresting", "in the event of an invasion", "had the police opened fire"."""
    cases = view.lexicon.words("genres", "unreal_cases")
    own = (token == found.top or not found.verbal) and "consequence" not in found.entry.flags
    for child in token.children:
        if child.dep_ in ("case", "mark", "cc", "advmod") and child.i < found.top.i and own:
            words = " ".join([child.lower_, *(f.lower_ for f in child.children if f.dep_ == "fixed")])
            if words in cases:
                return f"not so: {words}"
    if token == found.top and not found.verbal and any(c.lower_ == "not" for c in token.children):
        return "not so: not"
    if token.head.lower_ == "short" and any(c.lower_ == "of" for c in token.children):
        return "not so: short of"
    if token.pos_ in VERBAL and inverted(token):
        return "supposed: the verb before its subject"
    return None


def inverted(verb: Token) -> bool:
    """ "Had the police opened fire", "Were the army to", "Should talks collapse": a condition without "if"."""
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
    fronted = [c for c in verb.children if c.dep_.startswith(("aux", "cop")) and c.lower_ in ("had", "were", "should")]
    if not subjects or not fronted:
        return False
    first = min(s.left_edge.i for s in subjects)
    return fronted[0].i == first - 1 and verb.dep_ in ("advcl", "ccomp", "parataxis", "ROOT", "root", "conj")


def doubted(view: View, found: Found, token: Token) -> str | None:
    """ "no evidence that", "reports of a coup are false", "imagine that", "the aim is to", "whether anybody"."""
    lists, head = view.lexicon.words, token.head
    if token == found.top and any(c.dep_ == "mark" and c.lower_ == "whether" for c in token.children):
        return "asked: whether"
    if head == token:
        return aimed(view, token) if token != found.top or has_to(token) else None
    lemma = view.lemmas[head.i]
    if token.dep_ in ("ccomp", "obj", "xcomp") and misreported(view, head):
        return f"not so: wrongly {head.lower_}"
    dep = token.dep_
    if lemma in ("event", "case") and dep.startswith("nmod") and any(c.lower_ == "in" for c in head.children):
        return f"supposed: in the {lemma} of"
    if dep.startswith("nsubj") and not found.verbal and only_if(found, head):
        return "supposed: what it would do"
    if dep in ("ccomp", "xcomp") and lemma in lists("genres", "supposing") and head.pos_ in VERBAL:
        return f"supposed: {head.lower_}"
    if dep == "obl" and lemma in lists("genres", "supposing") and not found.verbal:
        return f"supposed: {head.lower_}"
    if dep == "obj" and not found.verbal and lemma in lists("genres", "forbidding") and not anchored(token):
        return f"in general: what {head.lower_} forbids"
    of_such = token == found.token and not found.verbal and dep.startswith("nmod") and not token_marks(token)
    if of_such and lemma in lists("genres", "as_such"):
        return f"in general: the {head.lower_} of it"
    if dep.startswith(("acl", "nmod", "ccomp", "appos")) and head.pos_ == "NOUN":
        if lemma in lists("genres", "rumours"):
            return f"not so: a {head.lower_}"
        if lemma in lists("genres", "unproven") and (without(head) or said_false(view, head)):
            return f"not so: no {head.lower_}" if without(head) else f"not so: {head.lower_} said to be false"
    return aimed(view, token) if has_to(token) else None


def anchored(noun: Token) -> bool:
    """Whether a noun points to something told: an article, an owner or a number, or a singular."""
    return noun.tag_ == "NN" or any(c.dep_ in ("det", "nmod:poss", "nummod") for c in noun.children)


def token_marks(noun: Token) -> bool:
    """Whether a noun has an article, an owner, a number or a name beside it."""
    return any(c.dep_ in ("det", "nmod:poss", "nummod", "compound", "nmod") for c in noun.children)


def only_if(found: Found, verb: Token) -> bool:
    """ "an attack on the pipeline would cost": no article that points, no day, and a verb in "would"."""
    modal = any(c.lower_ in ("would", "could", "might", "may") for c in verb.children if c.dep_.startswith("aux"))
    pointed = any(c.lower_ in ("the", "this", "that", "its", "their") for c in found.token.children)
    return modal and not pointed and not any(t.ent_type_ in ("DATE", "TIME") for t in found.token.subtree)


def without(noun: Token) -> bool:
    """ "no evidence", "not a trace", "not see a sign"."""
    near = {c.lower_ for c in noun.children if c.dep_ in ("det", "advmod", "neg")}
    above = {c.lower_ for c in noun.head.children if c.dep_ in ("advmod", "neg")}
    return bool(near & {"no", "not", "little"}) or bool(above & {"not", "n't", "never"})


def misreported(view: View, verb: Token) -> bool:
    """ "wrongly reported that": told as not so."""
    wrong = view.lexicon.words("genres", "wrongly")
    return view.lemmas[verb.i] in view.lexicon.words("speech", "verbs") and any(
        c.lower_ in wrong for c in verb.children
    )


def said_false(view: View, noun: Token) -> bool:
    """Whether the noun is the subject of "false", "untrue", "a hoax"."""
    return noun.dep_.startswith("nsubj") and (
        view.lemmas[noun.head.i] in view.lexicon.words("genres", "falsity")
        or any(view.lemmas[c.i] in view.lexicon.words("genres", "falsity") for c in noun.head.children)
    )


def aimed(view: View, token: Token) -> str | None:
    """ "the envoy's task is to get the hostages released"."""
    if not has_to(token):
        return None
    subjects = [c for t in (token, token.head) for c in t.children if c.dep_.startswith("nsubj")]
    named = [s for s in subjects if view.lemmas[s.i] in view.lexicon.words("genres", "purposes")]
    return f"an aim: “{named[0].text}”" if named else None


# ------------------------------------------------------------------------------------------------- in general


def in_general(view: View, found: Found) -> str | None:
    """ "kidnapping is a crime", "any attack is", "wars kill": the present tense, and nobody, nowhere, no day."""
    if found.entry.type in SPOKEN or "durative" in found.entry.flags or (view.report.title and found.sentence == 0):
        return None
    verb = clause_verb(found)
    if verb is None or not is_present(verb):
        return None
    habit = sorted({c.lower_ for c in verb.children} & view.lexicon.words("genres", "habitual"))
    if habit:
        return f"in general: {habit[0]}"
    subject = next((c for c in verb.children if c.dep_.startswith(("nsubj", "csubj"))), None)
    if subject is None or named_here(view, found):
        return None
    if subject.dep_.startswith("csubj") and found.token == subject:
        return "in general: an act as such"
    if not is_generic(view, subject):
        return None
    return "in general: nobody, nowhere, no day"


def clause_verb(found: Found) -> Token | None:
    """The verb or predicate of the clause the mention stands in; None in a clause below another."""
    token = found.top
    while token.head != token and token.dep_ not in ("ccomp", "acl:relcl", "advcl", "acl", "parataxis"):
        token = token.head
    return token if token.dep_.lower() == "root" else None


def is_present(verb: Token) -> bool:
    """A bare present, or "is" with a noun, adjective or participle; no perfect, no progressive, no modal."""
    aux = [c for c in verb.children if c.dep_.startswith(("aux", "cop"))]
    if verb.tag_ in PRESENT and not aux:
        return True
    words = {c.lower_ for c in aux}
    return bool(words & {"is", "are"}) and not words & {"been", "being", "to"} and verb.tag_ != "VBG"


def named_here(view: View, found: Found) -> bool:
    """Whether the sentence names a party, a place, a day or a number: then it is about something."""
    sentence = view.sentences[found.sentence]
    for token in sentence:
        if token.i in view.places or any(p.party.id for p in view.parties.get(token.i, ())):
            return True
        if token.ent_type_ in ("PERSON", "ORG", "LOC", "GPE", "FAC", "NORP"):
            return True
        if any(t.interval is not None for t in view.times.get(token.i, ())):
            return True
    return False


def is_generic(view: View, subject: Token) -> bool:
    """A bare noun, "a" or "any": no article that points, no owner, no number."""
    marks = {c.lower_ for c in subject.children if c.dep_ in ("det", "nummod", "nmod:poss", "amod")}
    if view.lemmas[subject.i] in view.lexicon.words("genres", "whoever"):
        return True
    if marks & {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "another", "some"}:
        return False
    return subject.pos_ in ("NOUN", "VERB") and not any(c.dep_ == "nummod" for c in subject.children)
