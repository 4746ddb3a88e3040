"""The words of one clause: what hangs on a word without leaving its clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Token


CLAUSAL = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "csubj", "acl", "xcomp"})


def own_words(token: Token, barred: frozenset[int] = frozenset()) -> Iterator[Token]:
    """The token and what hangs on it inside its clause, nearest first; other clauses and events are left out."""
    level = [token]
    while level:
        following: list[Token] = []
        for current in level:
            yield current
            for child in current.children:
                if child.i in barred or child.dep_ in CLAUSAL or child.dep_.startswith(("advcl", "ccomp")):
                    continue
                if child.dep_ == "conj" and child.pos_ in VERBAL:
                    continue
                following.append(child)
        level = following
