"""Lemmas put right: an edit rule that the model learnt may cut one letter too many ("receiv"); spelling knows
better.

For an inflected English word (by its Penn tag) the irregular forms are looked up, and the bases that regular
spelling allows are worked out (`stopping`: stop, stopp, stoppe). The model's lemma stays when it is one of
them and a known word; else the commonest known one is taken, and where none is known the one that spelling
makes likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

VERBS = frozenset(("VBD", "VBN", "VBG", "VBZ"))
BARE = frozenset(("VB", "VBP"))
PLURALS = frozenset(("NNS",))
DEGREES = frozenset(("JJR", "JJS", "RBR", "RBS"))
_DOUBLED = re.compile(r"[aeiou]([bdgklmnprtvz])\1$")  # stopp-, plann-; not passs-, fall- is told by what is known
_SILENT = re.compile(  # stems that want their silent e back, for words nobody knows
    r"(?:[cvzu]|[^aeiouw]l|[nrpl]s|[rdl]g|[aeiu]ng|[ai]g"
    r"|(?:^|[^aeiou]|[qg]u)(?:a[bdkmprst]|i[bdklmnrs]|o[bdkls]|u[dlmnrst]|ed)|[iu]at)$"
)
_NOT_SILENT = re.compile(r"(?:[lr]l|[aeiou]{2}l)$")


def mend(word: str, tag: str, lemma: str, known: Mapping[str, int]) -> str:
    """The lemma of `word` with Penn tag `tag`, given the model's; `known` ranks words, commonest lowest."""
    low = word.lower()
    if tag in VERBS or tag in DEGREES or tag in PLURALS:
        kind = "verbs" if tag in VERBS else "nouns" if tag in PLURALS else "degrees"
        if base := _irregular(kind).get(low):
            return lemma if lemma in base else base[0]
        if tag in ("VBD", "VBN") and low in _bases():
            return low  # put, shed, forecast
        return _regular(low, tag, lemma, known) if low.isascii() and low.isalpha() else lemma
    if tag in BARE and low.isalpha():
        return (_irregular("verbs").get(low) or (low,))[0] if lemma not in known else lemma
    return "I" if low == "i" and tag == "PRP" else lemma


def _regular(low: str, tag: str, lemma: str, known: Mapping[str, int]) -> str:
    found = candidates(low, tag)
    if not found:
        return lemma  # no inflected spelling
    if lemma == low and tag not in VERBS:
        return lemma  # the model holds it for its own base (news, troops)
    if (lemma in found and lemma in known) or (lemma.lower() in found and lemma[0].isupper()):
        return lemma
    in_use = [c for c in found if c in known]
    if in_use:
        return min(in_use, key=lambda c: known[c])
    return lemma if tag in DEGREES else found[0]


def candidates(low: str, tag: str) -> list[str]:
    """The bases that regular spelling allows for an inflected form, likeliest first; none where it has no
    ending."""
    if tag in PLURALS or tag == "VBZ":
        return _from_s(low)
    if tag in ("VBD", "VBN"):
        return _from_stem(low[:-2], low, "i") if low.endswith("ed") and len(low) > 3 else []
    if tag == "VBG":
        return _from_stem(low[:-3], low, "") if low.endswith("ing") and len(low) > 4 else []
    if tag in DEGREES:
        ending = next((e for e in ("er", "est") if low.endswith(e) and len(low) > len(e) + 2), "")
        return _from_stem(low[: -len(ending)], low, "i") if ending else []
    return []


def _from_s(low: str) -> list[str]:
    if not low.endswith("s") or low.endswith("ss") or len(low) < 3:
        return []
    if low.endswith("ies") and len(low) > 4:
        return [low[:-3] + "y", low[:-1]]
    if re.search(r"(?:s|x|z|ch|sh)es$", low):
        plain, with_e = low[:-2], low[:-1]
        return (
            [with_e, plain]
            if re.search(r"[^s]ses$|[^t]ches$|zes$", low) and not low.endswith("uses")
            else [plain, with_e]
        )
    return [low[:-1], low[:-2]] if low.endswith("oes") else [low[:-1]]


def _from_stem(stem: str, low: str, y: str) -> list[str]:
    """The bases of stem + ed, ing, er or est."""
    if y and stem.endswith(y):
        return [stem[:-1] + "y", stem]
    out = [stem, stem + "e"]
    if _SILENT.search(stem) and not _NOT_SILENT.search(stem):
        out.reverse()
    if _DOUBLED.search(stem):
        out = [stem[:-1], *out]
        if stem.endswith(("ll", "zz")):
            out = [stem, stem[:-1], stem + "e"]
    return out


@cache
def _bases() -> frozenset[str]:
    """The verbs that have irregular forms."""
    return frozenset(base for bases in _irregular("verbs").values() for base in bases)


@cache
def _irregular(kind: str) -> dict[str, tuple[str, ...]]:
    """Irregular form to its bases."""
    path = resources.files("dateline") / "data" / "tokens" / "inflection.en.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    out: dict[str, tuple[str, ...]] = {}
    for base, forms in raw[kind].items():
        for form in str(forms).split():
            out[form] = (*out.get(form, ()), str(base))
    return out
