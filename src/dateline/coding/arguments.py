"""The arguments of one word as a tree hangs them: fillers by place, obliques by their preposition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Args:
    """Fillers by place, coordination not yet expanded. `surface` is what an omitted subject elsewhere refers to."""

    subj: list[Token] = field(default_factory=list)
    obj: list[Token] = field(default_factory=list)
    iobj: list[Token] = field(default_factory=list)
    comp: list[Token] = field(default_factory=list)
    mod: list[Token] = field(default_factory=list)
    poss: list[Token] = field(default_factory=list)
    harmed: list[Token] = field(default_factory=list)  # of a deed told by a noun: "the strike killed"
    particles: set[str] = field(default_factory=set)
    preps: dict[str, list[Token]] = field(default_factory=dict)
    bare: list[Token] = field(default_factory=list)  # obliques without a preposition: "last Monday"
    passive: bool = False
    negated: bool = False
    light: Token | None = None  # the light verb whose places these partly are

    @property
    def surface(self) -> list[Token]:
        return self.obj if self.passive else self.subj

    def at(self, place: str) -> list[Token]:
        """Fillers of one place by name; any other name is a preposition."""
        if place in PLAIN:
            found: list[Token] = getattr(self, place)
            return found
        return self.preps.get(place, [])


PLAIN = frozenset({"subj", "obj", "iobj", "comp", "mod", "poss", "bare", "harmed"})


def preposition(token: Token) -> str:
    """The case words of a noun as one string: "on", "because of"; empty when there is none."""
    words = [
        c
        for c in token.children
        if c.dep_ in ("case", "mark") and c.pos_ in ("ADP", "SCONJ", "PART", "VERB", "ADV", "ADJ")
    ]
    words = [w for w in words if w.lower_ not in ("'s", "’s", "'", "’")]
    parts = [" ".join([w.lower_, *(f.lower_ for f in w.children if f.dep_ == "fixed")]) for w in words[:2]]
    if not parts:  # "by opposition leader Ida Moss": the tree may hang it on the title before the name
        titles = [c for c in token.children if c.i < token.i and c.dep_ in ("nmod:desc", "compound")]
        return next((case for t in titles for case in [preposition(t)] if case), "")
    return " ".join(parts)


NO_OBJECT = frozenset({"for", "to", "with", "from", "against", "about"})
UNDIVIDED = frozenset(
    {"according to", "due to", "thanks to", "prior to", "owing to", "in addition to", "because of", "as of", "ahead of",
     "instead of", "apart from", "aside from", "regardless of", "in spite of"}
)  # fmt: skip
RECKONING = frozenset(
    {"count", "tally", "estimate", "account", "reckoning", "measure", "margin", "standard", "admission", "calculation",
     "extension", "definition", "half", "third", "quarter", "percent", "way", "means", "virtue", "mistake", "accident"}
)  # fmt: skip


def add_oblique(args: Args, token: Token) -> None:
    """File an oblique under its preposition; "out of" also under "of" and "from" is kept apart from "away from"."""
    case = preposition(token)
    if not case:
        args.bare.append(token)
        return
    if case == "by" and token.lemma_.lower() in RECKONING:
        args.preps.setdefault("by the count of", []).append(token)  # nobody does a thing "by the count of" another
        return
    args.preps.setdefault(case, []).append(token)
    words = case.split()
    if case in UNDIVIDED:
        args.particles.add(words[0])
    elif len(words) > 1:
        args.preps.setdefault(words[-1], []).append(token)
        args.particles.add(words[0])
    else:
        args.particles.add(case)


def read_child(args: Args, child: Token) -> None:
    """Put one dependent into its place."""
    dep = child.dep_
    if dep in ("nsubj:pass", "csubj:pass"):
        args.obj.append(child)
        args.passive = True
    elif dep.startswith("nsubj"):
        args.subj.append(child)
    elif dep == "obj" and any(c.dep_ == "case" and c.lower_ in NO_OBJECT for c in child.children):
        add_oblique(args, child)  # a parser's slip: "asked the bank for 20 million"
    elif dep == "obj":
        args.obj.append(child)
    elif dep == "iobj":
        args.iobj.append(child)
    elif dep == "aux:pass":
        args.passive = True
    elif dep in ("xcomp", "ccomp"):
        args.comp.append(child)
    elif dep == "compound:prt":
        args.particles.add(child.lower_)
    elif dep == "advmod" or dep == "neg":
        if child.lower_ in ("not", "n't", "n’t", "never"):
            args.negated = True
        args.particles.add(child.lower_)
    elif dep.startswith("obl"):
        if dep == "obl:agent":
            args.passive = True
        add_oblique(args, child)
    elif dep == "nmod":
        add_oblique(args, child)
    elif dep in ("advcl", "acl") and child.pos_ in VERBAL:
        args.comp.append(child)
