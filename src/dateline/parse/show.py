"""A parse made visible: a tree a sentence for the terminal (rich), or a page for the browser (displaCy).

Report text is hostile: rich markup in it is not interpreted, and HTML is escaped.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from dateline.parse.protocol import Predicate, predicates, spans

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_STYLES = {"root": "bold", "VERB": "green", "PROPN": "cyan", "NUM": "magenta", "PUNCT": "dim"}
_COLOURS = {
    "PERSON": "#c9e4ff", "ORG": "#ffe3b3", "LOC": "#c8f0cf", "FAC": "#d9d2ff", "NORP": "#f6d5e5",
    "EVENT": "#ffd1c9", "DATE": "#e8e8c0", "TIME": "#e8e8c0", "DURATION": "#e8e8c0", "SET": "#e8e8c0",
}  # fmt: skip
_DEEPEST = 60  # levels printed; a machine-made sentence can be a chain of hundreds
_LONGEST = 120  # words; a wider sentence is shown as its words and marks, not as arcs


def tree(doc: Doc) -> Tree:
    """The whole Doc as a rich tree: sentences, their words by head, then names, times and predicates."""
    from rich.tree import Tree

    root = Tree(f"{len(doc)} tokens")
    for number, sentence in enumerate(doc.sents, start=1):
        branch = root.add(_line(f"{number}. ", " ".join(sentence.text.split()), "bold"))
        for token in sentence:
            if token.head is token or token.head == token:
                _grow(branch, token, 0)
        _marks(branch, doc, sentence)
    return root


def _grow(branch: Tree, token: Token, depth: int) -> None:
    if token.is_space:
        return
    node = branch.add(_word(token))
    if depth < _DEEPEST:
        for child in token.children:
            _grow(node, child, depth + 1)


def _word(token: Token) -> Text:
    from rich.text import Text

    text = Text()
    text.append(token.text, _STYLES.get(token.dep_) or _STYLES.get(token.pos_) or "")
    text.append(f"  {token.dep_}  {token.pos_}", "dim")
    if token.lemma_ != token.text:
        text.append(f"  {token.lemma_}", "dim italic")
    if str(token.morph):
        text.append(f"  {token.morph}", "dim")
    return text


def _marks(branch: Tree, doc: Doc, sentence: DocSpan) -> None:
    """Names, times and predicates of one sentence, each kind under its own heading."""
    inside = [s for key in ("names", "timex") for s in spans(doc, key) if _within(s, sentence)]
    for span in sorted(inside, key=lambda s: (s.start, -s.end)):
        branch.add(_line(f"{span.label_}: ", span.text, "cyan"))
    for found in predicates(doc):
        if sentence.start <= found.i < sentence.end:
            _act(branch, doc, found)


def _act(branch: Tree, doc: Doc, found: Predicate) -> None:
    sure = "" if found.factuality is None else f" ({found.factuality:+.1f})"
    node = branch.add(_line("predicate: ", doc[found.i].text + sure, "green"))
    for role in found.roles:
        node.add(_line(f"{role.label}: ", doc[role.start : role.end].text, ""))


def _line(head: str, body: str, style: str) -> Text:
    from rich.text import Text

    text = Text(head, "dim")
    text.append(body, style)
    return text


def _within(span: DocSpan, sentence: DocSpan) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def page(doc: Doc, title: str = "Parse") -> str:
    """A self-contained HTML page: each sentence's arcs, then the text with its names and times marked."""
    from spacy import displacy

    options = {"compact": True, "distance": 110, "bg": "#ffffff"}
    arcs = [
        displacy.render(s.as_doc(), style="dep", options=options, jupyter=False)
        if len(s) <= _LONGEST
        else f"<p>{html.escape(s.text)}</p>"
        for s in doc.sents
        if s.text.strip()
    ]
    body = "\n".join(f"<div class='arcs'>{a}</div>" for a in arcs)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        "<style>body{font-family:sans-serif;margin:2rem}.arcs{overflow-x:auto}mark{padding:.1em .2em}"
        "td{padding:.1em .8em;vertical-align:top}</style></head><body>"
        f"<h1>{html.escape(title)}</h1><p>{_marked(doc)}</p>{_table(doc)}{body}</body></html>"
    )


def _marked(doc: Doc) -> str:
    """The text with its flat names and its times as <mark>, all else escaped."""
    found = [*doc.ents, *(t for t in spans(doc, "timex"))]
    out, at = [], 0
    for span in sorted(found, key=lambda s: (s.start_char, -s.end_char)):
        if span.start_char < at:
            continue
        colour = _COLOURS.get(span.label_, "#eeeeee")
        out.append(html.escape(doc.text[at : span.start_char]))
        mark = f"<mark style='background:{colour}'>{html.escape(span.text)} <small>{span.label_}</small></mark>"
        out.append(mark)
        at = span.end_char
    out.append(html.escape(doc.text[at:]))
    return "".join(out).replace("\n", "<br>")


def _table(doc: Doc) -> str:
    """Predicates and their roles."""
    rows = []
    for found in predicates(doc):
        roles = "; ".join(f"{r.label}: {doc[r.start : r.end].text}" for r in found.roles)
        sure = "" if found.factuality is None else f"{found.factuality:+.1f}"
        rows.append(f"<tr><td>{html.escape(doc[found.i].text)}</td><td>{sure}</td><td>{html.escape(roles)}</td></tr>")
    return f"<table>{''.join(rows)}</table>" if rows else ""
