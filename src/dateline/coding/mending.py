"""Trees set right where the order of the words shows how a parser erred, before anything is read from them.

A report's commonest sentence ends in its source: "Zambia sent the suspects home, an official said". Parsers at times
hang the first subject on the verb of saying, or the speaker on the verb before; the doer then becomes a source, or a
source the doer. "Fighting between A and B killed nine" is read as a clause, "the man police arrested" as a passive.
Heads, labels and tags change, never words; the document is mended in place, and mending it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SAID = ("ccomp", "parataxis")  # how what is said hangs on the verb of saying
Roles = dict[int, dict[str, tuple[int, int]]]  # predicate -> label of PropBank -> tokens


def mend(
    doc: Doc,
    lemmas: list[str],
    saying: frozenset[str],
    masked: Sequence[bool],
    roles: Roles,
    is_noun: Callable[[str], bool] = lambda word: False,
    is_person: Callable[[Token], bool] = lambda token: False,
    harming: frozenset[str] = frozenset(),
) -> None:
    """Mend speakers, relative clauses, names beside nouns and nouns in -ing; a dateline (`masked`) is left alone.

    `is_noun` says which words in -ing may be nouns, `is_person` which nouns tell a person's office or trade, `harming`
    are verbs of killing; `lemmas` (by token) follow where a verb becomes a noun.
    """
    mend_speakers(doc, lemmas, saying, masked)
    mend_relatives(doc, roles)
    mend_contact(doc)
    mend_perfect(doc)
    mend_headless(doc)
    mend_two_objects(doc)
    mend_beside(doc, is_person)
    mend_harm(doc, lemmas, harming, roles)
    for token in doc:
        if token.tag_ == "VBG" and token.pos_ == "VERB" and is_noun(token.lower_) and names_deed(token):
            as_noun(token)
            lemmas[token.i] = token.lower_


def mend_speakers(doc: Doc, lemmas: Sequence[str], saying: frozenset[str], masked: Sequence[bool]) -> None:
    """Give every verb of `saying` one subject, the one beside it."""
    for verb in [t for t in doc if t.pos_ == "VERB" and lemmas[t.i] in saying]:
        told = [c for c in verb.children if c.dep_ in SAID and c.pos_ in ("VERB", "AUX", "ADJ", "NOUN")]
        if not told:
            continue
        subjects = [c for c in subjects_of(verb) if not masked[c.i]]
        if len(subjects) > 1:
            give_first(subjects, told)
        elif not subjects and told[0].i < verb.i:
            take_last(verb, told)


def hang(token: Token, head: Token) -> bool:
    """Give a token another head in its sentence, unless that would close a ring; whether it was done."""
    if token == head or token.is_ancestor(head) or token.sent != head.sent:
        return False
    token.head = head
    return True


def subjects_of(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_.startswith("nsubj")]


def give_first(subjects: list[Token], told: list[Token]) -> None:
    """ "Zambia sent them home, an official said": of two subjects the first belongs to what is said."""
    first, last = subjects[0], subjects[-1]
    clause = next((c for c in told if first.i < c.i < last.i and not subjects_of(c)), None)
    if clause is None:
        return
    if not hang(first, clause):
        return
    first.dep_ = "nsubj:pass" if any(c.dep_ == "aux:pass" for c in clause.children) else "nsubj"


def take_last(verb: Token, told: list[Token]) -> None:
    """ "... and set off bombs, sources in Pakistan said": a subject that ends at the verb of saying is its own."""
    for clause in told:
        for inner in (t for t in clause.subtree if t.dep_.startswith("nsubj") and clause.i < t.i < verb.i):
            late = inner.i > inner.head.i and inner.right_edge.i == verb.i - 1
            if late and inner.pos_ in ("NOUN", "PROPN") and inner.doc[inner.left_edge.i - 1].text == ",":
                if hang(inner, verb):
                    inner.dep_ = "nsubj"
                return


def mend_relatives(doc: Doc, roles: Roles) -> None:
    """ "Soldiers died in the raids, which began at dawn and struck three towns": the raids began, and struck."""
    for pronoun in [t for t in doc if t.lower_ == "which" and t.dep_.startswith("nsubj")]:
        verb = pronoun.head
        noun = verb.head
        if verb.dep_ != "acl:relcl" or not noun.i < noun.head.i < pronoun.i:
            continue
        near = doc[pronoun.i - 2] if doc[pronoun.i - 1].text == "," else doc[pronoun.i - 1]
        nearer = near.pos_ in ("NOUN", "PROPN") and near != noun and noun.head.i < near.i
        if nearer and hang(verb, head_of_phrase(near)):
            share_relative(doc, pronoun, verb, roles)


def head_of_phrase(noun: Token) -> Token:
    """The noun of a name or compound that a word belongs to."""
    while noun.dep_ in ("compound", "flat", "nmod:desc") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def share_relative(doc: Doc, pronoun: Token, verb: Token, roles: Roles) -> None:
    """A verb whose role is the pronoun's, hung beside the main verb, is coordinated with the relative one; and that
    role is the relative's noun for both."""
    for at, labels in roles.items():
        other = doc[at]
        mine = [x for x, (first, last) in labels.items() if x.startswith("R-") and first <= pronoun.i < last]
        if not mine or other.i < verb.i or (other != verb and (other.dep_ != "conj" or subjects_of(other))):
            continue
        if other != verb and not hang(other, verb):
            continue
        for label in mine:
            labels[label.removeprefix("R-")] = (verb.head.i, verb.head.i + 1)


def mend_contact(doc: Doc) -> None:
    """ "The man police arrested on Monday": a "passive" without its auxiliary, behind its own subject, is active."""
    for verb in [t for t in doc if t.dep_ == "acl" and t.tag_ == "VBN"]:
        subjects = [c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i]
        if not subjects or any(c.dep_.startswith("aux") or c.dep_ == "obj" for c in verb.children):
            continue
        verb.dep_, verb.tag_ = "acl:relcl", "VBD"
        for subject in subjects:
            subject.dep_ = "nsubj"


def mend_perfect(doc: Doc) -> None:
    """ "The ban it had placed": with "have" alone a participle is active, whatever its subject is labelled."""
    for verb in [t for t in doc if t.tag_ == "VBN" and t.pos_ == "VERB"]:
        helpers = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
        if helpers and helpers <= {"have", "has", "had", "'ve", "’ve"}:
            for subject in [c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i]:
                subject.dep_ = "nsubj"


def mend_headless(doc: Doc) -> None:
    """ "Ida Moss, who heads the mission, protested": a clause whose verb is hung on its subject like a second "who"."""
    for noun in [t for t in doc if t.dep_.lower() == "root" and t.pos_ in ("NOUN", "PROPN")]:
        clauses = [c for c in noun.children if c.dep_ == "acl:relcl" and c.i > noun.i]
        if len(clauses) != 2 or not any(t.lower_ in ("who", "which") for t in clauses[0].children):
            continue
        verb = clauses[1]
        own = subjects_of(verb) or any(t.lower_ in ("who", "which", "that", "where") for t in verb.children)
        if own or verb.tag_ not in ("VBD", "VBZ", "VBP") or doc[verb.i - 1].text != ",":
            continue
        verb.head, verb.dep_ = verb, noun.dep_
        noun.head, noun.dep_ = verb, "nsubj"


def mend_two_objects(doc: Doc) -> None:
    """ "A court sentenced in absentia two officers": a passive without auxiliary and with a noun on either side."""
    for verb in [t for t in doc if t.tag_ in ("VBN", "VBD") and t.pos_ == "VERB"]:
        passive = [c for c in verb.children if c.dep_ == "nsubj:pass"]
        before, behind = [c for c in passive if c.i < verb.i], [c for c in passive if c.i > verb.i]
        if len(before) != 1 or not behind or any(c.dep_.startswith("aux") for c in verb.children):
            continue
        before[0].dep_ = "nsubj"
        for thing in behind:
            thing.dep_ = "obj"
        verb.tag_ = "VBD"


def mend_beside(doc: Doc, is_person: Callable[[Token], bool]) -> None:
    """ "a commander in Zawiya, Salem Krewi, ...", "the head of the army, Gen. Bo Tann": the name is the person's.

    A name between commas that hangs on a place or a thing, which itself hangs on somebody told by office or trade.
    """
    for name in [t for t in doc if t.dep_ in ("appos", "conj") and t.pos_ == "PROPN"]:
        first = next(t.i for t in name.subtree if t.pos_ != "PUNCT")
        person = name.head.head
        if first == 0 or doc[first - 1].text != "," or not name.head.dep_.startswith("nmod") or is_person(name.head):
            continue
        if name.dep_ == "conj" and (
            name.ent_type_ == "ORG" or not parenthetic(name) or name.left_edge == name.right_edge
        ):
            continue
        if name.dep_ == "appos" and name.ent_type_ != "PERSON":
            continue
        if is_person(person) and person.tag_ == "NN" and not any(c.dep_ == "appos" for c in person.children):
            name.head, name.dep_ = person, "appos"


def parenthetic(name: Token) -> bool:
    """Whether a comma closes a name that a comma opened, and no list goes on: ", Salem Krewi, and let him go"."""
    after = [t for t in name.doc[name.i : name.right_edge.i + 2] if t.text == ","]
    one = not any(c.dep_ in ("cc", "conj") for c in name.children)
    alone = sum(c.dep_ == "conj" for c in name.head.children) == 1
    return bool(after) and one and alone


def mend_harm(doc: Doc, lemmas: Sequence[str], harming: frozenset[str], roles: Roles) -> None:
    """ "hit a hall where families had fled, killing five": who was hit there did not kill."""
    for verb in [t for t in doc if t.tag_ == "VBG" and t.dep_ == "advcl" and lemmas[t.i] in harming]:
        clause = verb.head
        there = clause.dep_ == "acl:relcl" and any(c.lower_ == "where" for c in clause.children)
        commas = {doc[verb.left_edge.i - 1].text, doc[verb.i - 1].text}
        if not there or verb.i < clause.i or "," not in commas:
            continue
        above = next((t for t in clause.ancestors if t.pos_ == "VERB"), None)
        if above is not None and above.i < clause.i and hang(verb, above):
            roles.get(verb.i, {}).pop("ARG0", None)


BEHIND = frozenset({"between", "of", "by", "in", "near", "around", "among", "outside"})


def names_deed(token: Token) -> bool:
    """ "Fighting between A and B killed nine", "bombing by jets destroyed": a subject in -ing, a phrase behind."""
    follows = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    own = any(c.dep_ in ("nsubj", "aux", "mark", "iobj", "ccomp", "xcomp") for c in token.children)
    bare = any(c.dep_ == "obj" and not has_case(c) for c in token.children)
    if follows not in BEHIND or own or bare:
        return False
    if token.dep_.startswith(("nsubj", "csubj")):
        return True
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    opens = before is None or before.pos_ == "PUNCT"
    return token.dep_ == "advcl" and opens and token.i < token.head.i and not subjects_of(token.head) and not cut(token)


def has_case(token: Token) -> bool:
    return any(c.dep_ == "case" for c in token.children)


def cut(token: Token) -> bool:
    """Whether a comma parts the words from the verb they would be the subject of."""
    return token.doc[token.head.left_edge.i].i <= token.i and any(
        t.text == "," and t.head in (token, token.head) for t in token.doc[token.right_edge.i : token.head.i]
    )


def as_noun(token: Token) -> None:
    """A verb form as the noun that it is, its phrases as a noun's."""
    passive = any(c.dep_ == "aux:pass" for c in token.head.children)
    if token.dep_ == "advcl" or token.dep_.startswith("csubj"):
        token.dep_ = "nsubj:pass" if passive else "nsubj"
    token.pos_, token.tag_, token.lemma_ = "NOUN", "NN", token.lower_
    for child in token.children:
        if child.dep_.startswith(("obl", "obj")) and has_case(child):
            child.dep_ = "nmod"
