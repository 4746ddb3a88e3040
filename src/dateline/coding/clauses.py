"""Deep arguments over Universal Dependencies: who is the subject of a verb that shows none, the object of a passive.

`verb_args` and `noun_args` give the fillers of syntactic places whatever the construction: active, passive, participle
("rockets fired at the base"), relative ("the base they vacated"), infinitive ("agreed to leave"), coordination
("withdrew from A and handed over B"), light verbs ("carried out strikes on"). Labels: universaldependencies.org, v2.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.arguments import PLAIN as PLAIN
from dateline.coding.arguments import VERBAL as VERBAL
from dateline.coding.arguments import Args as Args
from dateline.coding.arguments import add_oblique, read_child
from dateline.coding.arguments import preposition as preposition
from dateline.coding.relatives import antecedent
from dateline.coding.view import NOMINAL, View, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that", "whom", "where", "whose", "when"})


def args_of(view: View, token: Token) -> Args:
    """The deep arguments of a verb, noun or adjective; cached per report."""
    key = ("args", token.i)
    if key not in view.cache:
        view.cache[key] = Args()  # a loop in a broken tree ends here
        predicate = token.pos_ in VERBAL or is_participle(token)
        view.cache[key] = verb_args(view, token) if predicate else noun_args(view, token)
    found: Args = view.cache[key]
    return found


def is_participle(token: Token) -> bool:
    """A verb form tagged as an adjective or noun but built like a clause (it has a subject or an object)."""
    return token.pos_ == "ADJ" and any(c.dep_.startswith(("nsubj", "obj", "aux", "obl")) for c in token.children)


def verb_args(view: View, verb: Token) -> Args:
    """Arguments of a verb in its clause, then those it shares with others."""
    args = Args()
    for child in verb.children:
        read_child(args, child)
    agent = [t for t in args.preps.get("by", []) if args.passive and t.pos_ in NOMINAL]
    if (verb.dep_ == "acl" and verb.tag_ == "VBN") or second_passive(view, verb):
        args.passive = True
        agent = [t for t in args.preps.get("by", []) if t.pos_ in NOMINAL]
    if args.passive and not agent and not args.subj:
        agent = hung_agent(view, verb)
    if agent:
        args.subj = args.subj or agent
        hung_receiver(view, args, agent)
    elif args.passive and view.lemmas[verb.i] in view.lexicon.words("roles", "stative") and leads_to(verb, args):
        args.subj, args.obj, args.passive = args.obj, [], False  # "is opposed to": the subject opposes
    if not args.obj and not args.passive and args.bare:
        args.obj = [t for t in args.bare if t.i not in view.times and t.pos_ in ("NOUN", "PROPN")][:1]
        args.bare = [t for t in args.bare if t not in args.obj]
    misread_object(verb, args)
    shared_end(verb, args)
    replace_relatives(view, verb, args)
    if not args.surface:
        args.subj.extend(hung_subject(verb))
    if not args.surface:
        inherit(view, verb, args)
    second_opinion(view, verb, args)
    args.particles |= resultatives(args)
    return args


def hung_agent(view: View, verb: Token) -> list[Token]:
    """ "was acquitted of fraud by the court": an agent that the tree hangs on the noun before it."""
    between = [c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i and c.i not in view.times]
    inner = [g for c in between for g in c.children if g.dep_ == "nmod" and g.i > c.i and g.pos_ in NOMINAL]
    return [g for g in inner if preposition(g) == "by" and (g.i in view.parties or g.i in view.places)][:1]


def hung_receiver(view: View, args: Args, agent: list[Token]) -> None:
    """ "will be handed by the alliance to the army": a receiver that the tree hangs on the agent before it."""
    if "to" in args.preps:
        return
    behind = [g for a in agent for g in a.children if g.dep_ == "nmod" and g.i > a.i and g.pos_ in NOMINAL]
    receivers = [g for g in behind if preposition(g) == "to" and g.i in view.parties]
    if receivers and not any(view.lemmas[a.i] in view.lexicon.words("roles", "sent_to") for a in agent):
        args.preps["to"] = receivers
        args.particles.add("to")


def leads_to(verb: Token, args: Args) -> bool:
    """ "is opposed to the plan", "is committed to freeing them"."""
    return "to" in args.preps or any(c.lower_ == "to" and c.dep_ == "mark" for t in args.comp for c in t.children)


def hung_subject(verb: Token) -> list[Token]:
    """ "In Lome the presidency appointed": a subject that the tree hangs as apposition, without a comma, on the place
    before it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_.lower() not in ("root", "conj", "parataxis"):
        return []
    places = [c for c in verb.children if c.dep_ == "obl" and c.i < verb.i]
    nouns = [g for c in places for g in c.children if g.dep_ == "appos" and g.i > c.i and g.right_edge.i == verb.i - 1]
    return [g for g in nouns if g.left_edge.i and verb.doc[g.left_edge.i - 1].pos_ != "PUNCT"]


def second_passive(view: View, verb: Token) -> bool:
    """ "was charged and remanded": the second participle shares the first one's passive."""
    if verb.dep_ != "conj" or verb.tag_ != "VBN":
        return False
    own = any(c.dep_.startswith(("aux", "nsubj", "obj", "mark")) for c in verb.children)
    return not own and verb.head.pos_ in VERBAL and args_of(view, verb.head).passive


def shared_end(verb: Token, args: Args) -> None:
    """ "set up ties with and opened an embassy in Oman": a preposition left open takes the end of what is joined."""
    for word in verb.children:
        after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
        if (
            word.pos_ != "ADP"
            or word.i < verb.i
            or list(word.children)
            or after.dep_ != "cc"
            or after.head.head != verb
        ):
            continue
        ends = [
            t for t in after.head.subtree if t.pos_ in ("NOUN", "PROPN") and t.dep_.startswith(("obl", "nmod", "obj"))
        ]
        if after.head.dep_ == "conj" and ends:
            args.preps[word.lower_] = ends[-1:]


def misread_object(verb: Token, args: Args) -> None:
    """ "a strike killed Gen. Aro Tann, head of": of two subjects, the one behind an active verb is its object."""
    behind = [t for t in args.subj if t.i > verb.i and t.dep_ == "nsubj" and t.pos_ in NOMINAL]
    if behind and len(behind) < len(args.subj) and not args.obj and not args.passive:
        args.obj.extend(behind)
        args.subj = [t for t in args.subj if t not in behind]


def resultatives(args: Args) -> set[str]:
    """ "left two guards and a clerk dead": an adjective after its noun, hung on the last of a series of objects."""
    nouns = [t for o in args.obj for t in coordinated(o)]
    return {c.lower_ for t in nouns for c in t.children if c.dep_ == "amod" and c.pos_ == "ADJ" and c.i > t.i}


def second_opinion(view: View, verb: Token, args: Args) -> None:
    """Places the tree leaves empty are filled from the parser's semantic roles (PropBank ARG0, ARG1)."""
    roles = view.roles.get(verb.i)
    if not roles:
        return
    taken = {t.i for t in (*args.subj, *args.obj, *args.iobj)}
    for label, place in (("ARG0", args.subj), ("ARG1", args.obj)):
        span = roles.get(label)
        if place or span is None or (label == "ARG1" and args.passive and not args.obj and args.subj):
            continue
        root = view.doc[span[0] : span[1]].root
        if label == "ARG1" and preposition(root) in ("to", "from"):
            continue  # "complained to the council": whoever is addressed is no object
        if label == "ARG1" and root.i in stolen(view) and not args.subj:
            args.subj.append(root)
            continue
        if root.pos_ in NOMINAL and root.i not in taken and root.i != verb.i and not root.is_ancestor(verb):
            place.append(root)


def stolen(view: View) -> dict[int, int]:
    """Nouns the tree coordinates with an earlier one though they are the subject of the next clause by their role.

    "handed sites to the police and dozens of advisers are flying home": advisers fly, and get no sites. A finite
    verb without a subject follows (given with the noun), its role span begins right behind the "and" and ends at
    the verb or its auxiliaries.
    """
    if "stolen" not in view.cache:
        found: dict[int, int] = {}
        for at, labels in view.roles.items():
            verb = view.doc[at]
            if verb.pos_ != "VERB" or any(c.dep_.startswith("nsubj") for c in verb.children):
                continue
            for label in ("ARG0", "ARG1"):
                first, last = labels.get(label, (at, at))
                if (
                    first >= last
                    or last > at
                    or any(t.pos_ not in ("AUX", "PUNCT") for t in view.doc[last:at])
                    or last == at
                ):
                    continue
                root = view.doc[first:last].root
                if root.dep_ == "conj" and verb.dep_ != "acl" and view.doc[max(first - 1, 0)].dep_ == "cc":
                    found[root.i] = at
        view.cache["stolen"] = found
    nouns: dict[int, int] = view.cache["stolen"]
    return nouns


def replace_relatives(view: View, verb: Token, args: Args) -> None:
    """In a relative clause the noun it hangs on fills the place of its pronoun, or of the gap."""
    if verb.dep_ == "acl:relcl" or (verb.dep_ == "conj" and verb.head.dep_ == "acl:relcl"):
        clause = verb if verb.dep_ == "acl:relcl" else verb.head
        noun = antecedent(view, clause, clause.head)
        replaced = False
        for places in (args.subj, args.obj, args.iobj, *args.preps.values()):
            for n, token in enumerate(places):
                if token.lower_ in RELATIVE and token.dep_ != "det":
                    places[n] = noun
                    replaced = True
        if not replaced and verb.dep_ == "acl:relcl":
            fill_gap(verb, noun, args)


def fill_gap(verb: Token, noun: Token, args: Args) -> None:
    """A relative clause without a pronoun: "where" is a place, a missing object is the noun."""
    marks = {c.lower_ for c in verb.children if c.dep_ in ("advmod", "mark")}
    if marks & {"where", "when"}:
        args.preps.setdefault("in", []).append(noun)
    elif args.subj and not args.obj and not args.passive:
        args.obj.append(noun)
    elif not args.subj and not args.passive:
        args.subj.append(noun)


def inherit(view: View, verb: Token, args: Args) -> None:
    """An omitted subject: from the coordinated verb, the controlling verb or the noun a participle hangs on."""
    head, dep = harmful_clause(view, verb) or verb.head, verb.dep_
    if head == verb:
        return
    found: list[Token] = []
    if dep == "acl":
        found = acl_subject(view, verb, head)
        if args.passive:
            args.obj = args.obj or found
            return
    elif dep in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "appos") or dep.startswith(("advcl", "conj")):
        found = governor_subject(view, verb, head)
    if args.passive:
        args.obj = args.obj or found
    else:
        args.subj = args.subj or found


def harmful_clause(view: View, verb: Token) -> Token | None:
    """ "Doctors left after shells hit the ward, killing two": who kills is told by the clause before, not above it."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or view.lemmas[verb.i] not in view.lexicon.words("roles", "harming"):
        return None
    clauses = (c for c in verb.head.children if c.dep_ in ("advcl", "ccomp", "conj") and c.pos_ == "VERB")
    between = [c for c in clauses if verb.head.i < c.i < verb.i and c.right_edge.i >= verb.left_edge.i - 2]
    told = [c for c in between if any(g.dep_.startswith("nsubj") for g in c.children)]
    return told[-1] if told else None


def acl_subject(view: View, verb: Token, noun: Token) -> list[Token]:
    """ "troops killed", "rockets targeting": the noun; "a plan to leave": whose plan it is."""
    if any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children):
        owner = args_of(view, noun)
        return list(owner.poss or owner.subj or owner.mod)
    return [noun]


def governor_subject(view: View, verb: Token, head: Token) -> list[Token]:
    """The subject of the verb above; with object control ("ordered them to leave") its object."""
    above = args_of(view, head)
    if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and has_to(verb)):
        controls = view.lexicon.words("stance", "object_control")
        if view.lemmas[head.i] in controls and (above.obj or above.iobj):
            return list(above.obj or above.iobj)
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "xcomp", "ccomp") and answered_for(view, verb, head):
        return list(above.obj or above.iobj)
    if verb.dep_ == "ccomp" and not has_to(verb):
        return []
    if head.pos_ not in VERBAL and verb.dep_ == "conj":
        return list(above.subj)
    return list(above.surface)


def answered_for(view: View, verb: Token, head: Token) -> bool:
    """ "accused Norland of shelling the port", "thanked it for lending a ship": a deed of the object."""
    if view.lemmas[head.i] not in view.lexicon.words("roles", "answering"):
        return False
    return any(c.dep_ in ("mark", "case") and c.lower_ in ("of", "for") for c in verb.children)


def has_to(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def noun_args(view: View, noun: Token) -> Args:
    """Arguments of an event noun: its own modifiers, then those of the light verb it stands with."""
    args = Args()
    for child in noun.children:
        dep = child.dep_
        if dep == "nmod:poss":
            args.poss.append(whose(child))
        elif dep in ("compound", "amod", "nmod:desc", "nmod:npmod", "nmod:unmarked") or dep.startswith("flat"):
            args.mod.extend(coordinated(child))
        elif dep == "nsubj":
            args.subj.append(child)
        elif dep == "det" and child.lower_ == "no":
            args.negated = True
        elif dep.startswith(("nmod", "obl")):
            add_oblique(args, child)
        elif dep == "acl" and (has_to(child) or any(c.lower_ == "that" and c.dep_ == "mark" for c in child.children)):
            args.comp.append(child)
        elif dep == "acl":
            read_participle(view, args, child)
        elif dep == "ccomp":
            args.comp.append(child)
        elif dep == "acl:relcl":
            read_relative(view, args, noun, child)
    args.mod = [*directed(view, noun), *args.mod]
    hung_doer(noun, args)
    read_light_verb(view, noun, args)
    if noun.dep_ == "nsubj" and noun.head.pos_ == "VERB":
        read_harm(view, args, noun.head)
    return args


def hung_doer(noun: Token, args: Args) -> None:
    """ "the release of three sailors by Norland": a doer that the tree hangs on those it is done to."""
    if "by" in args.preps or "of" not in args.preps:
        return
    inner = [g for c in args.preps["of"] for g in c.children if g.dep_ == "nmod" and g.i > c.i]
    doers = [g for g in inner if g.pos_ in NOMINAL and preposition(g) == "by"]
    if doers:
        args.preps["by"] = doers


def whose(owner: Token) -> Token:
    """ "the group, whose rockets hit the port": the noun that the relative clause hangs on."""
    if owner.lower_ != "whose":
        return owner
    clause = next((t for t in owner.ancestors if t.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None else owner


def directed(view: View, noun: Token) -> list[Token]:
    """ "a Norland-led raid", "the Ordan-directed strike": the noun hyphenated with a participle of leading."""
    verbs = [c for c in noun.children if c.dep_ == "amod" and c.tag_ == "VBN"]
    led = [v for v in verbs if view.lemmas[v.i] in view.lexicon.words("roles", "directing")]
    return [t for v in led for t in (*v.children, *noun.children) if v.i - 2 <= t.i < v.i and t.pos_ in NOMINAL]


def read_participle(view: View, args: Args, verb: Token) -> None:
    """ "attacks targeting bases", "strikes carried out by", "an attack blamed on"."""
    inner = args_of(view, verb)
    lemma = view.lemmas[verb.i]
    if verb.tag_ == "VBG" and lemma in view.lexicon.words("stance", "aiming"):
        args.preps.setdefault("on", []).extend(inner.obj)
    if verb.tag_ == "VBN" and lemma in view.lexicon.words("stance", "light"):
        args.preps.setdefault("by", []).extend(inner.subj)
        for case, tokens in inner.preps.items():
            args.preps.setdefault(case, []).extend(tokens)


LENT = ("on", "against", "to", "with", "from")  # "the ban it placed on three generals"


def read_relative(view: View, args: Args, noun: Token, verb: Token) -> None:
    """ "the strike that the army carried out": the light verb of a relative clause lends its subject."""
    inner = args_of(view, verb)
    if view.lemmas[verb.i] in view.lexicon.words("stance", "light") and noun in inner.obj:
        args.subj = args.subj or list(inner.subj)
        for case in LENT:
            args.preps.setdefault(case, []).extend(t for t in inner.at(case) if t != noun)
    if noun in inner.subj:
        read_harm(view, args, verb)


def read_harm(view: View, args: Args, verb: Token) -> None:
    """ "the strike killed two guards", "the raid that hit": whom a deed kills or hits, it befalls."""
    if view.lemmas[verb.i] in view.lexicon.words("roles", "harming"):
        args.harmed.extend(args_of(view, verb).obj)


def read_light_verb(view: View, noun: Token, args: Args) -> None:
    """ "carried out strikes on": the noun's places include those of the verb that only carries it."""
    verb = light_verb(view, noun)
    if verb is None:
        return
    outer = args_of(view, verb)
    args.light = verb
    place = noun.dep_
    if args.preps.get("by") and view.lemmas[verb.i] in view.lexicon.words("roles", "go_between"):
        outer = replace(outer, subj=[], preps={case: t for case, t in outer.preps.items() if case != "by"})
    if noun in outer.obj or place in ("obj", "nsubj:pass") or (place.startswith("obl") and not outer.passive):
        args.subj = args.subj or [t for t in outer.subj if t != noun]
    for case, tokens in outer.preps.items():
        args.preps.setdefault(case, []).extend(t for t in tokens if t != noun)
    args.bare.extend(outer.bare)
    args.negated = args.negated or outer.negated


def light_verb(view: View, noun: Token) -> Token | None:
    """The light verb ("conduct", "stage", "hold") that governs this noun, straight or as a relative's head."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in NOMINAL:
        top = top.head
    head = top.head
    if head == top or head.pos_ not in VERBAL:
        return None
    lemma = view.lemmas[head.i]
    if top.dep_ in ("obj", "nsubj:pass") and lemma in view.lexicon.words("stance", "light"):
        named = any(c.dep_ == "xcomp" and (c.pos_ in NOMINAL or c.pos_ == "ADJ") for c in head.children)
        if named and lemma in view.lexicon.words("stance", "naming"):
            return None  # "called the deaths a crime" carries nothing
        return head
    if top.dep_.startswith("obl") and lemma in view.lexicon.words("stance", "light_oblique"):
        return head
    if top.dep_.startswith("nsubj") and lemma in view.lexicon.words("stance", "occur"):
        return head
    return None
