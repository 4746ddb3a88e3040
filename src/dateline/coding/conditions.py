"""The condition that a figure's people are in: infected, homeless, hungry, trapped, back at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.coding.clauses import args_of
from dateline.coding.view import View
from dateline.model import QuantityMention
from dateline.resolve.numerals import load_table
from dateline.resolve.quantities.language import language

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=2)
def table() -> Sequence[Mapping[str, Any]]:
    """Conditions of data/quantities/counting.en.yaml, in order: the first that holds is told."""
    rows: Sequence[Mapping[str, Any]] = load_table("quantities", "counting.en.yaml")["conditions"]
    return rows


def condition_of(view: View, quantity: QuantityMention, token: Token, verb: Token | None, lemma: str) -> str | None:
    """The kind of the condition told of those counted; None when the clause tells none."""
    if verb is None or quantity.unit is not None or not is_patient_of(view, verb, token):
        return None
    people = counts_people(quantity)
    if any(c.dep_ == "cop" or (c.dep_ == "aux:pass" and verb.pos_ == "ADJ") for c in verb.children):
        lemma = "be"
    if lemma == "have":  # "1,500 had to leave their homes"
        lemma = next((view.lemmas[c.i] for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), lemma)
    words = clause_words(view, verb, token)
    for row in table():
        if lemma not in row["verbs"] or (people == bool(row.get("things")) and "nouns" not in row):
            continue
        if "with" in row and not words & set(row["with"]):
            continue
        if quantity.noun not in row.get("nouns", (quantity.noun,)) or (row.get("passive") and not is_passive(verb)):
            continue
        wanted = view.lexicon.classes.get("disease", frozenset()) if row["words"] == "@disease" else row["words"]
        if not wanted or words & set(wanted):
            kind = str(row["kind"])
            return "injured" if kind == "cases" and injuries_near(view, view.sentence_of[token.i]) else kind
    return None


def is_passive(verb: Token) -> bool:
    """ "were still being looked for"."""
    return any(c.dep_ == "aux:pass" for c in verb.children)


def counts_people(quantity: QuantityMention) -> bool:
    people = quantity.noun is None or quantity.noun in language().people or quantity.noun in HOUSEHOLDS
    return people and quantity.unit is None


HOUSEHOLDS = frozenset({"family", "home", "household", "customer", "person", "resident", "refugee"})


def clause_words(view: View, verb: Token, token: Token) -> set[str]:
    """Lemmas and forms of the verb's own dependents, its counted noun's left out."""
    near = [verb, *(t for c in verb.children if c != token and not is_clause(c) for t in c.subtree)]
    near += [t for c in verb.children if c.dep_ == "xcomp" for t in (c, *c.children)]
    near += [c for c in token.children if c.dep_ in ("amod", "acl") and c.i > token.i]
    return {w for t in near if t.i != token.i for w in (t.lower_, view.lemmas[t.i])}


def is_clause(token: Token) -> bool:
    return token.dep_ in ("advcl", "ccomp", "parataxis", "acl:relcl", "conj")


def is_patient_of(view: View, verb: Token, token: Token) -> bool:
    """Whether the counted noun is what the verb tells of: its object, or its subject."""
    args = args_of(view, verb)
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    if behind.dep_.startswith("aux") and behind.head == verb:
        return True
    own = [c for c in verb.children if c.dep_.startswith("nsubj")]
    return any(token == t or token in list(t.subtree) for t in (*args.obj, *args.subj, *own))


def injuries_near(view: View, sentence: int) -> bool:
    """ "diagnosed" counts the injured, not the sick, where injuries were told just before."""
    near = view.sentences[max(0, sentence - 1) : sentence + 1]
    return any("injur" in s.text.lower() for s in near)
