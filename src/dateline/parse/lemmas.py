"""Lemmas by edit rules: "cut k letters, add these", learnt as classes (after Chrupala 2006, UDPipe 2018).

A rule is written `keep|cut|add`: keep is "1" when the lemma keeps the word's capitals (names), cut the
number of letters taken from the end, add what is put there; `0|=|be` replaces the whole word.
"""

from __future__ import annotations

from functools import lru_cache


def rule(word: str, lemma: str) -> str:
    """The rule that makes `lemma` out of `word`."""
    keep = lemma != lemma.lower()
    source = word if keep else word.lower()
    same = next(
        (i for i, (a, b) in enumerate(zip(source, lemma, strict=False)) if a != b),
        min(len(source), len(lemma)),
    )
    if same == 0 and lemma:
        return f"{int(keep)}|=|{lemma}"
    return f"{int(keep)}|{len(source) - same}|{lemma[same:]}"


@lru_cache(maxsize=100_000)
def apply(rule_text: str, word: str) -> str:
    """The lemma of `word` by the rule; a rule that cuts more than the word has leaves the word as it is."""
    keep, cut, add = rule_text.split("|", 2)
    source = word if keep == "1" else word.lower()
    if cut == "=":
        return add
    return source[: len(source) - int(cut)] + add if int(cut) < len(source) else source
