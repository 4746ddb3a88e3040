"""Who the report has a claim from: the act of saying above its words, beside them, or around their quotation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.quotations import quoted, within_quotation
from dateline.coding.speech import QUOTING, Speech, speeches
from dateline.coding.view import View, char_span
from dateline.model import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["source_of", "speeches"]


def source_of(view: View, token: Token) -> Attribution | None:
    """Who says what this token tells: the nearest act of saying above it or around its quotation. Said at second hand
    ("a source said the ministry had confirmed") it is the inner one's, `via` the outer."""
    found = said_by(view, token)
    if found is None:
        return quoted(view, token) or hearsay(view, token)
    outer = said_by(view, found.verb)
    source = found.source
    if outer is not None and source.via is None and outer.verb != found.verb and differs(outer.source, source):
        return replace(source, via=outer.source.name)
    return source


def differs(one: Attribution, other: Attribution) -> bool:
    """Whether two speakers are two: "the ministry said it had confirmed" is one."""
    names = {n for n in (one.name, one.organisation) if n}
    return bool(one.name) and not names & {n for n in (other.name, other.organisation) if n}


def said_by(view: View, token: Token) -> Speech | None:
    """The nearest act of saying whose content a token is."""
    told = speeches(view)
    current = token
    for step in range(12):
        found = beside(view, told, current, token, step)
        if found is not None:
            return found
        head = current.head
        if head == current or presupposed(view, current):
            return None
        if current.tag_ == "VBG":
            for above in (head, head.head):  # "quoted the ministry as saying that"
                if above.i in told and view.lemmas[above.i] in QUOTING:
                    return told[above.i]
        speech = told.get(head.i)
        if speech is not None and is_content(view, current, head):
            if current.i < head.i < token.i and not within_quotation(view, token):
                return None  # "A was hit, officials said, after B had been": what trails behind is the report's own
            return beside(view, told, head, token, step + 1, only_according=True) or speech
        current = head
    return None


def presupposed(view: View, inner: Token) -> bool:
    """Background that a speaker's words take for granted: "the base, which was hit in January", "since the coup"."""
    marks = {c.lower_ for c in inner.children if c.dep_ in ("mark", "case")}
    if inner.dep_ in ("obl", "nmod", "advcl") and marks & {"since"}:
        return True
    edge = inner.left_edge
    comma = edge.text == "," or (edge.i > 0 and view.doc[edge.i - 1].text == ",")
    return comma and (
        inner.dep_ == "acl:relcl" or (inner.dep_ == "appos" and any(c.dep_ == "acl" for c in inner.children))
    )


def is_content(view: View, inner: Token, verb: Token) -> bool:
    """Whether what hangs here is what the verb says, and not, say, when it was said."""
    dep = inner.dep_
    if verb.pos_ == "NOUN":
        return dep in ("acl", "ccomp")
    if dep in ("ccomp", "parataxis", "csubj") or dep.startswith("ccomp"):
        return not parted(view, inner, verb)
    if dep == "xcomp":
        return view.lemmas[verb.i] not in ("agree", "vow", "pledge", "promise")
    if view.lemmas[verb.i] not in view.lexicon.words("speech", "noun_object"):
        return False
    if view.lemmas[verb.i] in QUOTING and dep in ("advcl", "obl"):
        return True
    if dep in ("obj", "nsubj:pass"):
        return True
    return dep == "obl" and inner.pos_ == "NOUN" and any(c.lower_ == "for" for c in inner.children)


def parted(view: View, inner: Token, verb: Token) -> bool:
    """ "A is leaving, and B said it would follow": what stands before the "and" or a semicolon is not what B says."""
    if inner.i > verb.i:
        return False
    between = view.doc[inner.i + 1 : verb.i]
    if any(t.text == ";" for t in between):
        return True
    return any(c.dep_ == "cc" and inner.i < c.i < verb.i and c.lower_ in ("and", "but") for c in verb.children)


def beside(
    view: View, told: dict[int, Speech], current: Token, token: Token, step: int, *, only_according: bool = False
) -> Speech | None:
    """ "X, officials said" and "according to X" hang on the clause they speak of."""
    for child in current.children:
        said = child.dep_ == "parataxis" and child.i in told and not only_according
        if said and (child.i > token.i or step == 0) and not parted(view, token, child):
            return told[child.i]
        if child.dep_.startswith("obl") and child.pos_ == "NOUN" and child.i in told:
            return told[child.i]  # "by the group's count"
        for marker in (child, *child.children):
            if (
                marker.lower_ == "according"
                and marker.i in told
                and (marker.i > token.i or step == 0 or marker.i < current.i)
            ):
                return told[marker.i]
    return None


def hearsay(view: View, token: Token) -> Attribution | None:
    """ "is believed to have", "reportedly": said by nobody named."""
    words = view.lexicon.words("speech", "hearsay")
    current = token
    for _ in range(4):
        for child in current.children:
            if child.dep_ == "advmod" and child.lower_ in words:
                return Attribution(anonymous=True, manner=child.lower_, span=char_span(child))
        head = current.head
        if head == current or current.dep_ not in ("xcomp", "conj", "ccomp"):
            return None
        passive = args_of(view, head).passive and view.lemmas[head.i] in view.lexicon.words("stance", "alleged")
        if passive and current.dep_ in ("xcomp", "ccomp"):
            return Attribution(anonymous=True, manner=head.lower_, span=char_span(head))
        current = head
    return None
